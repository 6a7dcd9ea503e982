"""Weeks in which a body cannot cut over (切替えに使えない週), and those in which no body of a group can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from readiness.model.standard.calendar import Calendar, CalendarRule
from readiness.model.system import System
from readiness.standard.calendar import concerns, covers, is_closed

WEEKS = 104  # how far ahead is looked: two budget years
_WEEK = timedelta(weeks=1)
_DAYS = 7

Words: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedWeek:
    """A week (by its Monday) without a free day for any of some systems. `strict`: every open day of it is forbidden;
    else some are free of all but periods to be agreed (要調整). `why`: the periods in it, in Japanese and English.
    """

    monday: date
    strict: bool
    why: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSpan:
    """Weeks in a row, from a Monday to a Sunday, that no body of a group can use; `strict` and `why` as in a week."""

    first: date
    last: date
    strict: bool
    why: tuple[Words, ...]


class Weeks:
    """The weeks ahead of a day under one body's calendar."""

    def __init__(self, calendar: Calendar, as_of: date) -> None:
        self.calendar = calendar
        self.monday = as_of + timedelta(days=_DAYS - as_of.weekday())
        self._open = _open_days(_Seen(calendar), self.monday)

    def closed(self, systems: Iterable[System]) -> tuple[ClosedWeek, ...]:
        """The weeks in which none of the systems has a day of an open office free of every period."""
        free = allowed = 0
        periods: dict[CalendarRule, int] = {}
        for system in systems:
            any_rule = strict = 0
            for rule in self._rules(system):
                days = periods[rule] = _covered(_Seen(self.calendar), rule, self.monday)
                any_rule |= days
                strict |= days if rule.strict else 0
            free |= self._open & ~any_rule
            allowed |= self._open & ~strict
        found = []
        for week in range(WEEKS):
            days = ((1 << _DAYS) - 1) << week * _DAYS
            if periods and not free & days:
                why = dict.fromkeys(
                    (rule.why, rule.why_en or rule.why)
                    for rule, covered in periods.items()
                    if covered & days & self._open
                )
                monday = self.monday + week * _WEEK
                found.append(ClosedWeek(monday=monday, strict=not allowed & days, why=tuple(why)))
        return tuple(found)

    def _rules(self, system: System) -> Iterable[CalendarRule]:
        for rule in self.calendar.rules:
            if any(concerns(rule, area, system.id, system.units) for area in system.areas or (None,)):
                yield rule


class _Seen:
    """A calendar as far as the days of a rule depend on it; equal ones share what was worked out."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        holidays = calendar.holidays
        self._key = (calendar.elections, holidays.first_year, holidays.last_year, holidays.closed_from,
                     holidays.closed_to, frozenset(holidays.days))  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seen) and other._key == self._key

    def __hash__(self) -> int:
        return hash(self._key)


@cache
def _covered(seen: _Seen, rule: CalendarRule, monday: date) -> int:
    """The days a rule asks to avoid, one bit a day from a Monday on."""
    return sum(covers(seen.calendar, rule, monday + timedelta(days=day)) << day for day in range(WEEKS * _DAYS))


@cache
def _open_days(seen: _Seen, monday: date) -> int:
    return sum((not is_closed(seen.calendar, monday + timedelta(days=day))) << day for day in range(WEEKS * _DAYS))


def common(bodies: Sequence[Sequence[ClosedWeek]]) -> tuple[ClosedSpan, ...]:
    """What weeks all of several bodies have in common, those in a row together; empty for fewer than two bodies."""
    if len(bodies) < 2:
        return ()
    by_week = [{week.monday: week for week in own} for own in bodies]
    shared = sorted(set.intersection(*(set(own) for own in by_week)))
    weeks = [
        ClosedWeek(
            monday=monday,
            strict=all(own[monday].strict for own in by_week),
            why=tuple(dict.fromkeys(why for own in by_week for why in own[monday].why)),
        )
        for monday in shared
    ]
    runs: list[list[ClosedWeek]] = [weeks[:1]] if weeks else []
    for before, week in pairwise(weeks):
        if week.monday - before.monday == _WEEK and week.strict is before.strict:
            runs[-1].append(week)
        else:
            runs.append([week])
    return tuple(
        ClosedSpan(
            first=run[0].monday,
            last=run[-1].monday + timedelta(days=_DAYS - 1),
            strict=run[0].strict,
            why=tuple(dict.fromkeys(why for week in run for why in week.why)),
        )
        for run in runs
    )
