"""Hours of work as papers print them: one decimal a line, sums over the printed lines (業務量)."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.delivery.workload import Work, person_days
from readiness.model.record import Maybe
from readiness.model.unknown import known


def one_decimal(value: Maybe[float]) -> Maybe[float]:
    """One decimal, halves up for positive values as Excel rounds."""
    if not known(value):
        return value
    return int(abs(value) * 10 + 0.5 + 1e-9) / 10 * (1 if value >= 0 else -1)


def hours_of(works: Iterable[Work]) -> float | None:
    """Hours a year of those whose hours are known; None where there is none, which is not 0 hours."""
    stated = [hours for work in works if known(hours := one_decimal(work.hours))]
    return round(sum(stated), 1) if stated else None


def days_of(works: Iterable[Work]) -> float | None:
    """Person days of the same works, each of the hours that are printed."""
    stated = [days for work in works if known(days := one_decimal(person_days(one_decimal(work.hours))))]
    return round(sum(stated), 1) if stated else None


def plain_number(value: float) -> str:
    """A number as people write it: parted by thousands, no decimals that say nothing."""
    return f"{value:,.0f}" if value % 1 == 0 else f"{value:,.10g}"


def labour(hours: float, yen_an_hour: float) -> int:
    """人件費相当 in yen: a conversion of hours, no budget."""
    return round(hours * yen_an_hour)
