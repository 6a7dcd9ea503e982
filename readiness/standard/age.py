"""How old the facts are: sources that nobody has looked at for a year (出典の古さ)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from readiness.model.standard.confidence import Source
from readiness.model.standard.standard import Standard


def seen_day(source: Source) -> date | None:
    """The last day on which the source was certainly not looked at again: the end of a bare month; None: not told."""
    if source.seen is None:
        return None
    year, month, *day = (int(part) for part in source.seen.split("-"))
    return date(year, month, day[0] if day else monthrange(year, month)[1])


def aged(standard: Standard, as_of: date) -> tuple[Source, ...]:
    """Sources last seen more than 12 months before a day, in the order of their file."""
    limit = (as_of.year - 1, as_of.month, as_of.day)
    return tuple(
        source
        for source in standard.sources.values()
        if (day := seen_day(source)) is not None and (day.year, day.month, day.day) < limit
    )
