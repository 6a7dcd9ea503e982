"""Fees of the new side: the months they are paid for, and those nobody has priced (移行後の経常経費)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readiness.model.dates import fiscal_year
from readiness.model.money import FiscalYear, Per
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN
from readiness.money.charges import BY_YEAR, Charge, Price, by_month, days_of, month_of, span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee of the new side: line, cloud, operation.

    `since` and `until` are the period its quote states; without them it is paid from the first cut-over of `moves` to
    the last day of the plan. `compared` only where the old side's price is known for all of them.
    """

    price: Price
    moves: tuple[MoveId, ...]
    since: date | None = None
    until: date | None = None
    compared: bool = False

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """By month over its period; a sum once, or on each date."""
        days = sorted(days_of(self.moves, dates, horizon))
        if not days:
            return []
        move = self.moves[0] if len(self.moves) == 1 else None
        if self.price.running:
            months = self.months(days[0], horizon)
            return [self._by_time(months, move)] if months else []
        due = days if self.price.per is Per.CUTOVER else [self.since or days[0]]
        return [
            Charge(
                price=self.price,
                shares=((FiscalYear(fiscal_year(day)), self.price.amount),),
                move=move,
                compared=False,
            )
            for day in due
        ]

    def _by_time(self, months: range, move: MoveId | None) -> Charge:
        """Paid by the year, twelve months fall due at once, however far one looks ahead."""
        charge = span(self.price, months, move=move, compared=self.compared)
        if self.price.payable not in BY_YEAR:
            return charge
        stop = months.start + -(-len(months) // 12) * 12
        if self.until is not None:
            stop = max(months.stop, min(stop, month_of(self.until) + 1))
        whole = by_month(self.price.yearly, range(months.start, stop), payable=self.price.payable)
        return replace(charge, shares=whole)

    def months(self, first: date, horizon: date) -> range:
        """The months that are paid where the first cut-over is on `first`."""
        return range(month_of(self.since or first), month_of(min(self.until or horizon, horizon)) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpriced:
    """The months after the first cut-over of `moves` that none of the quotes of a fee answers for (対象期間の外)."""

    price: Price
    moves: tuple[MoveId, ...]
    fees: tuple[Fee, ...]
    compared: bool = False

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """An unknown amount for these months."""
        first = min(days_of(self.moves, dates, horizon), default=None)
        if first is None:
            return []
        stated = {month for fee in self.fees for month in fee.months(first, horizon)}
        open_ = [month for month in range(month_of(first), month_of(horizon) + 1) if month not in stated]
        move = self.moves[0] if len(self.moves) == 1 else None
        return [span(self.price, open_, move=move, compared=self.compared)] if open_ else []


def in_turn(fees: Iterable[Fee]) -> list[Fee | Unpriced]:
    """The fees, each up to the day before the next one for the same thing begins, and what none of them answers for."""
    groups: dict[tuple[object, ...], list[Fee]] = {}
    for fee in fees:
        part = fee.price.quote.part if fee.price.quote is not None else None
        groups.setdefault((fee.price.item, fee.price.subject, part, fee.price.running), []).append(fee)
    found: list[Fee | Unpriced] = []
    for group in groups.values():
        ordered = _up_to_the_next(group) if group[0].price.running else group
        found += ordered
        if ordered[0].price.running and any(fee.since or fee.until for fee in ordered):
            price = replace(ordered[0].price, amount=UNKNOWN, quote=None, notes=(text("plan.cost.outside_period"),))
            found.append(Unpriced(price=price, moves=ordered[0].moves, fees=tuple(ordered)))
    return found


def _up_to_the_next(group: list[Fee]) -> list[Fee]:
    """By their first day. One quote takes the place of another of the same thing from the month of its first day on, so
    that no month is paid twice.
    """
    starts = sorted({fee.since or date.min for fee in group})
    found: list[Fee] = []
    for fee in sorted(group, key=lambda fee: fee.since or date.min):
        later = [start for start in starts if start > (fee.since or date.min)]
        ends = [day for day in (fee.until, later[0].replace(day=1) - _DAY if later else None) if day is not None]
        found.append(replace(fee, until=min(ends, default=None)))
    return found
