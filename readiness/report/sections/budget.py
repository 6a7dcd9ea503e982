"""予算・議会: what the plan costs by year, account and nature, and which budget and assembly carries it."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.figures.money import added_rows, added_total
from readiness.planning.tables import PROCUREMENT
from readiness.report.context import ReportContext
from readiness.report.finance import account_table, committed_table, detail_table, summary_table
from readiness.report.sections.plan import gate_table
from readiness.report.values import Headline
from readiness.report.years import left_out_table, years_table
from readiness.tables.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView:
    """The total, tables of money and the gates of budget and assembly."""

    total: Headline | None
    sums: Table
    accounts: Table
    rows: Table
    committed: Table
    gates: Table
    years: Table
    left_out: Table


def view(context: ReportContext) -> BudgetView:
    """Everything of the section."""
    plan = context.analysis.plan
    added = added_rows(context.analysed)
    plain = tuple(row for _, row in added)
    gates = [gate for gate in plan.gates if gate.kind in PROCUREMENT and not gate.done]
    gates.sort(key=lambda gate: (gate.begins, gate.move))
    return BudgetView(
        total=context.headline(added_total(context.analysed)) if plan.score and context.internal else None,
        sums=summary_table(context, plain),
        accounts=account_table(context, plain),
        rows=detail_table(context, added),
        committed=committed_table(context),
        gates=gate_table(context, gates, "money"),
        years=years_table(context),
        left_out=left_out_table(context),
    )
