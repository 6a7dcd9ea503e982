"""What a fiscal year is asked for: its lines, each in thousands of yen, and their sums by budget item (積算・総括)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure, Unit
from readiness.model.body import BudgetTime
from readiness.model.budgeting import BudgetItem
from readiness.model.measure import percent
from readiness.model.money import Account, Basis, Quote, Sum
from readiness.model.plan import CostRow
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.money.rows import budget_item_of, committed, funded_above

FUNDS = ("national", "prefectural", "bond", "other")
SUMMED = ("asked", "rough", "missing")  # of the foot: the others only where every row tells them


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the plan's money in a year; `yen` unknown where nobody has quoted it. `key` names its figure."""

    key: str
    row: CostRow
    item: BudgetItem | None
    quote: Quote | None

    @property
    def yen(self) -> Maybe[int]:
        """Whole yen, tax included."""
        return self.row.amount

    @property
    def rough(self) -> bool:
        """Whether it is only an estimate: 概算, or a quote whose day has passed."""
        return self.row.approximate or self.row.basis is Basis.ESTIMATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The sum of some lines in thousands: what is known, what of it is rough, how many are without a price."""

    key: str
    thousand: int
    rough: int
    missing: int
    lines: int

    @property
    def unknown(self) -> bool:
        """Whether nothing of it is known."""
        return self.lines > 0 and self.lines == self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSum:
    """One row of B1: a budget item, or what has none of one account. Numbers by the columns of the form."""

    key: str
    item: BudgetItem | None
    account: Maybe[Account]
    lines: tuple[Line, ...]
    asked: Asked
    numbers: Mapping[str, Maybe[int | float] | None] = field(default_factory=dict)

    @property
    def over(self) -> int:
        """By how many thousands the known earmarked funds exceed what is known to be asked for; 0 where they do not."""
        if self.item is None or not funded_above(self.item, [line.yen for line in self.lines]):
            return 0
        stated = [self.numbers[name] for name in FUNDS]
        return max(0, sum(value for value in stated if isinstance(value, int)) - self.asked.thousand)


def lines_of(analysed: AnalysedFor, year: int) -> tuple[Line, ...]:
    """What is asked for in a year, standing contracts (既契約) left out."""
    inventory = analysed.inventory
    quotes = {quote.id: quote for quote in inventory.quotes}
    found = []
    for number, row in enumerate(analysed.analysis.plan.cost_rows):
        if row.fiscal_year != year or committed(row):
            continue
        if row.basis is Basis.CONTRACT and not analysed.sees("Contract", "extraction_fee"):
            continue
        quote = quotes.get(row.quotes[0]) if row.quotes else None
        found.append(Line(key=f"row.{number}", row=row, item=budget_item_of(inventory, row), quote=quote))
    return tuple(found)


def asked(analysed: AnalysedFor, key: str, lines: Iterable[Line]) -> Asked:
    """Their sum; each line is rounded before it is added, so that the sum is that of the printed lines."""
    listed = list(lines)
    stated = [(analysed.thousand(line.yen), line.rough) for line in listed if not isinstance(line.yen, Unknown)]
    return Asked(
        key=key,
        thousand=sum(value for value, _ in stated),
        rough=sum(value for value, rough in stated if rough),
        missing=len(listed) - len(stated),
        lines=len(listed),
    )


def item_sums(analysed: AnalysedFor, year: int, lines: Sequence[Line]) -> tuple[ItemSum, ...]:
    """The lines by account and budget item in the order of the inventory; 会計未定 comes last. An item of another year
    is there only where lines of this one fall onto it: what it tells is of its own year.
    """
    groups: list[tuple[BudgetItem | None, tuple[Line, ...]]] = [
        (item, own)
        for item in analysed.inventory.budget_items
        if (own := tuple(line for line in lines if line.item is item)) or item.of_year(year)
    ]
    rest = [line for line in lines if line.item is None]
    accounts = sorted({line.row.account for line in rest}, key=lambda one: one.value if known(one) else "~")
    groups += [(None, tuple(line for line in rest if line.row.account == account)) for account in accounts]
    order = list(dict.fromkeys(_account(*group) for group in groups))
    groups.sort(key=lambda group: (not known(_account(*group)), order.index(_account(*group)), group[0] is None))
    return tuple(_item(analysed, year, f"budget.{year}.{at}", *group) for at, group in enumerate(groups, start=1))


def _account(item: BudgetItem | None, lines: tuple[Line, ...]) -> Maybe[Account]:
    return item.account if item else lines[0].row.account


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSum:
    """会計別小計: the sum of the rows `first` to `last` of B1, which are of one account."""

    key: str
    account: Maybe[Account]
    first: int
    last: int
    numbers: Mapping[str, Maybe[int]]


def account_sums(year: int, items: Sequence[ItemSum]) -> tuple[AccountSum, ...]:
    """The sums of accounts with several rows; none where everything is of one account."""
    found, first = [], 0
    for account, group in groupby(items, key=lambda item: item.account):
        rows = tuple(group)
        if len(rows) > 1 and len(rows) < len(items):
            key = f"budget.{year}.account.{rows[0].key.rpartition('.')[2]}"
            last = first + len(rows) - 1
            found.append(AccountSum(key=key, account=account, first=first, last=last, numbers=totals(rows)))
        first += len(rows)
    return tuple(found)


def supplementary(analysed: AnalysedFor) -> bool:
    """Whether a supplementary budget is asked for (補正): beside the budget in force, not that of the year before."""
    return analysed.rules.cycle is BudgetTime.SUPPLEMENTARY


def _item(analysed: AnalysedFor, year: int, key: str, item: BudgetItem | None, lines: tuple[Line, ...]) -> ItemSum:
    own = item if item is not None and item.of_year(year) else None  # of this year
    found = asked(analysed, f"{key}.asked", lines)
    more = supplementary(analysed)
    before = (own.current if more else own.previous_budget) if own else UNKNOWN
    previous = analysed.thousand(before) if isinstance(before, int) else UNKNOWN
    # Without a line nothing is added to a budget in force; that a new one asks for nothing, nobody has said.
    silent = not lines and not more
    change: Maybe[int] = UNKNOWN
    if known(previous) and not found.missing and not silent:
        change = previous + found.thousand if more else found.thousand - previous
    rate: Maybe[float] | None = None  # of nothing, and of a supplementary budget, there is none
    if not more and not (known(previous) and not previous):
        rate = percent(change, previous) if known(change) and known(previous) else UNKNOWN
    funds = {name: _fund(analysed, own, name) for name in FUNDS}
    stated = own is not None and own.funding is not None and not found.missing and not silent
    idle = silent and not any(isinstance(value, int) and value for value in funds.values())
    return ItemSum(
        key=key,
        item=item,
        account=_account(item, lines),
        lines=lines,
        asked=found,
        numbers={
            "asked": None if silent else UNKNOWN if found.unknown else found.thousand,
            "before": previous,
            "change": change,
            "rate": rate,
            **funds,
            "general": None if idle else _general(own, found.thousand, funds, lines) if stated else UNKNOWN,
            "rough": found.rough,
            "missing": found.missing,
        },
    )


def _general(
    item: BudgetItem | None, total: int, funds: Mapping[str, Maybe[int] | None], lines: Sequence[Line]
) -> Maybe[int]:
    """一般財源; nothing is left where the funds cover the yen and only the rounding of lines exceeds them."""
    left = general_funds(total, funds.values())
    covered = item is not None and not funded_above(item, [line.yen for line in lines])
    if isinstance(left, Unknown) and covered and not any(isinstance(value, Unknown) for value in funds.values()):
        return 0
    return left


def _fund(analysed: AnalysedFor, item: BudgetItem | None, name: str) -> Maybe[int] | None:
    if item is None or item.funding is None:
        return UNKNOWN
    value: Maybe[int] | None = getattr(item.funding, name)
    return analysed.thousand(value) if value is not None and known(value) else value


def totals(items: Sequence[ItemSum]) -> Mapping[str, Maybe[int]]:
    """The foot of B1: what every row tells; of what is asked for, what is known."""
    found: dict[str, Maybe[int]] = {}
    for name in (name for name in items[0].numbers if name != "rate") if items else ():
        values = [item.numbers[name] for item in items]
        if name == "general":
            values = [value for value in values if value is not None]
        whole = [value for value in values if isinstance(value, int)]
        found[name] = sum(whole) if name in SUMMED or len(whole) == len(values) else UNKNOWN
    return found


def general_funds(line_total: int, earmarked: Iterable[Maybe[int] | None]) -> Maybe[int]:
    """一般財源 in thousands: what the earmarked funds leave; unknown where one is, or they are too many."""
    left = line_total
    for amount in earmarked:
        if isinstance(amount, Unknown):
            return amount
        left -= 0 if amount is None else amount
    return left if left >= 0 else UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is paid in a year under contracts that stand already, in thousands; how many of them tell no amount."""

    thousand: int
    open: int
    rows: int


