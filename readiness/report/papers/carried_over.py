"""B6 繰越明許費: works that a budget holds and that are accepted, and so paid, in a later year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness.figures.funding import slipped, works_of
from readiness.figures.grants import together
from readiness.model.contract import Procurement
from readiness.model.plan import CostRow
from readiness.model.unknown import Unknown, known
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Para
from readiness.tables.table import Cell, Row, Table, heads


def carried_over_table(form: Form, year: int) -> Table:
    """A row per procurement whose works slip beyond its budget; of a move without one, by its cut-over in the spring.

    What a burden is voted for needs no carrying over.
    """
    rows = [_of_procurement(form, *found) for found in slipped(form.analysed, year)]
    rows += _of_spring(form, year)
    names = ("project", "budget", "carried", "funding", "why")
    return Table(
        id="t-b6",
        caption=form.t("b6"),
        columns=heads(*(form.t(f"b6.{name}") for name in names)),
        rows=tuple(rows),
        empty=form.t("b6.none"),
    )


def asked_twice(form: Form, year: int) -> list[Block]:
    """What an earlier budget holds and the plan pays in the year asked for: it is in the sum of that year too."""
    context = form.context
    found: dict[int, list[str]] = {}
    for procurement, first, works in slipped(form.analysed, year):
        if first < year and any(row.fiscal_year == year for row in works):
            found.setdefault(first, []).append(procurement.label)
    return [
        Para(
            text=form.t(
                "b6.twice", year=context.fiscal(first), procurements=context.join(names), asked=context.fiscal(year)
            ),
            style="note",
        )
        for first, names in found.items()
    ]


def _of_procurement(form: Form, procurement: Procurement, first: int, works: Sequence[CostRow]) -> Row:
    context, plan = form.context, form.context.analysis.plan
    late = [row for row in works if row.fiscal_year > first]
    days = [day for system in procurement.systems if (day := plan.date_of_system.get(system))]
    said = form.t(
        "b6.later",
        year=context.fiscal(first),
        paid=context.fiscal(max(row.fiscal_year for row in late)),
        day=context.day(max(days)) if days else form.t("unconfirmed"),
    )
    return _row(form, procurement.label, works, late, said)


def _of_spring(form: Form, year: int) -> Iterator[Row]:
    """Moves of which no procurement tells the budget: a cut-over within three months after the year has slipped, and
    one before its end whose works are accepted, and so paid, after it.
    """
    plan = form.context.analysis.plan
    named = {s for one in form.context.inventory.procurements if known(one.budget_year) for s in one.systems}
    for move in plan.moves:
        day = plan.date_of.get(move.id)
        works = works_of(r for r in plan.cost_rows if r.move == move.id and r.fiscal_year in (year, year + 1))
        late = [row for row in works if row.fiscal_year == year + 1]
        if day is None or not late or named & set(move.systems):
            continue
        if date(year, 4, 1) <= day <= date(year + 1, 6, 30):
            key = "b6.slip" if day > date(year + 1, 3, 31) else "b6.accepted"
            yield _row(form, form.context.render(move.title), works, late, form.t(key, day=form.context.day(day)))


def _row(form: Form, name: str, works: Sequence[CostRow], late: Sequence[CostRow], said: str) -> Row:
    sums = (_together(form, [row.amount for row in rows]) for rows in (works, late))
    return (Cell(text=name), *sums, Cell(text=form.t("undecided")), Cell(text=said))


def _together(form: Form, amounts: Sequence[object]) -> Cell:
    total = together(amounts)
    return Cell(text=form.t("undecided")) if isinstance(total, Unknown) else form.money(total)
