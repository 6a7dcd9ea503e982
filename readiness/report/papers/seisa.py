"""運用経費見積精査表: the quote of the running cost examined line by line before it becomes a budget."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.figures.costs import CostFoot, CostSum, cost_foot, cost_sums
from readiness.model.facts import Result
from readiness.model.money import CostLine, CostLineItem
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Grid, Paper, Para
from readiness.tables.table import Cell, Column, Row, Table

COLUMNS = (
    *("item", "fy2018", "now", "after", "change", "ratio"),
    *("reckoned", "rate", "scope", "peers", "point", "answer", "less", "result"),
)
WIDTHS = (15, 6, 6, 6, 5, 4, 8, 8, 8, 11, 8, 7, 4, 4)
SUMMED = ("now", "after", "change")
# What is usually raised (着眼点); those that nobody has raised stand below the table.
USUAL = ("double", "idle", "reserved", "oversized", "lines", "helpers", "amendments", "transition", "exchange")
SMALLEST_GROUP = 5  # bodies; of fewer nothing is shown, so that none can be told


def seisa(context: ReportContext) -> Paper | None:
    """The paper; none where no running cost was entered."""
    if not context.inventory.cost_lines:
        return None
    form = Form(context=context)
    sums = cost_sums(form.analysed)
    columns = tuple(Column(key=key, header=form.t(f"seisa.{key}")) for key in COLUMNS)
    found = cost_foot(form.analysed, sums)
    rows = (*(_row(form, one) for one in sums), *_sum_row(form, sums, found))
    table = Table(id="t-seisa", caption=form.t("seisa.caption"), columns=columns, rows=rows)
    keys = ("cost.sum.five_years",) if found.count else ()
    foot = Para(text=_foot(form, found), style="note", figures=keys)
    left = _not_raised(form)
    below = (foot, *([Para(text=left, style="note")] if left else []))
    return Paper(
        key="seisa",
        rests=frozenset({Result.FINANCE, Result.BUDGET}),
        stem="seisa",
        title=form.t("seisa.title"),
        head=form.head(),
        blocks=(Grid(table=table, widths=WIDTHS, unit=form.t("unit")), *below),
        foot=form.foot,
        landscape=True,
        prose=False,
        numbered=False,  # 案 until somebody numbers it
    )


def _row(form: Form, one: CostSum) -> Row:
    key = f"cost.{one.name}"
    return (
        Cell(text=form.t(f"seisa.row.{one.name}")),
        form.figure(f"{key}.fy2018"),
        form.figure(f"{key}.now"),
        form.figure(f"{key}.after", unknown="unquoted"),
        form.figure(f"{key}.change", formula="{after}-{now}"),
        Cell(text=form.t("void") if one.ratio is None else f"{one.ratio:.2f}", figure=f"{key}.ratio"),
        Cell(text=_reckoned(form, one.lines)),
        Cell(text=_rate(form, one)),
        Cell(text=_scope(form, one)),
        Cell(text=_peers(form, one.items)),
        *_checks(form, one),
    )


def _reckoned(form: Form, lines: Sequence[CostLine]) -> str:
    """数量×単価 as it was quoted."""
    said = [
        form.t("seisa.by", quantity=f"{line.quantity:,g}", price=f"{line.unit_price:,g}")
        for line in lines
        if line.quantity is not None and line.unit_price is not None
    ]
    return form.context.join(said) or form.t("void")


def _rate(form: Form, one: CostSum) -> str:
    """為替・従量 and the share of what is used together; unknown for the cloud, whose price is in foreign money."""
    said = [line.exchange_rate for line in one.lines if line.exchange_rate]
    said += [form.t("seisa.shared", share=line.shared_by) for line in one.lines if line.shared_by]
    nothing = "unconfirmed" if CostLineItem.CLOUD_USE in one.items else "void"
    return form.context.join(dict.fromkeys(said)) or form.t(nothing)


def _scope(form: Form, one: CostSum) -> str:
    """What the quote covers that is not covered today, or no more; a person tells it where both are compared."""
    said = [line.scope_change for line in one.lines if line.scope_change]
    compared = isinstance(one.now, int) and isinstance(one.after, int)
    return form.context.join(dict.fromkeys(said)) or form.t("open" if compared else "void")


def _sum_row(form: Form, sums: Sequence[CostSum], found: CostFoot) -> tuple[Row, ...]:
    """計 of the rows that are known at both times; none where there is no such row."""
    places = [at for at, one in enumerate(sums) if isinstance(one.now, int) and isinstance(one.after, int)]
    if not places:
        return ()
    cells = {
        name: form.figure(f"cost.sum.{name}", formula="SUM(" + ",".join(f"{{{name}@{at}:{at}}}" for at in places) + ")")
        for name in SUMMED
    }
    ratio = Cell(text=form.t("void") if found.ratio is None else f"{found.ratio:.2f}", figure="cost.sum.ratio")
    cells |= {"item": Cell(text=form.t("seisa.both", count=found.count)), "ratio": ratio}
    return (tuple(cells.get(name, Cell(text=form.t("void"))) for name in COLUMNS),)


def _not_raised(form: Form) -> str:
    """The usual points that no check speaks of."""
    raised = "".join(check.point for check in form.context.inventory.estimate_checks)
    left = [word for name in USUAL if (word := form.t(f"seisa.usual.{name}")).partition("(")[0] not in raised]
    return form.t("seisa.left", points=form.context.join(left)) if left else ""


def _peers(form: Form, items: Sequence[CostLineItem]) -> str:
    """Bodies of like size from a cited source, at least five of them; no names."""
    for peer in form.context.inventory.peers:
        enough = peer.n is not None and peer.n >= SMALLEST_GROUP
        if peer.item in {item.ja for item in items} and enough and peer.cited and peer.median is not None:
            return form.t(
                "seisa.peer",
                n=peer.n,
                low=f"{peer.low:,g}" if peer.low is not None else form.t("void"),
                median=f"{peer.median:,g}",
                high=f"{peer.high:,g}" if peer.high is not None else form.t("void"),
                unit=peer.unit or "",
                year=form.context.fiscal(peer.year) if peer.year else form.t("unconfirmed"),
                cited=peer.cited,
            )
    return form.t("seisa.no_peers")


def _checks(form: Form, one: CostSum) -> tuple[Cell, ...]:
    """What was raised, what was answered, what it takes off, how it stands."""
    ids = {line.id for line in one.lines}
    found = [check for check in form.context.inventory.estimate_checks if check.cost_line in ids]
    if not found:
        return tuple(Cell(text=form.t("void")) for _ in range(4))
    return (
        Cell(text=form.context.join(check.point for check in found)),
        Cell(text=form.context.join(check.answer or form.t("seisa.no_answer") for check in found)),
        form.figure(f"cost.{one.name}.less"),
        Cell(text=form.context.join(dict.fromkeys(form.stated(check.result) for check in found))),
    )


def _foot(form: Form, found: CostFoot) -> str:
    """What the sum comes to for each resident and in five years; that there is none where no row is known twice."""
    if not found.count:
        return form.t("seisa.none")
    five = f"{found.five_years:,}"
    if found.each is None:
        return form.t("seisa.five", five=five)
    return form.t("seisa.each", yen=f"{found.each:,.0f}", five=five)
