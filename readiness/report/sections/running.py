"""運用経費: the published lines FY2018 → now → after the move, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.model.measure import Measure
from readiness.report.context import ReportContext
from readiness.report.values import Figure
from readiness.tables.table import Cell, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningView:
    """Figures, a remark and the table."""

    lead: str
    figures: tuple[Figure, ...]
    table: Table


def shown_measures(context: ReportContext) -> Iterator[Measure]:
    """The figures this section prints, for the evidence."""
    cost = context.analysis.running_cost
    if not cost.empty and context.sees("CostLine", "current"):
        yield from (cost.current_ratio, cost.planned_ratio, *cost.totals)


def view(context: ReportContext) -> RunningView:
    """Running cost as the body entered it."""
    cost = context.analysis.running_cost
    names = ("item", "fy2018", "current", "planned")
    shown = not cost.empty and context.sees("CostLine", "current")
    rows = tuple(
        (Cell(text=context.say(row.item)), *(context.cell(value) for value in (row.fy2018, row.current, row.planned)))
        for row in cost.rows
    )
    return RunningView(
        lead=context.t("report.running.lead" if shown else "report.running.none"),
        figures=tuple(context.figure(measure) for measure in (cost.current_ratio, cost.planned_ratio)) if shown else (),
        table=Table(
            id="t-running",
            caption=context.t("report.running.caption"),
            columns=heads(*(context.t(f"report.running.{name}") for name in names)),
            rows=(*rows, _total(context)) if shown else (),
            empty=context.t("report.running.empty"),
        ),
    )


def _total(context: ReportContext) -> tuple[Cell, ...]:
    """The sums of the known lines, each with how many lines are known."""
    totals = context.analysis.running_cost.totals
    return (Cell(text=context.t("report.running.total")), *(context.measure(measure) for measure in totals))
