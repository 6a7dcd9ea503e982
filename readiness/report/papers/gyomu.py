"""業務量・運用見直し表: the work of each division, today and after the migration, one division a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from readiness.delivery.workload import (
    HOURS_A_DAY,
    Work,
    Workload,
    assess_workload,
    by_hand,
    months,
    person_days,
    sums,
    total_hours,
)
from readiness.figures.figure import key_of
from readiness.figures.walls import division_key
from readiness.figures.work import days_of, hours_of, labour, one_decimal
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Grid, Paper, Para
from readiness.tables.table import Cell, Column, Row, Table

NUMBERS = frozenset({"count", "minutes", "hours", "days", "paper", "online", "after_count", "after_minutes", "change"})
COLUMNS = (
    *("no", "work", "count", "minutes", "hours", "days", "paper", "online", "visit", "peak", "review"),
    *("after_count", "after_minutes", "change", "change_days", "cost", "method"),
)
WIDTHS = (4, 14, 6, 4, 7, 6, 4, 6, 9, 6, 8, 6, 5, 7, 6, 6, 6)


def gyomu(context: ReportContext) -> Paper:
    """The paper; its skeleton where no procedure was recorded."""
    form = Form(context=context)
    load = assess_workload(context.analysis.stands, context.analysis.inputs.standard.assumptions)
    blocks: list[Block] = []
    for division in load.divisions:
        blocks += [Break(), *_division(form, load, division)] if blocks else _division(form, load, division)
    if not load.works:
        blocks.append(Grid(table=_skeleton(form), widths=_kept(form, WIDTHS)))
    blocks += _by_hand(form)
    return Paper(
        key="gyomu",
        rests=frozenset(),  # what divisions told of their work, nothing of a ledger
        stem="gyomu",
        title=form.t("gyomu.title"),
        head=form.head(),
        blocks=tuple(blocks),
        foot=(
            form.t("gyomu.no_saving"),
            *([form.t("gyomu.no_rate")] if load.works and not known(rate(form)) else []),
            *form.foot,
        ),
        landscape=True,
        prose=False,
        numbered=False,  # 案 until somebody numbers it
    )


def rate(form: Form) -> Maybe[float]:
    """Yen an hour for labour cost, as the body set it; it has no default."""
    value = form.context.analysis.inputs.standard.assumptions.get("work.yen_per_hour").value
    return value if isinstance(value, int | float) else UNKNOWN


def division_table(form: Form, load: Workload, division: str | None) -> Table:
    """The works of one division: measured first, then estimated, then those without hours; sums below."""
    works = sorted(load.of(division), key=_order)
    rows = [_row(form, number, work) for number, work in enumerate(works, start=1)]
    counted = [work for work in works if known(work.hours)]
    measured = len([work for work in counted if work.measured])
    rows += _sums(form, "measured", counted[:measured], 0, division)
    rows += _sums(form, "estimated", counted[measured:], measured, division)
    name = form.context.name("division", division) if division else form.t("gyomu.no_division")
    return _table(form, f"t-gyomu-{len(division or '')}-{division or 'none'}", name, rows)


def _skeleton(form: Form) -> Table:
    """The form to fill in, of a body that told no procedure yet: what it reckons by itself is not measured."""
    reckoned = dict.fromkeys(("hours", "days", "change", "change_days", "cost"), form.t("gyomu.unmeasured_cell"))
    said = {"no": "1", "work": form.todo("procedures"), **reckoned}
    return _table(form, "t-gyomu-open", "", [tuple(Cell(text=said.get(key, form.t("open"))) for key in COLUMNS)])


def _table(form: Form, name: str, caption: str, rows: Sequence[Row]) -> Table:
    columns = tuple(
        Column(key=key, header=form.t(f"gyomu.{key}"), kind="number" if key in NUMBERS else "text")
        for key in columns_of(form)
    )
    return Table(id=name, caption=caption, columns=columns, rows=tuple(_kept(form, row) for row in rows))


def columns_of(form: Form) -> tuple[str, ...]:
    """The columns; no labour cost where the body has set no rate for an hour, which the foot says."""
    return tuple(key for key in COLUMNS if key != "cost" or known(rate(form)))


def _kept(form: Form, cells: Sequence[Any]) -> tuple[Any, ...]:
    """What belongs to the columns that are printed."""
    kept = columns_of(form)
    return tuple(cell for key, cell in zip(COLUMNS, cells, strict=True) if key in kept)


def _order(work: Work) -> tuple[int, float]:
    if not known(work.hours):
        return 2, 0.0
    return (0 if work.measured else 1), -work.hours


def _division(form: Form, load: Workload, division: str | None) -> list[Block]:
    works = load.of(division)
    found = sums(works)
    said = [form.t("gyomu.unmeasured", count=found.unmeasured, about=division)] if found.unmeasured else []
    added = load.added.get(division)
    if added:
        said.append(form.t("gyomu.added", hours=f"{added:,}", about=division))
    if found.compared:
        net = found.change + (added or 0)
        key = "gyomu.net.less" if net < 0 else "gyomu.net.more"
        hours = one_decimal(abs(net))
        amount = form.t(key, hours=f"{hours:,g}", about=division) if hours else form.t("gyomu.net.same")
        said.append(
            form.t("gyomu.net.with" if added else "gyomu.net", amount=amount, count=found.compared, about=division)
        )
    top = [work.procedure.label for work in works if work.top]
    if top:
        limits = form.context.analysis.inputs.standard.assumptions
        least = {name: f"{limits.number(f'work.priority_{name}'):g}" for name in ("hours", "paper")}
        said.append(form.t("gyomu.top", work=form.context.join(top), **least))
    table = Grid(table=division_table(form, load, division), widths=_kept(form, WIDTHS))
    return [table, *(Para(text=text, style="note") for text in said)]


def _row(form: Form, number: int, work: Work) -> Row:
    one = work.procedure
    after = one.after
    days = person_days(one_decimal(work.hours))  # of the hours that are printed, as the formula has it
    change = work.change

    def keyed(name: str, cell: Cell) -> Cell:
        return cell._replace(figure=f"{key_of('work', one.id)}.{name}")

    formula = f"ROUND({{hours}}/{HOURS_A_DAY},1)" if known(days) else ""
    return (
        Cell(text=str(number), raw=number, number=True),
        Cell(text=one.label, sub=form.t("gyomu.priority") if work.top else ""),
        keyed("count", _number(form, one.yearly_count)),
        keyed("minutes", _number(form, one.minutes)),
        keyed("hours", _number(form, one_decimal(work.hours), "unmeasured", "ROUND({count}*{minutes}/60,1)")),
        keyed("days", _number(form, one_decimal(days), "unmeasured", formula)),
        _number(form, one.paper_share),
        _number(form, one.online_share),
        Cell(text=form.stated(one.visit_needed), sub=one.visit_basis or ""),
        Cell(text=form.context.join(form.t(f"month.{month}") for month in sorted(months(one))) or void(form)),
        Cell(text=form.stated(one.review) if one.review is not None else form.t("undecided")),
        _number(form, after.yearly_count if after and known(after.yearly_count) else None),
        _number(form, after.minutes if after and known(after.minutes) else None),
        _number(form, one_decimal(change) if known(change) else None),
        _number(form, one_decimal(person_days(change)) if known(change) else None),
        _cost(form, work.hours),
        Cell(text=form.stated(one.method)),
    )


def _sums(form: Form, kind: str, works: Sequence[Work], first: int, division: str | None) -> list[Row]:
    """The sum of rows `first` … of the table; nothing where there are none."""
    if not works:
        return []
    last = first + len(works) - 1
    total, days = hours_of(works) or 0, days_of(works) or 0
    cells = {
        "work": Cell(text=form.t(f"gyomu.{kind}", count=len(works), about=division)),
        "hours": _sum(form, "hours", total, first, last)._replace(figure=f"{division_key(division, kind)}.hours"),
        "days": _sum(form, "days", days, first, last)._replace(figure=f"{division_key(division, kind)}.days"),
        "cost": _cost(form, total),
    }
    return [tuple(cells.get(name, Cell(text=void(form))) for name in COLUMNS)]


def _sum(form: Form, name: str, value: float, first: int, last: int) -> Cell:
    cell = _number(form, value)
    return Cell(text=cell.text, raw=cell.raw, number=True, formula=f"SUM({{{name}@{first}:{last}}})")


def _by_hand(form: Form) -> list[Block]:
    """Links by hand with the work that hangs on them; nothing where no procedure names one."""
    context = form.context
    rows: list[Row] = []
    for link, using in by_hand(context.inventory):
        total = total_hours(using)
        rows.append(
            (
                Cell(text=context.link(link.id), sub=link.data),
                Cell(text=form.stated(link.method)),
                Cell(text=context.join(procedure.label for procedure in using)),
                _number(form, one_decimal(total), "unmeasured"),
            )
        )
    if not rows:
        return []
    columns = tuple(Column(key=key, header=form.t(f"gyomu.hand.{key}")) for key in ("link", "method", "work", "hours"))
    table = Table(id="t-by-hand", caption=form.t("gyomu.hand"), columns=columns, rows=tuple(rows))
    return [Break(), Grid(table=table, widths=(38, 14, 34, 14))]


def _cost(form: Form, hours: Maybe[float]) -> Cell:
    """Labour cost in thousands of yen; said to be open where the body has set no rate."""
    yen = rate(form)
    if not known(yen):
        return Cell(text=void(form))
    return form.money(labour(hours, yen)) if known(hours) else Cell(text=form.t("gyomu.unmeasured_cell"))


def _number(form: Form, value: Maybe[float] | None, unknown: str = "unconfirmed", formula: str = "") -> Cell:
    if value is None:
        return Cell(text=void(form))
    if isinstance(value, Unknown):
        return Cell(text=form.t("gyomu.unmeasured_cell") if unknown == "unmeasured" else form.stated(value))
    return Cell(text=f"{value:,.10g}" if value % 1 else f"{value:,.0f}", raw=value, number=True, formula=formula)


def void(form: Form) -> str:
    """「―」: does not apply."""
    return form.t("void")
