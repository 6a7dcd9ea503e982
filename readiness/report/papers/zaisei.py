"""財政協議表: fiscal year × account × item × funding, with quote, date, validity, tax and basis of every row."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.finance import (
    account_table,
    detail_table,
    remarks,
    shown_rows,
    summary_table,
    totals,
    unquoted_table,
)
from readiness.tables.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaisei:
    """`total` is the sum of all rows in words, 未確認 where none has an amount; `rows` are those with an amount, `open`
    those without, grouped: a list of 未確認 alone tells nobody anything.
    """

    assumed: str
    total: str
    unquoted: str
    sums: Table
    accounts: Table
    rows: Table
    open: Table
    notes: tuple[str, ...]


def zaisei(context: ReportContext) -> Zaisei:
    """The values of the paper."""
    plan = context.analysis.plan
    rows = shown_rows(context)
    found = totals(rows)
    notes = [context.render(note) for note in plan.notes]
    if len(rows) < len(plan.cost_rows):
        notes.append(context.t("paper.zaisei.left_out"))
    return Zaisei(
        assumed=context.t("paper.zaisei.assumed") if plan.assumed else "",
        total=context.t("paper.zaisei.unknown", count=found.unquoted)
        if found.unknown
        else context.t("paper.zaisei.total", yen=f"{found.yen:,}"),
        unquoted="" if found.unknown else remarks(context, found),
        sums=summary_table(context, rows),
        accounts=account_table(context, rows),
        rows=detail_table(context, tuple(row for row in rows if known(row.amount))),
        open=unquoted_table(context, rows),
        notes=tuple(notes),
    )
