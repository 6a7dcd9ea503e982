"""Windows of the calendar that planned cut-overs fall into."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lockin.cutover import CutOver
from readiness.model.standard.calendar import WindowHit
from readiness.model.system import System
from readiness.rules.context import Context
from readiness.standard.calendar import hits


def windows_hit(context: Context) -> Iterator[tuple[System, CutOver, tuple[WindowHit, ...]]]:
    """Each system that still moves on a known day, with the windows that day falls into for it or its areas."""
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover is None:
            continue
        found: dict[str, WindowHit] = {}
        for area in system.areas or (None,):
            for window in hits(context.calendar, cutover.date, area, system=system.id, units=system.units):
                found.setdefault(window.rule.key, window)
        if found:
            yield system, cutover, tuple(found.values())
