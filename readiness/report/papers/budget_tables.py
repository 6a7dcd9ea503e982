"""B1 総括 and B2 積算: what is asked for by budget item, and every line it is made of. B1 is the sum of B2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from readiness.model.budgeting import BudgetItem, GrantState
from readiness.model.money import Account, Per, Tax
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.report.finance import item_word, subject_word
from readiness.report.papers.budget_lines import Line, asked, general_funds
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Column, Row, Table

_FUNDS = ("national", "prefectural", "bond", "other")
ItemLines = tuple[BudgetItem | None, tuple[Line, ...]]


def by_item(form: Form, lines: Sequence[Line]) -> tuple[ItemLines, ...]:
    """The lines by budget item in the order of the inventory; those without one come last, by account."""
    items = form.context.inventory.budget_items
    found: list[ItemLines] = [(item, tuple(line for line in lines if line.item is item)) for item in items]
    rest = [line for line in lines if line.item is None]
    accounts = sorted({line.row.account for line in rest}, key=form.stated)
    found += [(None, tuple(line for line in rest if line.row.account == account)) for account in accounts]
    return tuple(pair for pair in found if pair[1] or pair[0] is not None)


# ---- B1 ------------------------------------------------------------------------------------------------------------


def summary_table(form: Form, groups: Sequence[ItemLines]) -> Table:
    """会計・款項目・事業ごとに、要求額、前年度、増減、財源内訳; a total per account and of all."""
    names = ("account", "kan", "project", "asked", "before", "change", "rate", *_FUNDS, "general", "rough", "missing")
    columns = tuple(Column(key=name, header=form.t(f"b1.{name}"), kind="integer") for name in names)
    rows: list[Row] = [_item_row(form, item, lines) for item, lines in groups]
    count = len(rows)
    if count > 1:
        rows.append(_foot(form, columns, rows, form.t("b1.all")))
    return Table(id="t-b1", caption=form.t("b1"), columns=columns, rows=tuple(rows), empty=form.t("b1.none"))


def _item_row(form: Form, item: BudgetItem | None, lines: Sequence[Line]) -> Row:
    found = asked(form, lines)
    account = item.account if item else lines[0].row.account
    total = form.t("unquoted") if found.unknown else f"{found.thousand:,}"
    before = item.previous_budget if item else UNKNOWN
    previous = UNKNOWN if isinstance(before, Unknown) else form.thousand(before)
    change: Maybe[int] = UNKNOWN if isinstance(previous, Unknown) or found.missing else found.thousand - previous
    rate = f"{100 * change / previous:.1f}" if known(change) and known(previous) and previous else form.t("void")
    funds = [_fund(form, item, name) for name in _FUNDS]
    general = UNKNOWN if item is None or item.funding is None else general_funds(found.thousand, funds)
    return (
        Cell(text=_account(form, account)),
        Cell(text=_chapters(form, item)),
        Cell(text=(item.project or item.label) if item else form.t("b1.no_item")),
        Cell(text=total, raw=None if found.unknown else found.thousand, number=not found.unknown),
        _number(form, previous),
        _number(form, change, formula="{asked}-{before}"),
        Cell(text=rate),
        *(_funded(form, item, name, amount) for name, amount in zip(_FUNDS, funds, strict=True)),
        _number(form, general if not found.missing else UNKNOWN, unknown="undecided"),
        _number(form, found.rough),
        _number(form, found.missing),
    )


def _account(form: Form, account: Maybe[Account]) -> str:
    return form.t("b1.no_account") if isinstance(account, Unknown) else form.stated(account)


def _chapters(form: Form, item: BudgetItem | None) -> str:
    parts = [part for part in (item.kan, item.ko, item.moku) if part] if item else []
    return form.t("b1.joint").join(parts) or form.t("open")


def _fund(form: Form, item: BudgetItem | None, name: str) -> Maybe[int] | None:
    if item is None or item.funding is None:
        return UNKNOWN
    value: Maybe[int] | None = getattr(item.funding, name)
    return form.thousand(value) if value is not None and known(value) else value


def _funded(form: Form, item: BudgetItem | None, name: str, amount: Maybe[int] | None) -> Cell:
    """A part of the funding; a grant that is not decided is 「見込」."""
    cell = _number(form, amount, unknown="undecided") if amount is not None else Cell(text=form.t("void"))
    grants = {grant.id: grant for grant in form.context.inventory.grants}
    grant = grants.get(item.grant) if item and item.grant else None
    own = {"national": "national", "prefectural": "prefectural", "sundry": "other"}
    mine = grant is not None and known(grant.revenue) and own[grant.revenue.value] == name
    told = isinstance(amount, int) and amount > 0
    if mine and told and grant is not None and grant.state is not GrantState.DECIDED:
        return replace(cell, sub=form.t("b1.expected"))
    return cell


def _foot(form: Form, columns: Sequence[Column], rows: Sequence[Row], label: str) -> Row:
    cells = [Cell(text=label), Cell(text=""), Cell(text="")]
    last = len(rows) - 1
    for at, column in enumerate(columns[3:], start=3):
        values = [row[at].raw for row in rows]
        whole = [value for value in values if isinstance(value, int)]
        if column.key == "rate":
            cells.append(Cell(text=form.t("void")))
        elif column.key in ("asked", "rough", "missing") or len(whole) == len(values):
            formula = f"SUM({{{column.key}@0:{last}}})"
            cells.append(Cell(text=f"{sum(whole):,}", raw=sum(whole), number=True, formula=formula))
        else:
            cells.append(Cell(text=form.t("undecided")))
    return tuple(cells)


def _number(form: Form, value: Maybe[int] | None, *, unknown: str = "unconfirmed", formula: str = "") -> Cell:
    if value is None:
        return Cell(text=form.t("void"))
    if isinstance(value, Unknown):
        return Cell(text=form.t(unknown))
    return Cell(text=f"{value:,}", raw=value, number=True, formula=formula)


# ---- B2 ------------------------------------------------------------------------------------------------------------


def detail_table(form: Form, lines: Sequence[Line]) -> Table:
    """Every line: 節, what for, from whom, on what quote, how it is reckoned, how sure it is."""
    names = ("setsu", "item", "party", "source", "reckoned", "amount", "sure", "low", "high", "note")
    columns = tuple(Column(key=name, header=form.t(f"b2.{name}")) for name in names)
    rows: list[Row] = [_line_row(form, line) for line in lines]
    found = asked(form, lines)
    if rows:
        label = form.t("b2.known_sum", count=found.missing) if found.missing else form.t("b2.sum")
        total = Cell(
            text=f"{found.thousand:,}",
            raw=found.thousand,
            number=True,
            formula=f"SUM({{amount@0:{len(rows) - 1}}})",
        )
        total = Cell(text=form.t("unquoted")) if found.unknown else total
        rows.append((Cell(text=label), *(Cell(text="") for _ in range(4)), total, *(Cell(text="") for _ in range(4))))
    return Table(id="t-b2", caption=form.t("b2"), columns=columns, rows=tuple(rows), empty=form.t("b2.none"))


def _line_row(form: Form, line: Line) -> Row:
    context, row = form.context, line.row
    return (
        Cell(text=expense_kind(form, line)),
        Cell(text=item_word(context, row.item), sub=subject_word(context, row.subject)),
        Cell(text=context.name("vendor", row.vendor) if context.names_vendors else form.t("vendor")),
        Cell(text=_source(form, line)),
        Cell(text=_reckoned(form, line)),
        form.money(line.yen),
        Cell(text=_sure(form, line)),
        _bound(form, line.quote.low if line.quote else None),
        _bound(form, line.quote.high if line.quote else None),
        Cell(text=context.join(_notes(form, line)) or form.t("void")),
    )


def expense_kind(form: Form, line: Line) -> str:
    """節: the body's entry, else the usual one, marked as a suggestion."""
    if line.item and line.item.setsu:
        return line.item.setsu
    usual = form.accounts
    found = usual.suggestion(line.row.item)
    if found is None:
        return form.t("open")
    kind = usual.kind_by_key[found.kind]
    return form.t("b2.suggested", number=kind.number, name=kind.name)


