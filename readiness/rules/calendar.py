"""Planned cut-overs against the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.model.dates import month_stated
from readiness.model.finding import Severity, Subject
from readiness.model.standard.calendar import RuleKind, WindowHit
from readiness.model.system import System
from readiness.rules.context import Context, cutover_params
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, hit, rule
from readiness.situation.cutover import CutOver
from readiness.standard.calendar import hits, is_closed


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


@rule("CL101", "cutover.soft-window", Severity.NOTE, group=Grouping("calendar"))
def cutover_soft_window(context: Context) -> Iterator[Hit]:
    """A planned cut-over in a window somebody asked to avoid.

    要調整: the observed go-lives show that such days can be right; it has to be talked over.
    """
    for system, cutover, found in windows_hit(context):
        soft = [window for window in found if not window.strict]
        if soft:
            whys = tuple(dict.fromkeys(window.rule.name for window in soft))
            yield hit(system, "planned_date", whys=whys, **cutover_params(cutover))


@rule("CL102", "window.without-basis", Severity.WARNING)
def window_without_basis(context: Context) -> Iterator[Hit]:
    """A window called 切替不可 without a basis.

    It is treated as 要調整 until somebody gives a legal basis or the division's sign-off.
    """
    for window in context.inventory.windows:
        if window.strict and not window.basis:
            yield hit(window, "strict")


@rule("CL103", "cutover.strict-window", Severity.ERROR)
def cutover_strict_window(context: Context) -> Iterator[Hit]:
    """A planned cut-over in a window that is 切替不可.

    Strict windows have a basis, which is named.
    """
    for system, cutover, found in windows_hit(context):
        for window in found:
            if window.strict:
                yield hit(
                    system,
                    "planned_date",
                    discriminator=window.rule.key,
                    why=window.rule.name,
                    window_basis=window.rule.basis,
                    **cutover_params(cutover),
                )


@rule("CL104", "cutover.closed-day", Severity.NOTE, group=Grouping("calendar"))
def cutover_closed_day(context: Context) -> Iterator[Hit]:
    """A planned cut-over on a day the office is closed.

    The day written is the first day of work on the new system, which is an open one.
    """
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover and is_closed(context.calendar, cutover.date):
            variant = "month" if month_stated(cutover.date) else "message"
            yield hit(system, "planned_date", variant=variant, month=cutover.date.month, **cutover_params(cutover))


@rule("CL105", "calendar.announced", Severity.QUESTION, group=Grouping("calendar"))
def calendar_announced(context: Context) -> Iterator[Hit]:
    """A programme whose dates differ by body or are announced elsewhere, for an area that still has a move before it.

    The calendar cannot place it; the body knows its own date.
    """
    moving: dict[str, System] = {}
    for system in context.moving:
        for area in system.areas:
            moving.setdefault(area, system)
    for one in context.calendar.rules:
        areas = [area for area in one.areas if area in moving]
        if one.kind is RuleKind.ANNOUNCED and areas:
            names = context.area_names(areas)
            found = hit(moving[areas[0]], "areas", discriminator=one.key, what=one.name, areas=names)
            yield replace(found, subject=Subject("area", areas[0]))
