"""B1 総括 and B2 積算: what is asked for by budget item, and every line it is made of. B1 is the sum of B2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readiness.figures.budget import (
    FUNDS,
    AccountSum,
    Asked,
    ItemSum,
    Line,
    account_sums,
    supplementary,
)
from readiness.figures.funding import is_expected
from readiness.figures.money import reckoning
from readiness.model.budgeting import BudgetItem
from readiness.model.contract import ContractKind, MultiYearBasis
from readiness.model.money import Account, CostItem, Per
from readiness.model.plan import CostRow
from readiness.model.record import ContractId, Maybe
from readiness.model.unknown import Unknown, known
from readiness.report.finance import about_word
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Column, Row, Table

TITLES = ("account", "kan", "ko", "moku", "project")  # what a row is of
COLUMNS = (*TITLES, "asked", "before", "change", "rate", *FUNDS, "general", "rough", "missing")
# The word of a number that nobody can tell; a rate that cannot be formed does not apply.
SUPPLEMENTARY = {"before": "b1.before.more", "asked": "b1.asked.more", "change": "b1.change.more"}
_OPEN = {"asked": "unquoted", **dict.fromkeys((*FUNDS, "general"), "undecided")}


# ---- B1 ------------------------------------------------------------------------------------------------------------


def summary_table(form: Form, year: int, items: Sequence[ItemSum]) -> Table:
    """会計・款項目・事業ごとに、要求額、前年度、増減、財源内訳; a total per account and of all."""
    names, heads = columns_of(form), SUPPLEMENTARY if supplementary(form.analysed) else {}
    columns = tuple(Column(key=name, header=form.t(heads.get(name, f"b1.{name}")), kind="integer") for name in names)
    ends = {one.last: one for one in account_sums(year, items)}
    rows: list[Row] = []
    spans: list[tuple[int, int]] = []  # rows of the table that are items, without the sums between them
    for at, item in enumerate(items):
        spans = (
            [*spans[:-1], (spans[-1][0], len(rows))]
            if spans and spans[-1][1] + 1 == len(rows)
            else [*spans, (len(rows),) * 2]
        )
        rows.append(_item_row(form, item, names))
        if one := ends.get(at):
            rows.append(_account_row(form, one, names, (len(rows) - 1 - one.last + one.first, len(rows) - 1)))
    if len(rows) > 1:
        rows.append(_foot(form, year, names, spans))
    return Table(id="t-b1", caption=form.t("b1"), columns=columns, rows=tuple(rows), empty=form.t("b1.none"))


def columns_of(form: Form) -> tuple[str, ...]:
    """The columns of B1; of a supplementary budget what there was, what is added, what it comes to."""
    if not supplementary(form.analysed):
        return COLUMNS
    return (*TITLES, "before", "asked", *(name for name in COLUMNS[len(TITLES) + 2 :] if name != "rate"))


def _item_row(form: Form, item: ItemSum, names: Sequence[str]) -> Row:
    return (
        Cell(text=_account(form, item.account)),
        *(Cell(text=getattr(item.item, part, None) or form.t("open")) for part in TITLES[1:4]),
        Cell(text=(item.item.project or item.item.label) if item.item else form.t("b1.no_item")),
        *(_number(form, item, name) for name in names[len(TITLES) :]),
    )


def _number(form: Form, item: ItemSum, name: str) -> Cell:
    sign = "+" if supplementary(form.analysed) else "-"
    formula = f"{{asked}}{sign}{{before}}" if name == "change" else ""
    sub = _expected(form, item.item, name) if name in FUNDS else ""
    if name == "general" and from_general(item):
        sub = form.t("b1.transfer")
    if name == "asked" and not item.lines:
        sub = form.t("b1.no_lines")  # nothing the plan asks for, which is not known to be nothing at all
    return form.figure(f"{item.key}.{name}", unknown=_OPEN.get(name, "unconfirmed"), formula=formula, sub=sub)


def _account(form: Form, account: Maybe[Account]) -> str:
    return form.t("b1.no_account") if isinstance(account, Unknown) else form.stated(account)


def _expected(form: Form, item: BudgetItem | None, name: str) -> str:
    """「(見込)」 beside a part of the funding that rests on a grant which is not decided."""
    return form.t("b1.expected") if is_expected(form.analysed, item, name) else ""


def from_general(item: ItemSum) -> bool:
    """Whether what is left is paid into a special account by the general one (一般会計繰入金等)."""
    return known(item.account) and item.account is not Account.GENERAL


def _foot(form: Form, year: int, names: Sequence[str], spans: Sequence[tuple[int, int]]) -> Row:
    return _sums(form, form.t("b1.all"), f"budget.{year}", names, spans)


def _account_row(form: Form, one: AccountSum, names: Sequence[str], span: tuple[int, int]) -> Row:
    return _sums(form, form.t("b1.of_account", account=_account(form, one.account)), one.key, names, (span,))


def _sums(form: Form, label: str, key: str, names: Sequence[str], spans: Sequence[tuple[int, int]]) -> Row:
    """A row of sums over the rows of items between `spans`."""
    cells = [Cell(text=label), *[Cell(text=form.t("void"))] * (len(TITLES) - 1)]
    for name in names[len(TITLES) :]:
        if name == "rate":
            cells.append(Cell(text=form.t("void")))
            continue
        cell = form.figure(f"{key}.{name}", unknown=_OPEN.get(name, "unconfirmed"))
        added = ",".join(f"{{{name}@{first}:{last}}}" for first, last in spans)
        cells.append(cell._replace(formula=f"SUM({added})" if cell.number else ""))
    return tuple(cells)


# ---- B2 ------------------------------------------------------------------------------------------------------------


def detail_table(form: Form, lines: Sequence[Line], whole: Asked) -> Table:
    """Every line: 節, what for, from whom, on what quote, how it is reckoned, how sure it is."""
    names = ("setsu", "item", "party", "source", "reckoned", "amount", "sure", "low", "high", "note")
    columns = tuple(Column(key=name, header=form.t(f"b2.{name}")) for name in names)
    items = form.context.inventory.budget_items
    order = {item.id: at for at, item in enumerate(items)}
    ordered = sorted(lines, key=lambda line: order[line.item.id] if line.item else len(order))
    rows: list[Row] = [_line_row(form, line) for line in ordered]
    if rows:
        label = form.t("b2.known_sum", count=whole.missing) if whole.missing else form.t("b2.sum")
        total = form.figure(whole.key, unknown="unquoted", formula=f"SUM({{amount@0:{len(rows) - 1}}})")
        void = Cell(text=form.t("void"))
        rows.append((Cell(text=label), *[void] * 4, total, *[void] * 4))
    return Table(id="t-b2", caption=form.t("b2"), columns=columns, rows=tuple(rows), empty=form.t("b2.none"))


def _line_row(form: Form, line: Line) -> Row:
    context, row = form.context, line.row
    return (
        Cell(text=expense_kind(form, line), sub=line.item.project or line.item.label if line.item else ""),
        Cell(text=context.say(row.item), sub=about_word(context, row)),
        Cell(text=party(form, row)),
        Cell(text=_source(form, line)),
        Cell(text=_reckoned(form, line)),
        form.money(line.yen, figure=line.key)._replace(formula=reckoning(form.analysed, line)),
        Cell(text=sureness(form, line)),
        _bound(form, line.quote.low if line.quote else None),
        _bound(form, line.quote.high if line.quote else None),
        Cell(text=context.join(dict.fromkeys(_notes(form, line))) or form.t("void")),
    )


def party(form: Form, row: CostRow) -> str:
    """Who is paid; the cloud of the State is paid to the State."""
    if row.item is CostItem.CLOUD_USE and isinstance(row.vendor, Unknown):
        return form.t("b2.state")
    return form.context.name("vendor", row.vendor) if form.context.names_vendors else form.t("vendor")


def expense_kind(form: Form, line: Line) -> str:
    """節: the body's entry, else the usual one, marked as a suggestion."""
    if line.item and line.item.setsu:
        return line.item.setsu
    usual = form.accounts
    contract = form.context.inventory.contract_by_id.get(ContractId(line.row.subject))
    joint = contract is not None and contract.kind is ContractKind.JOINT_USE  # a share of cost, whatever it pays for
    found = usual.shared if joint else usual.suggestion(line.row.item.value)
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
    unit, about = f"{quote.amount:,}", (quote.id, form.context.fiscal(row.fiscal_year))
    months = getattr(row, "months", 0)
    if quote.payable is not None and not reckoning(form.analysed, line):  # paid at other times than it is quoted for
        per, payable = form.context.say(quote.per), form.context.say(quote.payable)
        return form.t("b2.part", unit=unit, per=per, payable=payable, about=about)
    if quote.per is Per.MONTH and months:
        return form.t("b2.by_month", unit=unit, months=months, about=about)
    if quote.per is Per.YEAR and months:
        return form.t("b2.by_year", unit=unit, months=months, about=about)
    return form.t("b2.lump", unit=unit, about=about)


def sureness(form: Form, line: Line) -> str:
    """確度: contracted, quoted, rough or without any price."""
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
    if row.exchange_rate:
        yield context.t("report.finance.rate", rate=row.exchange_rate)
    yield from dict.fromkeys(context.render(note) for note in row.notes)
    bought = [p for p in context.inventory.procurements if row.subject in {*p.systems, p.contract}]
    if row.item is CostItem.MIGRATION and any(p.multi_year is MultiYearBasis.LONG_TERM for p in bought):
        yield form.t("b2.long_term")
