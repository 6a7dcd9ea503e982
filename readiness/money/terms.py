"""Prices as terms of the dates: what each price depends on, as vendors quote it and contracts say (見積の構造).

A term is asked for its charges under a set of dates and a last day (that day included). The old side runs up to the
day before the cut-over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from readiness.model.dates import fiscal_year
from readiness.model.money import CostItem, FiscalYear, Per
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.record import InterfaceId
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.money.charges import Charge, Price, days_of, month_of, once, span
from readiness.money.fees import Fee, Unpriced
from readiness.money.rent import Penalty, Rent, Signed, last_of

_NEVER = date.max
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How work around a cut-over is paid: weeks from signing to cut-over by move, weeks from there to acceptance.
    `signings`: the day of signing where the record of a procurement has it, done or still to come.

    `last` = the last day of the plan: what cuts over by then is accepted by then, however far one looks ahead.
    """

    as_of: date
    lead_weeks: Mapping[MoveId, int]
    accept_weeks: int
    last: date = _NEVER
    signings: Mapping[MoveId, date] = field(default_factory=dict)

    def signed(self, moves: tuple[MoveId, ...], day: date) -> date:
        """When work that ends with a cut-over on `day` is signed for, as recorded, else counted back."""
        stated = [self.signings.get(name, _NEVER) for name in moves]
        if stated and (last := max(stated)) <= day:
            return last
        weeks = max((self.lead_weeks.get(name, 0) for name in moves), default=0)
        return max(self.as_of, day - timedelta(weeks=weeks))

    def paid(
        self,
        price: Price,
        day: date,
        horizon: date,
        moves: tuple[MoveId, ...],
        *,
        compared: bool,
        move: MoveId | None = None,
    ) -> Charge:
        """One sum for work that ends with a cut-over on `day`."""
        due = day + timedelta(weeks=self.accept_weeks)
        accepted = max(day, min(due, horizon, self.last))
        signed = self.signed(moves, day)
        shares = once(price, day, signed=signed, accepted=accepted, since=self.as_of)
        notes: tuple[Text, ...] = ()
        left = sum(amount for _, amount in shares if known(amount))
        if known(price.amount) and left < price.amount:
            notes = (text("plan.cost.paid_before", day=signed, yen=price.amount - left),)
        elif not known(price.amount) and all(known(amount) for _, amount in shares):
            notes = (text("plan.cost.paid_already", day=signed),)
        if price.quote is not None and price.payable is None and self.accept_weeks:
            notes = (
                text("plan.cost.accepted", date=accepted, weeks=self.accept_weeks)
                if accepted == due
                else text("plan.cost.accepted_by", date=accepted),
            )
        return Charge(price=price, shares=shares, move=move, compared=compared, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLast:
    """A sum for work on several moves, due when the last of them cuts over: migration, extraction (一式)."""

    price: Price
    moves: tuple[MoveId, ...]
    work: Work

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum; the same for all orders, so it is not compared."""
        last = last_of(self.moves, dates)
        if last > horizon:
            return []
        only = self.moves[0] if len(self.moves) == 1 else None
        return [self.work.paid(self.price, last, horizon, self.moves, compared=False, move=only)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEachDate:
    """A sum on each different date among `moves` (切替1回), other than that of `own`, which carries it itself."""

    price: Price
    moves: tuple[MoveId, ...]
    own: MoveId | None
    work: Work

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum per different date."""
        return [
            self.work.paid(self.price, day, horizon, self.moves, compared=True)
            for day in sorted(days_of(self.moves, dates, horizon, other_than=self.own))
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IfApart:
    """One sum where `moves` and `own` do not all cut over together (一式), due when the last of them does."""

    price: Price
    moves: tuple[MoveId, ...]
    own: MoveId | None
    work: Work

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Nothing where all go on one date."""
        days = days_of(self.moves, dates, horizon, other_than=self.own)
        return [self.work.paid(self.price, max(days), horizon, self.moves, compared=True)] if days else []


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRetest:
    """Tests of a system again when `moves` cut over after `own` has (None = long ago): once, or on each date."""

    price: Price
    moves: tuple[MoveId, ...]
    own: MoveId | None
    work: Work

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Sums on later dates than that of `own`."""
        first = date.min if self.own is None else dates.get(self.own) or _NEVER
        days = sorted(day for day in days_of(self.moves, dates, horizon) if day > first)
        if self.price.per is not Per.CUTOVER:
            days = days[-1:]
        return [self.work.paid(self.price, day, horizon, self.moves, compared=True) for day in days]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Old and new running side by side: whole months from each cut-over on (並行稼働), an item of its own."""

    price: Price
    moves: tuple[MoveId, ...]
    months: int

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Months from each different date on; a month is paid once."""
        days = days_of(self.moves, dates, horizon)
        months = {month_of(day) + n for day in days for n in range(self.months)}
        found = [month for month in months if month <= month_of(horizon)]
        move = self.moves[0] if len(self.moves) == 1 else None
        return [span(self.price, found, compared=False, move=move)] if found else []


@dataclass(frozen=True, slots=True, kw_only=True)
class WhileOld:
    """Falls due while any of `moves` is on the old side and served: a sum on `since`, or by month from then on."""

    price: Price
    moves: tuple[MoveId, ...]
    since: date
    until: date | None
    as_of: date
    served: date | None = None

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Nothing where the last of the moves has left by `since`."""
        last = min(last_of(self.moves, dates) - _DAY, horizon, self.served or horizon)
        if last < self.since:
            return []
        move = self.moves[0] if len(self.moves) == 1 else None
        if not self.price.running:
            return [Charge(price=self.price, shares=((_year(self.since), self.price.amount),), move=move)]
        first, last = max(self.since, self.as_of), min(last, self.until or last)
        months = range(month_of(first), month_of(last) + 1)
        return [span(self.price, months, move=move)] if months else []


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLink:
    """A link whose two ends do not cut over together: once for making it, or by month while it is open.

    None = that end has already moved. Its price is weighed with the link, not here.
    """

    price: Price
    link: InterfaceId
    source_move: MoveId | None
    target_move: MoveId | None
    work: Work

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """A sum on the first cut-over still to come, or the months from there to the day before the second."""
        moves = tuple(m for m in (self.source_move, self.target_move) if m is not None)
        ends = sorted(dates.get(move) or _NEVER for move in moves)
        first, second = (self.work.as_of, ends[0]) if len(ends) == 1 else ends
        if first == second:
            return []
        if self.price.running:
            last = min(second - _DAY, horizon)
            months = range(month_of(first), month_of(last) + 1) if first <= last else range(0)
            return [span(self.price, months, compared=False)] if months else []
        day = ends[0]
        return [self.work.paid(self.price, day, horizon, moves, compared=False)] if day <= horizon else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Unquoted:
    """What systems of a move cost but nobody has quoted: the row is there, its amount is unknown (見積なし).

    `signed`: contracts of the new side that answer for some of the months of a fee.
    """

    item: CostItem
    move: MoveId
    subject: str
    work: Work
    note: Text
    signed: tuple[Signed, ...] = ()

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One unknown sum for the work, or an unknown fee from the cut-over on."""
        day = dates.get(self.move)
        if day is None or day > horizon:
            return []
        price = Price(item=self.item, subject=self.subject, amount=UNKNOWN, notes=(self.note,))
        if self.item is CostItem.MIGRATION:
            return [self.work.paid(price, day, horizon, (self.move,), compared=False, move=self.move)]
        paid = {month for contract in self.signed for month in contract.months(horizon)}
        months = [month for month in range(month_of(day), month_of(horizon) + 1) if month not in paid]
        return [span(price, months, compared=False, move=self.move)] if months else []


Term = (
    OnLast
    | OnEachDate
    | IfApart
    | OnRetest
    | SideBySide
    | WhileOld
    | Fee
    | Unpriced
    | OnLink
    | Unquoted
    | Rent
    | Penalty
    | Signed
)


def weighs(term: Term) -> bool:
    """Whether a term brings yen into the comparison of orders: its price is known and not the same for all of them."""
    match term:
        case Unquoted() | OnLast() | SideBySide() | Signed():
            return False
        case Fee() | Unpriced():
            return term.compared
        case Rent():
            return term.weighs
        case _:
            return known(term.price.amount)


def _year(day: date) -> FiscalYear:
    return FiscalYear(fiscal_year(day))
