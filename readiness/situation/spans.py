"""Days between the end of what serves and the cut-over to what follows: the last day still serves (日数の数え方)."""

from __future__ import annotations

from datetime import date


def days_beyond(last: date, cutover: date) -> int:
    """For how many days from the cut-over on something still serves whose last day is `last`.

    0 = it ends the day before, so that nothing is missing; below 0: so many days on which nothing serves.
    """
    return (last - cutover).days + 1


def days_from(day: date, other: date) -> int:
    """From one day to another, neither of which serves: 0 = the same day, below 0 = the other is earlier."""
    return (other - day).days


def days_between(last: date, cutover: date) -> int:
    """Days on which nothing serves: from the day after the last one up to the day before the cut-over."""
    return max(0, -days_beyond(last, cutover))
