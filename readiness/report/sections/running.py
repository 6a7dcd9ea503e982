"""運用経費: the published lines FY2018 → now → after the move, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.figures.figure import key_of
from readiness.model.measure import Measure
from readiness.report.context import ReportContext
from readiness.report.values import Headline
from readiness.tables.table import Cell, Row, Table, heads, with_sums


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningView:
    """Figures, a remark and the table."""

    lead: str
    figures: tuple[Headline, ...]
    table: Table
    systems: Table


def shown_measures(context: ReportContext) -> Iterator[Measure]:
    """The figures this section prints, for the evidence."""
    cost = context.analysis.running_cost
    if not cost.empty and context.sees("CostLine", "current"):
        yield from (cost.current_ratio, cost.planned_ratio, *cost.totals)
    if cost.systems and context.sees("Side", "annual_amount"):
        yield from (cost.before, cost.after)


def view(context: ReportContext) -> RunningView:
    """Running cost as the body entered it."""
    cost = context.analysis.running_cost
    names = ("item", "fy2018", "current", "planned")
    shown = not cost.empty and context.sees("CostLine", "current")
    rows = tuple(
        (
            Cell(text=context.say(row.item)),
            *(context.count(f"running.{row.item.value}.{name}") for name in names[1:]),
        )
        for row in (cost.rows if shown else ())
    )
    return RunningView(
        lead=context.t("report.running.lead" if shown else "report.running.none"),
        figures=tuple(context.headline(measure) for measure in (cost.current_ratio, cost.planned_ratio))
        if shown
        else (),
        table=Table(
            id="t-running",
            ordered=True,
            caption=context.t("report.running.caption"),
            columns=heads(*(context.t(f"report.running.{name}") for name in names)),
            rows=with_sums((*rows, _total(context))) if shown else (),
            empty=context.t("report.running.empty"),
        ),
        systems=_systems(context),
    )


def _systems(context: ReportContext) -> Table:
    """移行前・移行後の年額 as told system by system; beside the published lines, never added to them."""
    cost = context.analysis.running_cost
    stated = cost.systems if context.sees("Side", "annual_amount") else ()
    rows: list[Row] = [
        (
            Cell(text=context.name("system", one.system)),
            *(context.count(f"{key_of('running.system', one.system)}.{name}") for name in ("before", "after")),
        )
        for one in stated
    ]
    if rows:
        total = Cell(text=context.t("report.running.both"))
        rows = [*with_sums((*rows, (total, context.measure(cost.before), context.measure(cost.after))))]
    return Table(
        id="t-running-systems",
        ordered=True,
        caption=context.t("report.running.systems"),
        columns=heads(*(context.t(f"report.running.{name}") for name in ("system", "before", "after"))),
        rows=tuple(rows),
        empty=context.t("report.running.no_systems"),
    )


def _total(context: ReportContext) -> tuple[Cell, ...]:
    """The sums of the known lines, each with how many lines are known."""
    totals = context.analysis.running_cost.totals
    return (Cell(text=context.t("report.running.total")), *(context.measure(measure) for measure in totals))
