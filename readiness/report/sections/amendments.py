"""改定・経過措置: separate dates, transitional measures and the editions the standard is known in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.standard.area import Area, EditionOf
from readiness.model.standard.edition import EditionKind
from readiness.model.system import DueKind, System
from readiness.model.text import named
from readiness.model.unknown import Unknown, known
from readiness.report.context import ReportContext
from readiness.standard.editions import newest
from readiness.standard.renewal import GATES, renewals
from readiness.tables.table import Cell, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentsView:
    """Four tables, and what is known of editions without having one."""

    dates: Table
    measures: Table
    renewals: Table
    editions: Table
    facts: tuple[str, ...]


def view(context: ReportContext) -> AmendmentsView:
    """The tables."""
    return AmendmentsView(
        dates=_dates(context),
        measures=measures_table(context),
        renewals=renewals_table(context),
        editions=_editions(context),
        facts=_facts(context),
    )


def _columns(context: ReportContext, table: str, *names: str) -> tuple[str, ...]:
    return tuple(context.t(f"report.{table}.{name}") for name in names)


def _dates(context: ReportContext) -> Table:
    systems = [s for s in context.inventory.systems if s.due in (DueKind.EXTENDED, DueKind.LAPSED)]
    systems.sort(key=lambda s: (isinstance(s.due_date, Unknown), str(s.due_date)))
    stands = context.analysis.decided
    planned = stands.cutovers  # as decided, else as the record says
    return Table(
        id="t-dates",
        caption=context.t("report.dates.caption"),
        columns=heads(*_columns(context, "dates", "system", "areas", "due", "date", "moved", "planned")),
        rows=tuple(
            (
                Cell(text=s.label),
                Cell(text=context.areas(s.areas)),
                context.cell(s.due),
                _due(context, s),
                context.cell(stands[s.id].migrated),
                context.cell(planned[s.id].date) if s.id in planned else Cell(text="―"),
            )
            for s in systems
        ),
        empty=context.t("report.dates.empty"),
    )


def _due(context: ReportContext, system: System) -> Cell:
    """The separate date; where none is set, the principal one, which has passed."""
    if system.due is not DueKind.LAPSED or known(system.due_date):
        return context.cell(system.due_date)
    principal = context.analysis.inputs.standard.assumptions.get("rules.principal_date").value
    day = date.fromisoformat(str(principal))
    return Cell(text=context.day(day), raw=day, mark="warn", sub=context.t("report.overdue"))


def measures_table(context: ReportContext) -> Table:
    """経過措置解消台帳: function, until when, under which number, and who has to end it."""
    found = [(s, measure) for s in context.inventory.systems for measure in s.transitional_measures]
    found.sort(key=lambda pair: (isinstance(pair[1].until, Unknown), str(pair[1].until)))
    vendor = context.t("paper.vendor")
    rows = []
    for system, measure in found:
        past = not isinstance(measure.until, Unknown) and measure.until < context.as_of
        endless = context.analysis.inputs.standard.characters.endless(system, measure)
        until = Cell(text=context.t("report.measures.endless")) if endless else context.cell(measure.until)
        if past:
            until = Cell(text=until.text, raw=until.raw, mark="warn", sub=context.t("report.overdue"))
        rows.append(
            (
                Cell(text=system.label),
                context.named("division", context.owner(system.id)),
                context.named("vendor", system.vendor) if context.names_vendors else Cell(text=vendor),
                Cell(text=measure.function),
                until,
                context.cell(measure.filed),
                context.cell(measure.number),
                Cell(text=context.place(measure.ref), mark="place"),
            )
        )
    return Table(
        id="t-measures",
        caption=context.t("report.measures.caption"),
        columns=heads(
            *_columns(
                context, "measures", "system", "division", "vendor", "function", "until", "filed", "number", "place"
            )
        ),
        rows=tuple(rows),
        empty=context.t("report.measures.empty"),
    )


def renewals_table(context: ReportContext) -> Table:
    """The next renewal of every contract, counted back from its end."""
    inputs = context.analysis.inputs
    gates = tuple(key for key, _ in GATES)
    rows = []
    for renewal in renewals(context.analysis.decided.contracts, inputs.standard, context.as_of):
        by_key = {gate.key: gate for gate in renewal.gates}
        yearly = context.t("report.renewals.yearly") if renewal.yearly else ""
        cells = [Cell(text=renewal.contract.label, sub=yearly), context.cell(renewal.end)]
        for key in gates:
            gate = by_key.get(key)
            if gate is None:
                cells.append(Cell(text="―"))
                continue
            cells.append(context.cell(gate.day, sub=context.t("report.renewals.passed") if gate.passed else ""))
        rows.append(tuple(cells))
    return Table(
        id="t-renewals",
        caption=context.t("report.renewals.caption"),
        columns=heads(*_columns(context, "renewals", "contract", "end", *gates)),
        rows=tuple(rows),
        empty=context.t("report.renewals.empty"),
    )


def _editions(context: ReportContext) -> Table:
    """What is an edition of the specification and what one of the data list, each as its source tells it."""
    standard = context.analysis.inputs.standard
    concerned = {area.area for area in context.analysis.status.areas if area.systems}
    return Table(
        id="t-editions",
        caption=context.t("report.editions.caption"),
        columns=heads(*_columns(context, "editions", "area", "title", "specification", "data_list", "unclear")),
        rows=tuple(
            (
                Cell(text=context.area(area.key)),
                Cell(text=area.spec.title or "―"),
                _seen(context, area, EditionOf.SPECIFICATION, EditionKind.FUNCTIONS),
                _seen(context, area, EditionOf.DATA_LIST, EditionKind.DATA_ITEMS),
                _seen(context, area, EditionOf.UNCLEAR, None),
            )
            for area in standard.areas
            if area.key in concerned
        ),
        empty="―",
    )


def _seen(context: ReportContext, area: Area, of: EditionOf, kind: EditionKind | None) -> Cell:
    """The newest imported edition; without one every edition seen, with who says so."""
    standard = context.analysis.inputs.standard
    imported = {head for unit in area.units if kind and (head := newest(standard.editions, unit, kind))}
    if imported:
        shown = [
            context.t(
                "report.editions.imported",
                authority=context.say(head.authority),
                version=head.version,
                file=head.source.name,
                published=head.published,
            )
            for head in sorted(imported, key=lambda head: head.id)
        ]
        return Cell(text="、".join(shown))
    seen = area.versions(of)
    if not seen:
        return Cell(text="―") if of is EditionOf.UNCLEAR else Cell(text=context.t("common.unknown"), mark="unknown")
    stated = [
        context.t(
            "report.editions.seen",
            version=version.version or "",
            date=version.date or context.t("report.editions.no-date"),
            sure=context.say(version.confidence),
            sources=tuple(standard.sources[key].title for key in version.source),
        )
        for version in seen
    ]
    return Cell(text=" / ".join(stated))


def _facts(context: ReportContext) -> tuple[str, ...]:
    """Facts of the areas the body runs, each with how sure it is and who says so."""
    standard = context.analysis.inputs.standard
    concerned = {area.area for area in context.analysis.status.areas if area.systems}
    return tuple(
        context.t(
            "report.editions.fact",
            what=named(fact.statement, fact.statement_en),
            sure=context.say(fact.confidence),
            sources=tuple(standard.sources[key].title for key in fact.source),
        )
        for fact in standard.edition_facts
        if not fact.areas or concerned & set(fact.areas)
    )
