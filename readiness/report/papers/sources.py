"""財源 by budget item: what is asked for, what grants bring at most, what falls to general funds if they fail."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.figures.budget import ItemSum, item_sums, lines_of
from readiness.figures.figure import key_of
from readiness.figures.grants import brought, scarce, short
from readiness.model.budgeting import BudgetItem, Grant, GrantState
from readiness.model.dates import fiscal_year
from readiness.model.unknown import Unknown
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Row, Table, heads

NAMES = ("item", "asked", "grant", "state", "most", "over", "fails", "vote", "left")


def funding_table(form: Form) -> Table:
    """A row per budget item of the year asked for; amounts in thousands of yen."""
    analysed = form.analysed
    year = analysed.year
    priced = form.context.sees("BudgetItem", "contracted")
    items = item_sums(analysed, year, lines_of(analysed, year))
    rows = [
        _row(form, one, one.item, items, priced=priced)
        for one in items
        if one.item is not None and one.item.year in (None, year)
    ]
    return Table(
        id="t-sources",
        caption=form.t("sources", year=form.context.fiscal(year)),
        columns=heads(*(form.t(f"sources.{name}") for name in NAMES)),
        rows=tuple(rows),
        empty=form.t("sources.none"),
    )


def _row(form: Form, one: ItemSum, item: BudgetItem, items: Sequence[ItemSum], *, priced: bool) -> Row:
    found = one.asked
    grants = {grant.id: grant for grant in form.context.inventory.grants}
    grant = grants.get(item.grant or "")
    sub = form.t("sources.missing", count=found.missing) if found.missing and not found.unknown else ""
    total = form.figure(found.key, unknown="unquoted", sub=sub)
    most = brought(one, items, grant)
    shared = form.t("sources.shared") if scarce(items, grant) else ""
    return (
        Cell(text=item.project or item.label),
        total if found.lines else Cell(text=form.t("void")),
        Cell(text=grant.label if grant else form.t("sources.no_grant")),
        Cell(text=form.stated(grant.state) if grant else form.t("void")),
        *(
            form.money(yen, figure=f"{one.key}.{name}")
            for name, yen in zip(("grant", "over"), most or (), strict=False)
        ),
        *(Cell(text=form.t("void" if grant is None else "unconfirmed"), sub=shared) for _ in range(0 if most else 2)),
        _fails(form, item, grant),
        Cell(text=_vote(form, form.analysed.year)),
        _left(form, item, priced=priced),
    )


def _fails(form: Form, item: BudgetItem, grant: Grant | None) -> Cell:
    """What falls to general funds where the grant is not paid; nothing once it is decided."""
    if grant is None or grant.state is GrantState.DECIDED:
        return Cell(text=form.t("void"))
    counted = item.funding.granted if item.funding else 0
    if not counted:
        return Cell(text=form.t("unconfirmed"))
    cell = form.money(counted, figure=key_of("granted", item.id))
    return cell._replace(sub=form.t("sources.lost")) if grant.gone else cell


def _vote(form: Form, year: int) -> str:
    """The vote on the budget; the body's own dates only."""
    if form.vote:
        day, session = form.vote
        return form.t("sources.session", session=session, day=form.context.day(day))
    return form.t("unconfirmed") if fiscal_year(form.context.as_of) < year else form.t("void")


def _left(form: Form, item: BudgetItem, *, priced: bool) -> Cell:
    """不足: the forecast of the year less the budget in force; nothing where either is not told."""
    if not priced or item.current is None or item.forecast is None:
        return Cell(text=form.t("void"))
    lacking = short(form.analysed, item)
    key = f"{key_of('execution', item.id)}.short"
    return Cell(text=form.t("unconfirmed"), figure=key) if isinstance(lacking, Unknown) else form.figure(key)
