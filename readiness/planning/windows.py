"""Periods to be agreed (要調整) or forbidden (切替不可) as they concern a move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from readiness.model.inventory import Inventory
from readiness.model.plan import CalendarBand, Move, WindowHit
from readiness.model.plan.moves import MoveId
from readiness.model.standard.calendar import Calendar, CalendarRule
from readiness.standard import calendar as days_of

AVOID = "avoid"

Met: TypeAlias = tuple[tuple[WindowHit, ...], tuple[CalendarRule, ...]]
"""The soft periods, one entry each with the areas it concerns, and the strict ones that forbid a cut-over."""


class Periods:
    """The periods that cut-overs fall into, each looked up once: plans under other assumptions ask for the same."""

    def __init__(self, inventory: Inventory, calendar: Calendar) -> None:
        self._inventory, self._calendar = inventory, calendar
        self._own = frozenset(window.id for window in inventory.windows)
        self._found: dict[tuple[MoveId, tuple[str, ...], date], Met] = {}

    def of(self, move: Move, day: date) -> Met:
        """What a cut-over on that day falls into."""
        key = (move.id, move.systems, day)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._met(move, day)
        return found

    def _met(self, move: Move, day: date) -> Met:
        soft: dict[str, tuple[CalendarRule, list[str]]] = {}
        strict: dict[str, CalendarRule] = {}
        for area, rule in self._rules(move, day):
            if rule.strict:
                strict[rule.key] = rule
            else:
                soft.setdefault(rule.key, (rule, []))[1].append(area)
        return tuple(self._hit(move, day, *one) for one in soft.values()), tuple(strict.values())

    def _rules(self, move: Move, day: date) -> Iterable[tuple[str, CalendarRule]]:
        for name in move.systems:
            system = self._inventory.system_by_id[name]
            for area in system.areas or (None,):
                for hit in days_of.hits(self._calendar, day, area, system=name, units=system.units):
                    yield area or name, hit.rule

    def _hit(self, move: Move, day: date, rule: CalendarRule, areas: Iterable[str]) -> WindowHit:
        own = rule.key in self._own
        return WindowHit(
            move=move.id,
            window=rule.key,
            name=rule.words,
            date=day,
            areas=tuple(dict.fromkeys(areas)),
            weight=2 if rule.claimed == AVOID or own else 1,
            assumed=not own,
        )


def burden(hits_of_move: Iterable[WindowHit]) -> int:
    """How awkward a date is: the heaviest period of each area, added up."""
    heaviest: dict[str, int] = {}
    for hit in hits_of_move:
        for area in hit.areas:
            heaviest[area] = max(heaviest.get(area, 0), hit.weight)
    return sum(heaviest.values())


def is_own(inventory: Inventory, rule: CalendarRule) -> bool:
    """Whether the body wrote the rule itself."""
    return any(window.id == rule.key for window in inventory.windows)


def bands(
    inventory: Inventory, calendar: Calendar, moves: Iterable[Move], first: date, last: date
) -> tuple[CalendarBand, ...]:
    """Bands for the Gantt chart: every period that concerns a move, in time order."""
    systems = [inventory.system_by_id[name] for move in moves for name in move.systems]
    rules: dict[str, CalendarRule] = {}
    for rule in calendar.rules:
        for system in systems:
            if any(days_of.concerns(rule, area, system.id, system.units) for area in system.areas or (None,)):
                rules[rule.key] = rule
    wanted = Calendar(rules=tuple(rules.values()), elections=calendar.elections, holidays=calendar.holidays)
    return tuple(
        CalendarBand(
            name=span.rule.words,
            areas=span.rule.areas,
            systems=span.rule.systems,
            start=span.first,
            end=span.last,
            strict=span.rule.strict,
            assumed=not is_own(inventory, span.rule),
        )
        for span in days_of.year_view(wanted, first, last)
    )
