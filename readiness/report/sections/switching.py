"""依存・切替え: what to confirm before a change of vendor, who holds how much, and what stops if a party is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.model.lockin.matters import Matter, MatterStatus, Slack, SystemLockIn
from readiness.model.lockin.shares import Stage
from readiness.model.measure import Measure
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.switching.concentration import concentration_table, overlaps_table, shares_table
from readiness.report.switching.exits import Exit, exits_rest, exits_view
from readiness.report.switching.leads import documented_line, leads_table
from readiness.report.switching.picture import dependence_picture
from readiness.report.switching.tables import bounded, named_table
from readiness.report.values import anchor
from readiness.tables.table import Cell, Row, Table

# Matters that rest on facts which stay inside the body.
INSIDE = frozenset({"platform_eol"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchingView:
    """The picture with its figures, tables, and the parties on which most areas rest."""

    picture: str
    figures: Table
    weight: str
    concentration: Table
    shares: Table
    systems: Table
    matters: Table
    overlaps: Table
    exits: tuple[Exit, ...]
    exits_rest: str
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
    return SwitchingView(
        picture=dependence_picture(context.unmarked),
        figures=named_table(
            context, "figures", ("figure", "value", "known"), (_figure(context, m) for m in shown_measures(context))
        ),
        weight=context.t("report.concentration.headline_note", weight=context.say(lockin.weight)),
        concentration=concentration_table(context),
        shares=shares_table(context),
        systems=named_table(
            context,
            "switching",
            ("system", "vendor", "matters", "unknown", "slack", *(("cost",) if context.internal else ())),
            (_system(context, item) for item in lockin.systems if item.applies.value or item.unknown.value),
        ),
        matters=named_table(
            context,
            "matters",
            ("matter", "count", "systems", "remedy"),
            (_matter(context, code, found) for code, found in by_code.items()),
        ),
        overlaps=overlaps_table(context),
        exits=exits_view(context),
        exits_rest=exits_rest(context),
        documented=documented_line(context),
        leads=leads_table(context),
    )


def _figure(context: ReportContext, measure: Measure) -> Row:
    figure = context.headline(measure)
    known = Cell(text=figure.completeness, sub=figure.range)
    return (
        Cell(text=figure.name),
        Cell(text=f"{figure.value}{figure.unit}", href=figure.href, figure=figure.key),
        known,
    )


def _system(context: ReportContext, item: SystemLockIn) -> Row:
    names = [
        context.t(f"lockin.matter.{matter.code}.name")
        for matter in item.matters
        if matter.status is MatterStatus.APPLIES and (context.internal or matter.code not in INSIDE)
    ]
    cells = (
        Cell(text=item.label, anchor=anchor("system", item.system)),
        Cell(text=item.vendor_label or context.t("common.unknown")),
        Cell(
            text=context.t("report.switching.count", count=item.applies.value, about=item.system),
            sub=context.join(names),
        ),
        context.measure(item.unknown),
        _slack(context, item.slack),
    )
    if not context.internal:
        return cells
    missing = (
        context.t("report.switching.missing", count=len(item.exit_cost.missing), about=item.system)
        if item.exit_cost.missing
        else ""
    )
    cost = bounded(context, item.exit_cost.likely, item.system)
    return (*cells, cost._replace(sub=" ".join(part for part in (cost.sub, missing) if part)))


def _slack(context: ReportContext, slack: Slack) -> Cell:
    """Days with 仮置き where the cut-over is assumed; where no cut-over is to come there is nothing to be unknown."""
    if not slack.days.total:
        return Cell(text=context.t("report.switching.no_slack"))
    cell = context.measure(slack.days)
    assumed = slack.assumed and not isinstance(slack.days.value, Unknown)
    return cell._replace(sub=context.t("common.assumption")) if assumed else cell


def _matter(context: ReportContext, code: str, found: list[Matter]) -> Row:
    """One matter with the systems it applies to; the single rows are in the workbook."""
    first = found[0]
    return (
        Cell(text=context.t(f"lockin.matter.{code}.name")),
        context.count(f"matters.{code}"),
        Cell(text=context.join(context.name("system", matter.system) for matter in found)),
        Cell(text=context.render(first.remedy), sub=context.render(first.clause)),
    )