def standing(analysed: AnalysedFor, year: int) -> Standing:
    """The payments of a year under standing contracts, as B4 has them: what no contract is told for is open too."""
    total = next((one.committed for one in analysed.analysis.plan.years if one.fiscal_year == year), Sum())
    stated = [analysed.thousand(yen) for yen in total.lines if known(yen)]  # what is withheld is open too
    missing = len(total.missing) + len(total.lines) - len(stated)
    return Standing(thousand=sum(stated), open=missing, rows=len(stated) + missing)


def budget_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every figure of the budget asked for."""
    year, reader = analysed.year, analysed.reader
    lines = lines_of(analysed, year)
    whole = asked(analysed, f"budget.{year}.asked", lines)
    yield Figure(
        key=whole.key,
        value=UNKNOWN if whole.unknown else whole.thousand,
        reader=reader,
        unit="thousand",
        missing=whole.missing,
        rough=whole.rough,
    )
    found = item_sums(analysed, year, lines)
    for item in found:
        for name, value in item.numbers.items():
            yield Figure(key=f"{item.key}.{name}", value=value, reader=reader, unit=_unit(name))
    for one in account_sums(year, found):
        for name, total in one.numbers.items():
            unquoted = name == "asked" and all(item.asked.unknown for item in found[one.first : one.last + 1])
            said = UNKNOWN if unquoted else total
            yield Figure(key=f"{one.key}.{name}", value=said, reader=reader, unit=_unit(name))
    for name, total in totals(found).items():
        value = UNKNOWN if name == "asked" and whole.unknown else total
        yield Figure(key=f"budget.{year}.{name}", value=value, reader=reader, unit=_unit(name))
    paid = standing(analysed, year)
    if analysed.sees("Contract", "annual_amount"):
        value = paid.thousand if paid.rows > paid.open else UNKNOWN
        key = f"budget.{year}.standing"
        yield Figure(key=key, value=value, reader=reader, unit="thousand", missing=paid.open)


def _unit(name: str) -> Unit:
    if name == "rate":
        return "percent"
    return "count" if name == "missing" else "thousand"