def _source(form: Form, line: Line) -> str:
    """Number, day and validity of the quote; a day that has passed is said."""
    context, row = form.context, line.row
    if not row.quotes:
        return form.t("unquoted") if isinstance(line.yen, Unknown) else form.stated(row.number)
    parts = [form.stated(row.number)]
    if known(row.quoted_on):
        parts.append(context.day(row.quoted_on))
    if known(row.valid_until):
        key = "b2.expired" if row.valid_until < context.as_of else "b2.valid"
        parts.append(form.t(key, day=context.day(row.valid_until)))
    return " ".join(parts)


def _reckoned(form: Form, line: Line) -> str:
    """数量×単価×月数 as it was reckoned."""
    quote, row = line.quote, line.row
    if quote is None or isinstance(quote.amount, Unknown) or isinstance(line.yen, Unknown):
        return form.t("void")
    unit = f"{quote.amount:,}"
    months = getattr(row, "months", 0)
    if quote.per is Per.MONTH and months:
        return form.t("b2.by_month", unit=unit, months=months)
    if quote.per is Per.YEAR and months:
        return form.t("b2.by_year", unit=unit, months=months)
    return form.t("b2.lump", unit=unit)


def _sure(form: Form, line: Line) -> str:
    if isinstance(line.yen, Unknown):
        return form.t("unquoted")
    if not line.row.quotes:
        return form.t("b2.contracted")
    expired = known(line.row.valid_until) and line.row.valid_until < form.context.as_of
    return form.t("rough") if line.rough or expired else form.t("b2.quoted")


def _bound(form: Form, yen: int | None) -> Cell:
    return Cell(text=form.t("void")) if yen is None else form.money(yen)


def _notes(form: Form, line: Line) -> Iterable[str]:
    row, context = line.row, form.context
    if known(row.tax) and row.tax is Tax.EXCLUDED:
        yield form.t("b2.tax_added")
    if row.exchange_rate:
        yield context.t("report.finance.rate", rate=row.exchange_rate)
    yield from dict.fromkeys(context.render(note) for note in row.notes)
