"""運用経費見積精査表: the quote of the running cost examined line by line before it becomes a budget."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.model.facts import Result
from readiness.model.money import CostLine, CostLineItem
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Grid, Paper, Para
from readiness.tables.table import Cell, Column, Row, Table

# The fixed order of the form, and the published lines each row is made of.
ROWS: tuple[tuple[str, tuple[CostLineItem, ...]], ...] = (
    ("application", (CostLineItem.SOFTWARE_RENT,)),
    ("cloud", (CostLineItem.CLOUD_USE,)),
    ("line", (CostLineItem.NETWORK_LINE,)),
    ("operation", (CostLineItem.OPERATION_WORK,)),
    ("devices", (CostLineItem.HARDWARE_RENT,)),
    (
        "upkeep",
        (CostLineItem.HARDWARE_UPKEEP_WORK, CostLineItem.HARDWARE_UPKEEP, CostLineItem.SOFTWARE_UPKEEP),
    ),
    ("data_centre", (CostLineItem.DATA_CENTRE,)),
    ("other", (CostLineItem.OTHER_OUTSOURCING,)),
)
COLUMNS = (
    *("item", "fy2018", "now", "after", "change", "ratio"),
    *("reckoned", "peers", "point", "answer", "less", "result"),
)
SMALLEST_GROUP = 5  # bodies; of fewer nothing is shown, so that none can be told


def seisa(context: ReportContext) -> Paper | None:
    """The paper; none where no running cost was entered."""
    if not context.inventory.cost_lines:
        return None
    form = Form(context=context)
    table, both = _table(form)
    return Paper(
        key="seisa",
        rests=frozenset({Result.FINANCE, Result.BUDGET}),
        stem="seisa",
        title=form.t("seisa.title"),
        head=form.head(),
        blocks=(Grid(table=table, unit=form.t("unit")), Para(text=_foot(form, both), style="note")),
        foot=form.foot,
        landscape=True,
        prose=False,
    )


def _table(form: Form) -> tuple[Table, list[tuple[int, int]]]:
    """The rows, and (now, after) of those known at both times, in thousands."""
    both: list[tuple[int, int]] = []
    rows: list[Row] = []
    for name, items in ROWS:
        lines = [line for line in form.context.inventory.cost_lines if line.item in items]
        if not lines:
            continue
        before, now, after = (_sum(lines, field) for field in ("fy2018", "current", "planned"))
        change: Maybe[int] = UNKNOWN
        ratio = form.t("void")
        if known(now) and known(after):
            pair = form.thousand(now), form.thousand(after)
            both.append(pair)
            change = pair[1] - pair[0]
            ratio = f"{pair[1] / pair[0]:.2f}" if pair[0] else form.t("void")
        rows.append(
            (
                Cell(text=form.t(f"seisa.row.{name}")),
                _money(form, before),
                _money(form, now),
                form.money(after),
                Cell(text=f"{change:,}", raw=change, number=True, formula="{after}-{now}")
                if known(change)
                else Cell(text=form.t("void")),
                Cell(text=ratio),
                Cell(text=_reckoned(form, lines)),
                Cell(text=_peers(form, items)),
                *_checks(form, lines),
            )
        )
    columns = tuple(Column(key=name, header=form.t(f"seisa.{name}")) for name in COLUMNS)
    return Table(id="t-seisa", caption=form.t("seisa.caption"), columns=columns, rows=tuple(rows)), both


def _sum(lines: Sequence[CostLine], field: str) -> Maybe[int]:
    values = [getattr(line, field) for line in lines]
    return UNKNOWN if any(isinstance(value, Unknown) for value in values) else sum(values)


def _money(form: Form, yen: Maybe[int]) -> Cell:
    return Cell(text=form.t("unconfirmed")) if isinstance(yen, Unknown) else form.money(yen)


def _reckoned(form: Form, lines: Sequence[CostLine]) -> str:
    said = [
        form.t(
            "seisa.by",
            quantity=f"{line.quantity:,g}",
            price=f"{line.unit_price:,g}",
            rate=line.exchange_rate or form.t("void"),
        )
        for line in lines
        if line.quantity is not None and line.unit_price is not None
    ]
    return form.context.join(said) or form.t("void")


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


def _checks(form: Form, lines: Sequence[CostLine]) -> tuple[Cell, ...]:
    """What was raised, what was answered, what it takes off, how it stands."""
    ids = {line.id for line in lines}
    found = [check for check in form.context.inventory.estimate_checks if check.cost_line in ids]
    if not found:
        return tuple(Cell(text=form.t("void")) for _ in range(4))
    less = [check.reduction for check in found]
    told = [yen for yen in less if isinstance(yen, int)]
    return (
        Cell(text=form.context.join(check.point for check in found)),
        Cell(text=form.context.join(check.answer or form.t("seisa.no_answer") for check in found)),
        form.money(sum(told)) if told else Cell(text=form.t("void")),
        Cell(text=form.context.join(dict.fromkeys(form.stated(check.result) for check in found))),
    )


def _foot(form: Form, both: Sequence[tuple[int, int]]) -> str:
    """Sums of the lines known at both times, how many they are, and yen for each resident."""
    now, after = sum(pair[0] for pair in both), sum(pair[1] for pair in both)
    said = form.t("seisa.sum", count=len(both), now=f"{now:,}", after=f"{after:,}", change=f"{after - now:,}")
    people = form.context.inventory.body.population
    if known(people) and people > 0 and both:
        said += form.t("seisa.each", yen=f"{after * 1000 / people:,.0f}", five=f"{after * 5:,}")
    return said
