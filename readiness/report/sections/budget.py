"""予算・議会: what the plan costs by year, account and nature, and which budget and assembly carries it."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.planning.tables import PROCUREMENT
from readiness.report.context import ReportContext
from readiness.report.finance import account_table, detail_table, shown_rows, summary_table
from readiness.report.sections.plan import gate_table
from readiness.report.values import Figure
from readiness.tables.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView:
    """The total, three tables of money and the gates of budget and assembly."""

    total: Figure | None
    sums: Table
    accounts: Table
    rows: Table
    gates: Table


def view(context: ReportContext) -> BudgetView:
    """Everything of the section."""
    plan = context.analysis.plan
    rows = shown_rows(context)
    gates = [gate for gate in plan.gates if gate.kind in PROCUREMENT and not gate.done]
    gates.sort(key=lambda gate: (gate.start_by, gate.move))
    return BudgetView(
        total=context.figure(plan.score.yen) if plan.score and context.internal else None,
        sums=summary_table(context, rows, linked=True),
        accounts=account_table(context, rows, linked=True),
        rows=detail_table(context, rows),
        gates=gate_table(context, gates, "money"),
    )
