"""Calendar arithmetic that people agree on: months keep the day or fall back to the month's last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day some months later (negative: earlier), or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_stated(day: date) -> bool:
    """Whether a day may stand for its month: a date told by the month alone is read as the last day (R9.10 = 10-31)."""
    return day.day == monthrange(day.year, day.month)[1]


def months_before(day: date, months: int) -> date:
    """The day some months earlier."""
    return add_months(day, -months)


def fiscal_year(day: date) -> int:
    """The fiscal year (年度) a day belongs to; it begins on 1 April."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_end(year: int) -> date:
    """The last day of a fiscal year."""
    return date(year + 1, 3, 31)


def month_end(day: date) -> date:
    """The last day of the month."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def months_between(first: date, last: date) -> int:
    """Whole calendar months from one date's month to another's."""
    return 12 * (last.year - first.year) + last.month - first.month
