"""Votes of the assembly and the budget requests before them (議会と予算要求), by the usual days of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.planning.premises import Premises


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One vote of the assembly and the budget request that leads to it."""

    vote: date
    request: date


def sessions(premises: Premises, first: int, last: int) -> list[Session]:
    """The sessions between two calendar years, by the usual days of the budget year."""
    events = premises.budget.events
    requests = {event.cycle: event for event in events if event.key.endswith(".request")}
    found = []
    for event in events:
        request = requests.get(event.cycle)
        if not event.key.endswith(".assembly") or request is None:
            continue
        for year in range(first - 1, last + 2):
            found.append(Session(event.day_for(year), request.day_for(year)))
    return sorted(found)


def session_before(premises: Premises, day: date) -> Session:
    """The latest vote on or before a day."""
    return max(s for s in sessions(premises, day.year - 1, day.year) if s.vote <= day)


def session_requested_after(premises: Premises, day: date) -> Session:
    """The first vote whose budget request closes on or after a day."""
    return min(s for s in sessions(premises, day.year, day.year + 1) if s.request >= day)


def session_after(premises: Premises, day: date) -> Session:
    """The first vote on or after a day."""
    return min(s for s in sessions(premises, day.year, day.year + 1) if s.vote >= day)
