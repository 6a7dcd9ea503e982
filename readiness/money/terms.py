"""Quotes as terms of the dates: what each price depends on, as vendors quote it (見積の構造).

Four shapes are enough: a sum that depends on one move's date; on the last of several moves (a contract that ends when
the last of its systems has left); on two moves (a link between them); on the number of different dates among several
moves (連携改修一式 per cut-over, hub set-up per cut-over).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.model.contract import Contract
from readiness.model.money import CostItem, Per, Quote
from readiness.model.record import Maybe
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN, known
from readiness.money.charges import CURRENT_CONTRACT, Charge, gross, notes_of, yearly

Dates = Mapping[str, date | None]
_FAR = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What every shape carries: the quote and its amount with tax."""

    quote: Quote
    amount: Maybe[int]
    subject: str

    def _sum(self, day: date, move: str | None) -> Charge:
        return Charge(
            item=self.quote.item.value,
            subject=self.subject,
            amount=self.amount,
            move=move,
            quote=self.quote,
            day=day,
            notes=notes_of(self.quote),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMove(Priced):
    """Falls due when one move cuts over: migration work, extraction, double running."""

    move: str
    months: int = 1

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum on the cut-over; a monthly price for `months` months."""
        day = dates.get(self.move)
        if day is None or day > horizon:
            return []
        amount = self.amount
        if known(amount) and self.quote.per in {Per.MONTH, Per.YEAR}:
            amount = round((amount if self.quote.per is Per.MONTH else amount / 12) * self.months)
        charge = self._sum(day, self.move)
        return [
            Charge(
                item=charge.item,
                subject=charge.subject,
                amount=amount,
                move=self.move,
                quote=self.quote,
                day=day,
                notes=charge.notes,
            )
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhileOld(Priced):
    """Falls due while any of `moves` is still on the old side: lump at `since`, or a yearly sum from `since` on."""

    moves: tuple[str, ...]
    since: date
    as_of: date

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """Nothing where the last of the moves has left by `since`."""
        last = last_of(self.moves, dates)
        start = max(self.since, self.as_of)
        if last <= start or start > horizon:
            return []
        move = self.moves[0] if len(self.moves) == 1 else None
        if self.quote.per in {Per.ONCE, Per.CUTOVER}:
            return [self._sum(self.since, move)] if self.since >= self.as_of else []
        return [
            Charge(
                item=self.quote.item.value,
                subject=self.subject,
                amount=yearly(self.quote, self.amount),
                move=move,
                quote=self.quote,
                start=start,
                end=min(last, horizon),
                notes=notes_of(self.quote),
            )
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IfEarly(Priced):
    """Falls due where all of `moves` leave before `until`: the penalty for ending a contract early."""

    moves: tuple[str, ...]
    until: date

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum on the day the last move leaves."""
        last = last_of(self.moves, dates)
        return [self._sum(last, None)] if last < self.until and last <= horizon else []


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterMove(Priced):
    """A fee from the cut-over on: line, cloud, operation. `compared` only where the old side's fee is known too."""

    move: str
    compared: bool

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """A yearly sum from the cut-over to the horizon."""
        day = dates.get(self.move)
        if day is None or day >= horizon:
            return []
        if self.quote.per in {Per.ONCE, Per.CUTOVER}:
            return [self._sum(day, self.move)]
        return [
            Charge(
                item=self.quote.item.value,
                subject=self.subject,
                amount=yearly(self.quote, self.amount),
                move=self.move,
                quote=self.quote,
                start=day,
                end=horizon,
                compared=self.compared,
                notes=notes_of(self.quote),
            )
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLink(Priced):
    """Falls due once where the two ends of a link do not cut over together. None = that end has already moved."""

    source_move: str | None
    target_move: str | None

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum on the first cut-over still to come."""
        ends = [dates.get(m) or _FAR for m in (self.source_move, self.target_move) if m is not None]
        first = min(ends)
        if first > horizon or (len(ends) == 2 and ends[0] == ends[1]):
            return []
        return [self._sum(first, None)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRetest(Priced):
    """Falls due at a cut-over of `mover` after `neighbour` has moved (None = it has already moved)."""

    mover: str
    neighbour: str | None

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum on the mover's cut-over."""
        day = dates.get(self.mover)
        if day is None or day > horizon:
            return []
        if self.neighbour is not None and (dates.get(self.neighbour) or _FAR) >= day:
            return []
        return [self._sum(day, self.mover)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerDate(Priced):
    """Falls due once on each different date among `moves` (other than the date of `own`, which carries it itself)."""

    moves: tuple[str, ...]
    own: str | None

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One sum per different date."""
        own = dates.get(self.own) if self.own is not None else None
        days = {day for m in self.moves if (day := dates.get(m)) is not None and day <= horizon and day != own}
        return [self._sum(day, None) for day in sorted(days)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OldContract:
    """The present contract until the last of its systems has left: its yearly amount, or unknown beyond its end."""

    contract: Contract
    moves: tuple[str, ...]
    as_of: date
    compared: bool
    extension_quoted: bool

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """The yearly amount to the end of the contract, and beyond it an extension nobody has priced yet."""
        contract = self.contract
        last = min(last_of(self.moves, dates), horizon)
        start = max(self.as_of, contract.start) if known(contract.start) else self.as_of
        renews = known(contract.auto_renew) and contract.auto_renew
        end = contract.end if known(contract.end) and not renews else last
        found = []
        if start < min(last, end) and known(contract.annual_amount):
            found.append(self._span(CURRENT_CONTRACT, start, min(last, end), contract.annual_amount))
        beyond = max(start, end)
        if last > beyond and not self.extension_quoted:
            found.append(self._span(CostItem.CONTRACT_EXTENSION.value, beyond, last, UNKNOWN))
        return found

    def _span(self, item: str, start: date, end: date, amount: Maybe[int]) -> Charge:
        return Charge(
            item=item,
            subject=self.contract.id,
            amount=amount,
            contract=self.contract,
            start=start,
            end=end,
            compared=self.compared and known(amount),
            notes=(text("plan.cost.by_month"),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unquoted:
    """What every move costs but nobody has quoted: the row is there, its amount is unknown (見積なし)."""

    item: CostItem
    move: str
    subject: str

    def charges(self, dates: Dates, horizon: date) -> list[Charge]:
        """One unknown sum on the cut-over, or an unknown fee from then on."""
        day = dates.get(self.move)
        if day is None or day >= horizon:
            return []
        once = self.item is CostItem.MIGRATION
        return [
            Charge(
                item=self.item.value,
                subject=self.subject,
                amount=UNKNOWN,
                move=self.move,
                day=day if once else None,
                start=None if once else day,
                end=None if once else horizon,
                compared=False,
                notes=(text("plan.cost.unquoted"),),
            )
        ]


def weighs(term: Term) -> bool:
    """Whether a term can tell one order from another: its price is known and not the same for all of them."""
    match term:
        case Unquoted() | OnMove():
            return False
        case OldContract():
            return term.compared
        case _:
            return known(term.amount)


Term = Unquoted | OnMove | WhileOld | IfEarly | AfterMove | OnLink | OnRetest | PerDate | OldContract


def last_of(moves: tuple[str, ...], dates: Dates) -> date:
    """The date of the last of several moves; the far end of time where one never moves."""
    return max((dates.get(move) or _FAR for move in moves), default=_FAR)


def with_tax(quote: Quote, tax_rate: float) -> Maybe[int]:
    """The amount of a quote as it enters the plan."""
    return gross(quote, tax_rate)
