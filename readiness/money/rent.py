"""What the old side costs until it is left: contract, what follows its end, penalty; and contracts already signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readiness.model.contract import Contract
from readiness.model.dates import fiscal_year, month_end
from readiness.model.money import Basis, ContractItem, CostItem, FiscalYear, Per
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.record import SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.money.charges import (
    Charge,
    Price,
    by_month,
    month_of,
    stated,
)

_NEVER = date.max
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """An extension (再リース・契約延長) that answers for the rent from `since` on, up to `until` where it says so.

    `settled`: paid before the plan begins. `answers` is False for a sum that is due before the contract ends or the
    plan begins and does not say for how long: what comes after it has no price.
    """

    price: Price
    since: date
    until: date | None = None
    settled: bool = False
    answers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rent:
    """The present contract until the last of its systems leaves: its yearly amount, then what follows its last day.

    `begins` = the first day it is paid for; `end` = its last day, None where it goes on by itself or nobody has told
    one. `follows` answer for what comes after, in order of time; what none answers for has no price. `relieved`: the
    day from which another contract takes over; `served`: the last day of service, beyond which nothing is paid;
    `notes`: what must be said beside what it costs.
    `compared` as for fees; what follows the end is always compared.
    """

    contract: Contract
    moves: tuple[MoveId, ...]
    as_of: date
    end: date | None
    begins: date | None = None
    follows: tuple[Follow, ...] = ()
    relieved: date | None = None
    served: date | None = None
    notes: tuple[Text, ...] = ()
    compared: bool = False

    @property
    def ended(self) -> bool:
        """Whether it has ended already: what the systems cost since is not known, its amount is history."""
        return self.end is not None and self.end < self.as_of

    @property
    def weighs(self) -> bool:
        """Whether known yen of it tell orders apart."""
        return self.compared or any(known(follow.price.amount) for follow in self.follows) or self._carried is not None

    @property
    def _carried(self) -> int | None:
        amount = self.contract.annual_amount
        return amount if self.end is not None and not self.ended and known(amount) else None

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Calendar months, each of them once: the contract's last month is not paid again by what follows."""
        left = min(last_of(self.moves, dates), self.relieved or _NEVER) - _DAY
        last = min(left, horizon, self.served or _NEVER)
        start = max(self.as_of, self.begins or self.as_of)
        found: list[Charge] = []
        own = min(last, self.end or _NEVER)
        if start <= own:
            price = stated(self.contract, ContractItem.CURRENT, self.contract.annual_amount, Per.YEAR)
            price = replace(price, notes=(*price.notes, *self.notes))
            found.append(self._months(price, start, own, compared=self.compared))
        if self.end is not None:
            found += self._after(max(start, _next_month(self.end)), last)
        return found

    def _after(self, first: date, last: date) -> Iterator[Charge]:
        """What follows the end, from `first` to `last`, the quoted extensions and the gaps between them."""
        extension = CostItem.CONTRACT_EXTENSION
        gap = Price(
            item=extension,
            subject=self.contract.id,
            amount=UNKNOWN,
            contract=self.contract,
            carried=self._carried,
            notes=(text(f"plan.cost.extension_{'unquoted' if self._carried is not None else 'unknown'}"),),
        )
        unpriced = first  # a month that a sum answers for in part has its price
        for place, follow in enumerate(self.follows):
            since = max(first, follow.since)
            if since > first:
                yield from self._gap(gap, unpriced, min(last, since.replace(day=1) - _DAY))
            if since > last:
                return
            later = self._later(place)
            until = min(follow.until or _NEVER, later)
            if until < since:
                continue
            if follow.price.running:
                yield self._months(follow.price, since, min(last, until), compared=True)
            elif not follow.settled:
                yield Charge(price=follow.price, shares=((_year(since), follow.price.amount),), move=self._move)
            if follow.answers and until == _NEVER:
                return
            if follow.answers:
                unpriced = max(first, _next_month(until))
                first = unpriced if follow.price.running else max(first, until + _DAY)
        yield from self._gap(gap, unpriced, last)

    def _gap(self, gap: Price, first: date, last: date) -> Iterator[Charge]:
        if first <= last:
            yield self._months(gap, first, last, compared=True)

    def _later(self, place: int) -> date:
        """The last day before the next extension answers: by month, it takes over with the month in which it begins."""
        if place + 1 == len(self.follows):
            return _NEVER
        then = self.follows[place + 1].since
        return (then.replace(day=1) if self.follows[place].price.running else then) - _DAY

    @property
    def _move(self) -> MoveId | None:
        return self.moves[0] if len(self.moves) == 1 else None

    def _months(self, price: Price, first: date, last: date, *, compared: bool) -> Charge:
        months = range(month_of(first), month_of(last) + 1)
        carried = by_month(price.carried, months) if price.carried is not None else ()
        return Charge(
            price=price,
            shares=by_month(price.yearly, months, payable=price.payable),
            move=self._move,
            span=tuple(months),
            compared=compared,
            carried=tuple((year, yen) for year, yen in carried if known(yen)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncontracted:
    """What a system without a contract costs until it moves: nobody has told, so it makes every sum a floor.

    `until`: the day on which the first of its contracts begins, where one is told.
    """

    system: SystemId
    move: MoveId
    as_of: date
    until: date | None = None
    served: date | None = None

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Months without a price, up to the one before the cut-over or before a contract begins."""
        last = min((dates.get(self.move) or _NEVER) - _DAY, horizon, self.served or _NEVER)
        if self.until is not None:
            last = min(last, self.until.replace(day=1) - _DAY)
        if last < self.as_of:
            return []
        months = range(month_of(self.as_of), month_of(last) + 1)
        price = Price(
            item=ContractItem.CURRENT, subject=self.system, amount=UNKNOWN, per=Per.YEAR, basis=Basis.CONTRACT
        )
        shares = by_month(UNKNOWN, months)
        return [Charge(price=price, shares=shares, move=self.move, span=tuple(months), compared=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """Falls due where all of `moves` leave before `until`, the last day of their contract (違約金)."""

    price: Price
    moves: tuple[MoveId, ...]
    until: date

    @property
    def lump(self) -> bool:
        """Whether it is one sum, the same whenever it is paid."""
        return not self.price.running

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum on the day the last move leaves; by month, those after the month in which the old side stops."""
        left = last_of(self.moves, dates)
        if left >= self.until or left > horizon:
            return []
        if self.lump:
            return [Charge(price=self.price, shares=((_year(left), self.price.amount),))]
        first = month_of(left - _DAY) + 1
        months = range(first, month_of(min(self.until, horizon)) + 1)
        if not months:
            return []
        shares = by_month(self.price.yearly, months, payable=self.price.payable)
        return [Charge(price=self.price, shares=shares, span=tuple(months))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A contract of the new side that is signed already: paid from its start to its end, whatever the dates."""

    contract: Contract
    moves: tuple[MoveId, ...]
    as_of: date

    def lasts(self, day: date) -> bool:
        """Whether it runs on to a day."""
        return not known(self.contract.end) or self.contract.end >= day

    def months(self, horizon: date) -> range:
        """The months it is paid for."""
        start = max(self.as_of, self.contract.start) if known(self.contract.start) else self.as_of
        last = min(horizon, self.contract.end) if known(self.contract.end) else horizon
        return range(month_of(start), month_of(last) + 1) if start <= last else range(0)

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """The same for all orders, so it is not compared."""
        months = self.months(horizon)
        if not months:
            return []
        price = stated(self.contract, ContractItem.SIGNED, self.contract.annual_amount, Per.YEAR)
        return [
            Charge(
                price=price,
                shares=by_month(price.yearly, months),
                span=tuple(months),
                compared=False,
            )
        ]


def last_of(moves: tuple[MoveId, ...], dates: Dates) -> date:
    """The date of the last of several moves; the far end of time where one never moves."""
    return max((dates.get(move) or _NEVER for move in moves), default=_NEVER)


def _next_month(end: date) -> date:
    """The first day that what follows a contract can be paid for: the month in which it ends is its own."""
    return month_end(end) + _DAY


def _year(day: date) -> FiscalYear:
    return FiscalYear(fiscal_year(day))
