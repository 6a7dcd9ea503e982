"""Single charges: a sum on a day or a yearly sum over a span; tax made equal; split by fiscal year (費用の発生)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.contract import Contract
from readiness.model.dates import fiscal_year
from readiness.model.money import Per, Quote, Tax
from readiness.model.record import Maybe
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known

CURRENT_CONTRACT = "current_contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A sum that falls due. `day` for one sum; `start`..`end` (end excluded) for `amount` yen a year.

    `compared` = it counts when orders are compared; a running fee with no counterpart on the other side does not.
    """

    item: str
    subject: str
    amount: Maybe[int]
    move: str | None = None
    quote: Quote | None = None
    contract: Contract | None = None
    day: date | None = None
    start: date | None = None
    end: date | None = None
    compared: bool = True
    notes: tuple[Text, ...] = ()

    def years(self) -> list[tuple[int, Maybe[int]]]:
        """(fiscal year, yen) of this charge; yearly sums by started month."""
        if self.day is not None:
            return [(fiscal_year(self.day), self.amount)]
        assert self.start is not None and self.end is not None  # noqa: S101 - one of the two forms, by construction
        months = months_between(self.start, self.end)
        found: dict[int, int] = {}
        index = self.start.year * 12 + self.start.month - 1
        for offset in range(months):
            year = fiscal_year(date((index + offset) // 12, (index + offset) % 12 + 1, 1))
            found[year] = found.get(year, 0) + 1
        if not known(self.amount):
            return [(year, UNKNOWN) for year in found]
        return [(year, round(self.amount * count / 12)) for year, count in found.items()]

    def total(self) -> Maybe[int]:
        """The whole sum; unknown where the price is unknown."""
        total = 0
        for _, amount in self.years():
            if not known(amount):
                return UNKNOWN
            total += amount
        return total


def months_between(start: date, end: date) -> int:
    """Started months from `start` to `end` (0 where `end` is not after `start`)."""
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(1, months if end.day <= start.day else months + 1)


def gross(quote: Quote, tax_rate: float) -> Maybe[int]:
    """The quoted amount with consumption tax; as quoted where the tax is unknown (the row says so)."""
    if not known(quote.amount):
        return UNKNOWN
    return round(quote.amount * (1 + tax_rate)) if quote.tax is Tax.EXCLUDED else quote.amount


def yearly(quote: Quote, amount: Maybe[int]) -> Maybe[int]:
    """Yen a year of a monthly or yearly quote."""
    return amount * 12 if quote.per is Per.MONTH and known(amount) else amount


def notes_of(quote: Quote) -> tuple[Text, ...]:
    """What the finance division must know about a quoted amount."""
    notes = []
    if quote.tax is Tax.EXCLUDED:
        notes.append(text("plan.cost.tax_added"))
    elif not known(quote.tax):
        notes.append(text("plan.cost.tax_unknown"))
    if quote.per is Per.MONTH or quote.per is Per.YEAR:
        notes.append(text("plan.cost.by_month"))
    return tuple(notes)
