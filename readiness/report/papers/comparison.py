"""B4 現状維持との差: five fiscal years of standing contracts, the plan once and running, what staying would cost."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.plan import CostNature, CostRow
from readiness.model.unknown import Unknown
from readiness.report.papers.budget_lines import STANDING
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Row, Table, heads

YEARS = 5


def comparison_table(form: Form, year: int) -> Table:
    """Fiscal year × (既契約, 移行案 臨時, 移行案 経常, 参考値)."""
    rows = form.context.analysis.plan.cost_rows
    names = ("year", "standing", "once", "running", "carried")
    body: list[Row] = []
    for at in range(year, year + YEARS):
        mine = [row for row in rows if row.fiscal_year == at]
        if not mine:
            continue
        standing = [row for row in mine if row.item in STANDING]
        plan = [row for row in mine if row.item not in STANDING]
        carried = [row.carried for row in mine if row.carried is not None]
        body.append(
            (
                Cell(text=form.context.fiscal(at)),
                _sum(form, standing),
                _sum(form, (row for row in plan if row.nature is CostNature.ONE_OFF)),
                _sum(form, (row for row in plan if row.nature is not CostNature.ONE_OFF)),
                form.money(sum(carried)) if carried else Cell(text=form.t("void")),
            )
        )
    return Table(
        id="t-b4",
        caption=form.t("b4"),
        columns=heads(*(form.t(f"b4.{name}") for name in names)),
        rows=tuple(body),
        empty=form.t("b4.none"),
    )


def _sum(form: Form, rows: Iterable[CostRow]) -> Cell:
    listed = list(rows)
    told = [form.thousand(row.amount) for row in listed if not isinstance(row.amount, Unknown)]
    missing = len(listed) - len(told)
    if not listed:
        return Cell(text=form.t("void"))
    if not told:
        return Cell(text=form.t("unquoted"), sub=form.t("count", count=missing))
    sub = form.t("options.missing", count=missing) if missing else ""
    return Cell(text=f"{sum(told):,}", raw=sum(told), number=True, sub=sub)
