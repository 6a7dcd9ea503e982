"""Candidate dates on the solver's integer axis: whole parts of a month, as coarse as keeps the dates apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_PARTS = (1, 2, 4, 31)  # of a month


@dataclass(frozen=True, slots=True)
class Axis:
    """`parts` slots a month; slot 0 holds `origin`. A weight per month is `1 / parts` of it per slot."""

    origin: date
    parts: int

    def slot(self, day: date) -> int:
        """The slot of a day (negative before the origin)."""
        return self._index(day) - self._index(self.origin)

    def _index(self, day: date) -> int:
        return (day.year * 12 + day.month - 1) * self.parts + min((day.day - 1) * self.parts // 31, self.parts - 1)

    def month_start(self, day: date) -> int:
        """The first slot of the calendar month of a day."""
        return self.slot(day.replace(day=1))

    def months(self, first: date, last: date) -> int:
        """Whole months between two days on this axis, rounded."""
        return round((self.slot(last) - self.slot(first)) / self.parts)


def axis_for(origin: date, days: Iterable[date]) -> Axis:
    """The coarsest axis on which all dates have slots of their own, after that of the origin."""
    distinct = sorted(set(days))
    for parts in _PARTS:
        axis = Axis(origin, parts)
        if len({axis.slot(day) for day in distinct}) == len(distinct):
            return axis
    return Axis(origin, _PARTS[-1])
