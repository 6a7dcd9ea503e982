"""Periods to be agreed (要調整) or forbidden (切替不可) as they concern a move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.plan import CalendarBand, Move, WindowHit
from readiness.model.standard.calendar import Calendar, CalendarRule
from readiness.model.standard.calendar import WindowHit as RuleHit
from readiness.standard import calendar as days_of

AVOID = "avoid"


def hits(inventory: Inventory, calendar: Calendar, move: Move, day: date) -> tuple[WindowHit, ...]:
    """The soft periods a cut-over on that day falls into, one entry per period with the areas it concerns."""
    found: dict[str, tuple[CalendarRule, list[str]]] = {}
    for area, hit in _rule_hits(inventory, calendar, move, day):
        if not hit.strict:
            found.setdefault(hit.rule.key, (hit.rule, []))[1].append(area)
    return tuple(
        WindowHit(
            move=move.id,
            window=key,
            name=rule.words,
            date=day,
            areas=tuple(dict.fromkeys(areas)),
            weight=2 if rule.claimed == AVOID or is_own(inventory, rule) else 1,
            assumed=not is_own(inventory, rule),
        )
        for key, (rule, areas) in found.items()
    )


def burden(hits_of_move: Iterable[WindowHit]) -> int:
    """How awkward a date is: the heaviest period of each area, added up."""
    heaviest: dict[str, int] = {}
    for hit in hits_of_move:
        for area in hit.areas:
            heaviest[area] = max(heaviest.get(area, 0), hit.weight)
    return sum(heaviest.values())


def forbidden(inventory: Inventory, calendar: Calendar, move: Move, day: date) -> tuple[CalendarRule, ...]:
    """The strict periods that forbid a cut-over on that day."""
    rules = {hit.rule.key: hit.rule for _, hit in _rule_hits(inventory, calendar, move, day) if hit.strict}
    return tuple(rules.values())


def _rule_hits(inventory: Inventory, calendar: Calendar, move: Move, day: date) -> Iterable[tuple[str, RuleHit]]:
    for name in move.systems:
        system = inventory.system_by_id[name]
        for area in system.areas or (None,):
            for hit in days_of.hits(calendar, day, area, system=name, units=system.units):
                yield area or name, hit


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
