"""Periods to be agreed or forbidden, spread over the years of the plan (要調整・切替不可)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.plan import CalendarBand, Move, WindowHit
from readiness.model.planning_input import Window
from readiness.planning.ground import Ground, Period


def all_periods(inventory: Inventory, ground: Ground) -> tuple[Period, ...]:
    """The body's own windows, then the standard's proposals for areas the body has said nothing about."""
    own = tuple(_own(window) for window in inventory.windows)
    spoken = {area for period in own for area in period.areas}
    spoken |= {area for p in own for s in p.systems for area in _areas(inventory, s)}
    present = {area for system in inventory.systems for area in system.areas}
    proposed = tuple(
        p for p in ground.periods if any(area in present and area not in spoken for area in p.areas) or not p.areas
    )
    return (*own, *proposed)


def _areas(inventory: Inventory, system: str) -> tuple[str, ...]:
    record = inventory.system_by_id.get(system)
    return record.areas if record is not None else ()


def _own(window: Window) -> Period:
    # Without a basis «strict» is only a wish: the rules ask for one, planning treats the window as soft (DESIGN §4).
    return Period(
        id=window.id,
        name=window.label,
        start=window.from_,
        end=window.to,
        areas=window.areas,
        systems=window.systems,
        strict=window.strict and bool(window.basis),
        basis=window.basis,
        why=window.why,
    )


def occurrences(period: Period, first: date, last: date) -> list[tuple[date, date]]:
    """The dates a period covers between two days; month-days come every year and may span New Year."""
    if len(period.start) > len("MM-DD") or len(period.end) > len("MM-DD"):
        spans = [(date.fromisoformat(period.start), date.fromisoformat(period.end))]
    else:
        spans = []
        for year in range(first.year - 1, last.year + 1):
            start = _in_year(year, period.start)
            end = _in_year(year, period.end)
            spans.append((start, end if end >= start else _in_year(year + 1, period.end)))
    return [(start, end) for start, end in spans if end >= first and start <= last]


def _in_year(year: int, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, 28 if (month, day) == (2, 29) and not leap else day)


def covers(period: Period, day: date) -> bool:
    """Whether a day lies within the period."""
    return any(start <= day <= end for start, end in occurrences(period, day, day))


def concerns(period: Period, move: Move) -> bool:
    """Whether a period is about a move: by system, by area, or about everything."""
    if period.systems or period.areas:
        return not set(period.systems).isdisjoint(move.systems) or not set(period.areas).isdisjoint(move.areas)
    return True


def hits(periods: Iterable[Period], move: Move, day: date) -> tuple[WindowHit, ...]:
    """The soft periods a cut-over on that day falls into, by name."""
    return tuple(
        WindowHit(
            move=move.id,
            window=p.id,
            name=p.name,
            date=day,
            why=p.why,
            areas=tuple(a for a in p.areas if a in move.areas),
            assumed=p.assumed,
        )
        for p in periods
        if not p.strict and concerns(p, move) and covers(p, day)
    )


def forbidden(periods: Iterable[Period], move: Move, day: date) -> tuple[Period, ...]:
    """The strict periods (切替不可) that forbid a cut-over on that day."""
    return tuple(p for p in periods if p.strict and concerns(p, move) and covers(p, day))


def bands(periods: Iterable[Period], moves: Iterable[Move], first: date, last: date) -> tuple[CalendarBand, ...]:
    """Bands for the Gantt chart: every period that concerns a move, in time order."""
    moves = tuple(moves)
    found = [
        CalendarBand(
            name=p.name,
            areas=p.areas,
            systems=p.systems,
            start=start,
            end=end,
            strict=p.strict,
            assumed=p.assumed,
        )
        for p in periods
        if any(concerns(p, move) for move in moves)
        for start, end in occurrences(p, first, last)
    ]
    return tuple(sorted(found, key=lambda band: (band.start, band.end, band.name)))
