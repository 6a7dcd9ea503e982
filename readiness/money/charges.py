"""Prices and what falls due of them: tax made equal, calendar months, split by fiscal year (費用の発生).

What is paid when: `docs/guide/money.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from readiness.model.contract import Contract
from readiness.model.money import Basis, FiscalYear, Payable, Per, Quote, RowItem, Tax
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.record import Maybe
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known

BY_YEAR = frozenset({Payable.YEARLY, Payable.ADVANCE})
"""Prices by time of which twelve months are paid at once."""

Shares = tuple[tuple[FiscalYear, Maybe[int]], ...]
"""Yen by fiscal year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A price as a quote or a contract tells it: yen with tax, once or by month or year; UNKNOWN where nobody has.

    `carried`: yen a year of the body's own contract, carried on as a reference (参考値) where `amount` is unknown.
    """

    item: RowItem
    subject: str
    amount: Maybe[int]
    per: Per = Per.ONCE
    basis: Basis = Basis.QUOTE
    payable: Payable | None = None
    quote: Quote | None = None
    contract: Contract | None = None
    carried: int | None = None
    notes: tuple[Text, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it is paid by time."""
        return self.per in {Per.MONTH, Per.YEAR}

    @property
    def yearly(self) -> Maybe[int]:
        """Yen a year of a price paid by time."""
        return self.amount * 12 if self.per is Per.MONTH and known(self.amount) else self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What falls due of a price under one plan. `span`: the calendar months that are paid, none for a sum.

    `compared` = it counts when orders are compared; what is the same for all of them, or has no counterpart on the
    other side, does not. `carried`: the reference by fiscal year, beside an unknown price.
    """

    price: Price
    shares: Shares
    move: MoveId | None = None
    span: tuple[int, ...] = ()
    compared: bool = True
    carried: tuple[tuple[FiscalYear, int], ...] = ()
    notes: tuple[Text, ...] = ()

    def total(self) -> Maybe[int]:
        """The whole sum; unknown where the price is unknown."""
        amounts = [amount for _, amount in self.shares]
        stated = [amount for amount in amounts if known(amount)]
        return sum(stated) if len(stated) == len(amounts) else UNKNOWN

    def months_in(self, year: FiscalYear) -> int:
        """How many months of a fiscal year are paid, 0 for a sum."""
        return sum(year_of(month) == year for month in self.span)

    @property
    def months(self) -> int:
        """How many months are paid, 0 for a sum."""
        return len(self.span)

    @property
    def begins(self) -> FiscalYear:
        """The fiscal year of the first month, or of the sum."""
        return year_of(self.span[0]) if self.span else self.shares[0][0]

    @property
    def once(self) -> bool:
        """A sum, not something paid by time."""
        return not self.span


def month_of(day: date) -> int:
    """The calendar month of a day as a number that counts on."""
    return day.year * 12 + day.month - 1


def year_of(month: int) -> FiscalYear:
    """The fiscal year of a month (see `month_of`)."""
    year, place = divmod(month, 12)
    return FiscalYear(year if place >= 3 else year - 1)


def by_month(yearly: Maybe[int], months: Iterable[int], *, payable: Payable | None = None) -> Shares:
    """A yearly amount over calendar months, by fiscal year.

    Parts of a fiscal year are rounded so that any parts of it add up to the whole. Paid by the year or in advance,
    every twelve months fall into the year they begin in.
    """
    found: dict[FiscalYear, list[int]] = {}
    ordered = sorted(set(months))
    whole = payable in BY_YEAR
    for place, month in enumerate(ordered):
        paid_in = ordered[place - place % 12] if whole else month
        found.setdefault(year_of(paid_in), []).append(place % 12 if whole else (month - 3) % 12)
    return tuple(
        (year, sum(_of_month(yearly, place) for place in places) if known(yearly) else UNKNOWN)
        for year, places in found.items()
    )


def span(price: Price, months: range | list[int], *, compared: bool = True, move: MoveId | None = None) -> Charge:
    """A price paid by time over calendar months."""
    return Charge(
        price=price,
        shares=by_month(price.yearly, months, payable=price.payable),
        move=move,
        span=tuple(sorted(months)),
        compared=compared,
    )


def days_of(moves: tuple[MoveId, ...], dates: Dates, horizon: date, *, other_than: MoveId | None = None) -> set[date]:
    """The different dates of moves up to the last day of the plan, that of `other_than` left out."""
    own = dates.get(other_than) if other_than is not None else None
    return {day for move in moves if (day := dates.get(move)) is not None and day <= horizon and day != own}


def _of_month(yearly: int, place: int) -> int:
    """One twelfth, rounded so that the twelve add up."""
    return _twelfths(yearly, place + 1) - _twelfths(yearly, place)


def _twelfths(yearly: int, count: int) -> int:
    return (2 * yearly * count + 12) // 24


def once(price: Price, day: date, *, signed: date, accepted: date, since: date = date.min) -> Shares:
    """A sum by fiscal year: on acceptance, in advance at the signing, or over the months of the work.

    What fell due in months before that of `since` is paid already, and in no share.
    """
    if price.payable is Payable.ADVANCE:
        months = range(month_of(signed), month_of(signed) + 1)
    elif price.payable in {Payable.MONTHLY, Payable.PARTIAL, Payable.YEARLY}:
        months = range(month_of(signed), month_of(accepted) + 1)
    else:
        return ((year_of(month_of(max(day, accepted))), price.amount),)
    return _instalments(price.amount, months, month_of(since))


def _instalments(amount: Maybe[int], months: range, since: int) -> Shares:
    found: dict[FiscalYear, Maybe[int]] = {}
    for place, month in enumerate(months):
        if month >= since:
            due = amount * (place + 1) // len(months) - amount * place // len(months) if known(amount) else UNKNOWN
            before = found.get(year_of(month), 0)
            found[year_of(month)] = before + due if known(before) and known(due) else UNKNOWN
    return tuple(found.items()) or ((year_of(since), 0),)


def gross(quote: Quote, tax_rate: float) -> Maybe[int]:
    """The quoted amount with consumption tax, fractions of a yen cut; as quoted where the tax is unknown."""
    if not known(quote.amount) or quote.tax is not Tax.EXCLUDED:
        return quote.amount
    return int(quote.amount * (1 + Fraction(str(tax_rate))) // 1)


def quoted(quote: Quote, subject: str, tax_rate: float, *, rough: bool = False, notes: Iterable[Text] = ()) -> Price:
    """The price a quote tells; `rough` where it is no better than 概算 though it does not say so."""
    stated = []
    if quote.tax is Tax.EXCLUDED:
        stated.append(text("plan.cost.tax_added", percent=f"{float(Fraction(str(tax_rate)) * 100):g}"))
    elif not known(quote.tax) and known(quote.amount):
        stated.append(text("plan.cost.tax_unknown"))
    if quote.per is Per.YEAR and quote.payable not in BY_YEAR:  # what is quoted by month is not divided
        stated.append(text("plan.cost.by_month"))
    return Price(
        item=quote.item,
        subject=subject,
        amount=gross(quote, tax_rate),
        per=quote.per,
        basis=Basis.ESTIMATE if quote.approximate or rough else Basis.QUOTE,
        payable=quote.payable,
        quote=quote,
        notes=(*stated, *notes),
    )


def stated(contract: Contract, item: RowItem, amount: Maybe[int], per: Per = Per.ONCE) -> Price:
    """A price the contract itself states (確定)."""
    return Price(
        item=item,
        subject=contract.id,
        amount=amount,
        per=per,
        basis=Basis.CONTRACT,
        contract=contract,
        notes=(text("plan.cost.by_month"),) if per is Per.YEAR else (),
    )
