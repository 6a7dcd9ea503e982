"""進め方の比較: the plan beside other ways, and how few temporary links any order can have."""

from __future__ import annotations

from readiness.figures.money import way_key
from readiness.figures.planned import COUNTED
from readiness.model.plan import Plan, Strategy
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads


def strategies(context: ReportContext, plan: Plan) -> Table:
    """One way to a column: what tells them apart is then read along a row, and it fits a page."""
    names = (
        "last",
        "yen",
        "links_new",
        "links_open",
        "link_months",
        "most",
        "peak",
        "windows",
        "broken",
        "gates",
    )
    ways = [Cell(text=context.t(f"report.strategies.{name}")) for name in names]
    rows = zip(ways, *(_strategy(context, item) for item in plan.strategies), strict=True)
    return Table(
        id="t-strategies",
        ordered=True,
        caption=context.t("report.strategies.caption"),
        columns=heads(context.t("report.strategies.way"), *(context.say(item.kind) for item in plan.strategies)),
        rows=tuple(rows) if plan.strategies else (),
        empty=context.t("report.strategies.empty"),
    )


def _strategy(context: ReportContext, item: Strategy) -> Row:
    """The column of one way; its remark stands under the first value."""
    score = item.score
    if score is None:
        return (Cell(text="―", sub=context.render(item.note)), *(Cell(text="―") for _ in range(9)))
    broken = context.join(context.render(rule.message) for rule in item.broken[:3])
    if len(item.broken) > 3:
        broken = context.t("report.strategies.more", rules=broken, count=len(item.broken) - 3)
    note, key = context.render(item.note), way_key(item.kind)
    return (
        context.cell(score.last_date, sub=note) if score.last_date else Cell(text="―", sub=note),
        context.measure(score.yen, f"{key}.yen"),
        *(context.count(f"{key}.{name}") for name in COUNTED[:-2]),
        context.count(f"{key}.broken", sub=broken)._replace(number=False, mark="warn" if score.broken else ""),
        context.count(f"{key}.gates_failed"),
    )


def least(context: ReportContext, plan: Plan) -> str:
    """The least number of temporary links after each number of moves; empty where it is not known."""
    points = [
        context.t("report.plan.least.point", moved=p.moved, links=p.least_links, about=f"after {p.moved}")
        for p in plan.cut_profile
    ]
    return context.t("report.plan.least", points=context.join(points)) if points else ""
