"""先月からの変化: what moved against the adopted plan; two analyses are compared by `readiness diff`."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.report.context import ReportContext
from readiness.report.gantt import reasons
from readiness.report.values import Cell, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """`none` is said where no plan has been adopted."""

    lead: str
    none: str
    table: Table


def view(context: ReportContext) -> ChangesView:
    """Cut-overs that differ from the adopted plan."""
    plan = context.analysis.plan
    rows = tuple(
        (
            Cell(text=context.render(plan.move_by_id[item.move].title)),
            context.cell(item.was),
            context.cell(item.date) if item.date else Cell(text=context.t("report.plan.not_moved"), mark="warn"),
            Cell(text=" / ".join(reasons(context, item.move)) or "―"),
        )
        for item in plan.placements
        if item.was is not None and item.was != item.date
    )
    adopted = context.inventory.decisions.plan is not None
    return ChangesView(
        lead=context.t("report.changes.lead"),
        none="" if adopted else context.t("report.changes.none"),
        table=Table(
            id="t-changes",
            caption=context.t("report.changes.caption"),
            columns=tuple(context.t(f"report.changes.{name}") for name in ("move", "was", "now", "why")),
            rows=rows,
            empty=context.t("report.changes.empty"),
        ),
    )
