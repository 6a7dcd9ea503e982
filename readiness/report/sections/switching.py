"""依存・切替え: what to confirm before a change of vendor, who holds how much, and what stops if a party is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from readiness.model.lockin.exits import ExitImpact, ExitKind
from readiness.model.lockin.leads import Lead, LeadKind
from readiness.model.lockin.matters import Matter, MatterStatus, SystemLockIn
from readiness.model.lockin.shares import Holder, Overlap, Stage, Weight
from readiness.model.measure import Measure
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext, anchor
from readiness.report.values import Cell, Figure, Row, Table

EXITS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """事業継続の想定 of one party."""

    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    affected: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchingView:
    """Figures, tables, and the parties on which most areas rest."""

    figures: tuple[Figure, ...]
    weight: str
    concentration: Table
    shares: Table
    systems: Table
    matters: Table
    overlaps: Table
    exits: tuple[Exit, ...]
    documented: str
    leads: Table


def shown_measures(context: ReportContext) -> Iterable[Measure]:
    """The figures of this section, for the evidence."""
    lockin = context.analysis.lockin
    yield from lockin.totals
    if lockin.openness:
        yield lockin.openness.ratio
    for found in lockin.concentrations:
        if found.weight is lockin.weight and found.stage is Stage.NOW:
            yield from (found.largest, found.effective)


def view(context: ReportContext) -> SwitchingView:
    """Everything of the section."""
    lockin = context.analysis.lockin
    by_code: dict[str, list[Matter]] = {}
    for item in lockin.systems:
        for matter in item.matters:
            if matter.status is MatterStatus.APPLIES and (context.internal or matter.code not in INSIDE):
                by_code.setdefault(matter.code, []).append(matter)
    impacts = sorted(lockin.exits, key=lambda impact: (-_number(impact.areas), -len(impact.affected), impact.id))
    return SwitchingView(
        figures=tuple(context.figure(measure) for measure in shown_measures(context)),
        weight=context.t("report.concentration.headline_note", weight=context.say(lockin.weight)),
        concentration=_concentration(context),
        shares=_shares(context),
        systems=_table(
            context,
            "switching",
            ("system", "vendor", "matters", "unknown", "slack", *(("cost",) if context.internal else ())),
            (_system(context, item) for item in lockin.systems if _number(item.applies) or _number(item.unknown)),
        ),
        matters=_table(
            context,
            "matters",
            ("matter", "count", "systems", "remedy"),
            (_matter(context, code, found) for code, found in by_code.items()),
        ),
        overlaps=_table(
            context,
            "overlaps",
            ("area", "party", "held", "layers"),
            (
                (
                    Cell(text=context.area(overlap.area)),
                    Cell(text=overlap.label or context.t("common.unknown")),
                    replace(context.measure(overlap.held), sub=_held_layers(context, overlap)),
                    Cell(text=context.join(context.say(hold.layer) for hold in overlap.layers if hold.unknown) or "―"),
                )
                for overlap in lockin.overlaps
            ),
        ),
        exits=tuple(_exit(context, impact) for impact in impacts[:EXITS_SHOWN] if impact.stopped),
        documented=context.join(
            context.t("report.leads.documented", line=context.measure_line(total))
            for total in lockin.totals
            if total.name == "lockin.documented_links"
        ),
        leads=_table(
            context,
            "leads",
            ("kind", "message", "subjects", "way", "path"),
            (
                (
                    Cell(text=context.say(lead.kind)),
                    Cell(text=context.render(lead.message)),
                    Cell(text=context.join(_thing(context, id_) for id_ in lead.subjects)),
                    Cell(text=_way(context, lead)),
                    Cell(
                        text=context.t(
                            "report.leads.runs", removal=round(100 * lead.removal), addition=round(100 * lead.addition)
                        )
                    ),
                )
                for lead in lockin.leads
            ),
        ),
    )


def _way(context: ReportContext, lead: Lead) -> str:
    """The path of a lead: along arrows where it is one, else the systems it is about."""
    names = [_thing(context, id_) for id_ in lead.path]
    if lead.kind is LeadKind.CUT_EDGE:
        return " → ".join(names)
    if lead.kind is LeadKind.DOMINATOR:
        return " → ".join((*names[:2], context.join(names[2:])))
    return context.join(names) or "―"


def _held_layers(context: ReportContext, overlap: Overlap) -> str:
    """Which of the seven layers the party holds."""
    return context.join(context.say(hold.layer) for hold in overlap.layers if overlap.party in hold.parties)


def _number(measure: Measure) -> float:
    return 0 if isinstance(measure.value, Unknown) else measure.value


def _thing(context: ReportContext, id_: str) -> str:
    """A node or a link."""
    return context.link(id_) if id_ in context.analysis.graph.edge_by_id else context.end(id_)


def _table(context: ReportContext, name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    return Table(
        id=f"t-{name}",
        caption=context.t(f"report.{name}.caption"),
        columns=tuple(context.t(f"report.{name}.{column}") for column in columns),
        rows=tuple(rows),
        empty=context.t(f"report.{name}.empty"),
    )


def _concentration(context: ReportContext) -> Table:
    """Largest share and effective number of each holder by each weight, the three points in time side by side."""
    rows = [
        (
            Cell(text=context.say(row.by)),
            Cell(text=_weight(context, row.weight)),
            Cell(text=row.name),
            *(_bounded(context, measure) for measure in row.measures),
        )
        for row in concentration_rows(context)
    ]
    return Table(
        id="t-concentration",
        caption=context.t("report.concentration.caption"),
        columns=(
            *(context.t(f"report.concentration.{head}") for head in ("by", "weight", "figure")),
            *(context.say(stage) for stage in Stage),
        ),
        rows=tuple(rows),
        empty=context.t("report.concentration.empty"),
        joined=2,
    )


def _weight(context: ReportContext, weight: Weight) -> str:
    chosen = weight is context.analysis.lockin.weight
    word = context.say(weight)
    return context.t("report.concentration.chosen", weight=word) if chosen else word


@dataclass(frozen=True, slots=True)
class ConcentrationRow:
    """One figure of one holder by one weight, at the three points in time."""

    by: Holder
    weight: Weight
    name: str
    measures: tuple[Measure, ...]


def concentration_rows(context: ReportContext) -> Iterator[ConcentrationRow]:
    """Every holder; of the weights the one chosen for the headline first."""
    lockin = context.analysis.lockin
    found = {(item.by, item.weight, item.stage): item for item in lockin.concentrations}
    for by in Holder:
        for weight in sorted(Weight, key=lambda weight: weight is not lockin.weight):
            if (by, weight, Stage.NOW) in found:
                stages = [found[by, weight, stage] for stage in Stage]
                for name, measures in (
                    ("largest", tuple(item.largest for item in stages)),
                    ("effective", tuple(item.effective for item in stages)),
                ):
                    yield ConcentrationRow(by, weight, context.t(f"report.concentration.{name}"), measures)


def _bounded(context: ReportContext, measure: Measure) -> Cell:
    """A figure with the range it can take, whoever holds what is not known."""
    cell = context.measure(measure)
    if measure.low is None or measure.high is None or measure.low == measure.high:
        return cell
    span = context.t("report.concentration.span", low=f"{measure.low:,}", high=f"{measure.high:,}")
    return replace(cell, sub=" ".join(part for part in (cell.sub, span) if part))


def _shares(context: ReportContext) -> Table:
    """Who holds how much: every holder, weight and point in time, to be narrowed by the filter."""
    rows: list[Row] = []
    for found in context.analysis.lockin.concentrations:
        for share in found.shares:
            rows.append(
                (
                    Cell(text=context.say(found.by)),
                    Cell(text=context.say(found.weight)),
                    Cell(text=context.say(found.stage)),
                    Cell(text=share.label or context.t("common.unknown")),
                    context.cell(share.weight),
                    Cell(text=f"{100 * share.share:.1f}%", raw=round(100 * share.share, 1), number=True),
                )
            )
    return _table(context, "shares", ("by", "weight", "stage", "party", "systems", "share"), rows)


def _system(context: ReportContext, item: SystemLockIn) -> Row:
    names = [
        context.t(f"lockin.matter.{matter.code}.name")
        for matter in item.matters
        if matter.status is MatterStatus.APPLIES and (context.internal or matter.code not in INSIDE)
    ]
    slack = context.measure(item.slack.days)
    if item.slack.assumed:
        slack = Cell(text=slack.text, raw=slack.raw, number=True, sub=context.t("common.assumption"))
    cells = (
        Cell(text=item.label, anchor=anchor("system", item.system)),
        Cell(text=item.vendor_label or context.t("common.unknown")),
        Cell(text=context.t("report.switching.count", count=item.applies.value), sub=context.join(names)),
        context.measure(item.unknown),
        slack,
    )
    if not context.internal:
        return cells
    missing = context.t("report.switching.missing", count=len(item.exit_cost.missing)) if item.exit_cost.missing else ""
    cost = context.measure(item.exit_cost.likely)
    return (*cells, Cell(text=cost.text, raw=cost.raw, mark=cost.mark, number=cost.number, sub=missing))


# Matters that rest on facts which stay inside the body.
INSIDE = frozenset({"platform_eol"})


def _matter(context: ReportContext, code: str, found: list[Matter]) -> Row:
    """One matter with the systems it applies to; the single rows are in the workbook."""
    first = found[0]
    return (
        Cell(text=context.t(f"lockin.matter.{code}.name")),
        context.cell(len(found)),
        Cell(text=context.join(context.name("system", matter.system) for matter in found)),
        Cell(text=context.render(first.remedy), sub=context.render(first.clause)),
    )


def _exit(context: ReportContext, impact: ExitImpact) -> Exit:
    none = context.t("common.none")
    facts = [
        ("stopped", context.join(item.label for item in impact.stopped if item.outright) or none),
        ("partly", context.join(item.label for item in impact.stopped if not item.outright) or none),
        ("areas", context.measure_line(impact.areas)),
        ("other", context.measure_line(impact.other_areas)),
        ("uncertain", context.join(context.name("system", id_) for id_ in impact.uncertain) or none),
        ("needed_by", _needed(context, impact)),
    ]
    starts = [
        context.t(
            "report.exit.start",
            step=start.step,
            start=start.start,
            weeks=start.weeks,
            late=context.t("report.exit.late") if start.late else "",
        )
        for start in impact.starts
    ]
    if starts:
        facts.append(("starts", context.join(starts)))
    elif not isinstance(impact.lead_weeks, Unknown):
        facts.append(("starts", context.t("lockin.exit.lead", weeks=impact.lead_weeks)))
    rows = tuple(
        (
            Cell(text=item.label),
            Cell(text=item.party_label or context.t("common.unknown")),
            Cell(text=" → ".join(item.labels)),
        )
        for item in impact.affected
        if item.other_party and item.distance == 1
    )
    # A vendor that belongs to no group stands for itself.
    alone = impact.kind is ExitKind.GROUP and impact.id not in context.inventory.group_by_id
    return Exit(
        title=context.t(
            "report.exit.title", kind=context.say(ExitKind.VENDOR if alone else impact.kind), name=impact.label
        ),
        summary=context.t(
            "report.exit.summary", areas=context.measure_line(impact.areas), needed=context.say(impact.needed_by)
        ),
        facts=tuple((context.t(f"report.exit.{name}"), value) for name, value in facts),
        affected=Table(
            id=f"t-{anchor('exit', impact.kind.value, impact.id)}",
            caption=context.t("report.exit.affected", name=impact.label),
            columns=tuple(context.t(f"report.exit.{name}") for name in ("system", "party", "path")),
            rows=rows,
            empty=context.t("report.exit.nobody"),
        ),
    )


def _needed(context: ReportContext, impact: ExitImpact) -> str:
    day = impact.needed_by
    if isinstance(day, Unknown):
        return context.t("common.unknown")
    return context.t("report.exit.by", day=day, why=impact.needed_by_reason)
