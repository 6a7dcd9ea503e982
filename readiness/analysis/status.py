"""Where each area stands, and the three figures that are never printed without their names (現況)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from readiness.model.measure import Measure, percent
from readiness.model.progress import STEPS
from readiness.model.record import SystemId
from readiness.model.standard.applicability import AreaScope, Outcome
from readiness.model.system import DueKind, System, SystemKind
from readiness.model.unknown import UNKNOWN, known
from readiness.situation.situation import Situation, Situations
from readiness.situation.steps import AreaSteps, area_steps


class AreaState(Enum):
    """State of an area of one body. `ELSEWHERE` and `NOT_APPLICABLE` are kept apart from `COMPLETE`.

    `STEPS_CLOSED` (40工程完了): every step is done or 対象外, and nobody has said that its systems have moved.
    """

    COMPLETE = "complete"
    STEPS_CLOSED = "steps_closed"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaStatus:
    """One area: its state, its systems, its steps, and whether a separate lawful date has been set for any of them.

    `open`: of one of its systems nobody knows whether it has moved, so that all may have. `due_known`: every one of its
    systems has migrated or tells its kind of date.
    """

    area: str
    state: AreaState
    systems: tuple[SystemId, ...]
    steps: AreaSteps
    extended: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()
    open: bool = False
    due_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All areas in the order of the standard, and the headline figures."""

    areas: tuple[AreaStatus, ...]
    step_rate: Measure
    systems_migrated: Measure
    areas_complete: Measure
    areas_steps_closed: Measure
    areas_extended: Measure

    def measures(self) -> tuple[Measure, ...]:
        """Every figure of it."""
        return (self.step_rate, self.systems_migrated, self.areas_complete, self.areas_extended)

    def of(self, state: AreaState) -> tuple[AreaStatus, ...]:
        """The areas in one state."""
        return tuple(area for area in self.areas if area.state is state)


# Systems the standard speaks of; 独自施策 and 周辺 are not part of the national figures.
COUNTED = frozenset({SystemKind.STANDARD, SystemKind.COMMON})


def assess_status(stands: Situations, scopes: Iterable[AreaScope]) -> Status:
    """Status of every area of the standard for this body."""
    inventory, listed = stands.inventory, tuple(scopes)
    steps = {entry.area: entry for entry in area_steps(inventory, tuple(scope.area for scope in listed))}
    areas = tuple(_area(stands, scope, steps[scope.area]) for scope in listed)
    counted = tuple(stand for stand in stands.values() if _counts(stand.system))
    concerned = tuple(area for area in areas if area.state not in (AreaState.ELSEWHERE, AreaState.NOT_APPLICABLE))
    return Status(
        areas=areas,
        step_rate=_step_rate(concerned),
        systems_migrated=_systems_migrated(counted),
        areas_complete=_complete(concerned),
        areas_steps_closed=_steps_closed(concerned),
        areas_extended=_extended(concerned),
    )


def _area(stands: Situations, scope: AreaScope, steps: AreaSteps) -> AreaStatus:
    of_area = [stand for stand in stands.values() if scope.area in stand.system.areas and stand.system.kind in COUNTED]
    moved = {stand.migrated for stand in of_area if _counts(stand.system)}
    own = tuple(stand.system for stand in of_area)
    return AreaStatus(
        area=scope.area,
        state=_state(scope, of_area, steps),
        systems=tuple(system.id for system in own),
        steps=steps,
        extended=tuple(system.id for system in own if system.due is DueKind.EXTENDED),
        open=False not in moved and UNKNOWN in (moved or {UNKNOWN}),
        lapsed=tuple(system.id for system in own if system.due is DueKind.LAPSED),
        due_known=bool(own) and all(known(stand.system.due) or stand.migrated is True for stand in of_area),
    )


_OUTSIDE = {Outcome.ELSEWHERE: AreaState.ELSEWHERE, Outcome.NOT_APPLICABLE: AreaState.NOT_APPLICABLE}


def _counts(system: System) -> bool:
    """Whether the national figures count a system: one that is 対象外 is neither done nor counted."""
    return system.kind in COUNTED and system.due is not DueKind.NOT_APPLICABLE


def _state(scope: AreaScope, systems: list[Situation], steps: AreaSteps) -> AreaState:
    """From what is known of its systems, else of its steps; a rate below 40 says nothing about either."""
    if scope.outcome in _OUTSIDE:
        return _OUTSIDE[scope.outcome]
    counted = [stand for stand in systems if _counts(stand.system)]
    if (systems and not counted) or steps.not_applicable == STEPS:
        return AreaState.NOT_APPLICABLE
    migrated = {stand.migrated for stand in counted} or {steps.live or UNKNOWN}
    if True in migrated:
        return AreaState.COMPLETE if migrated == {True} else AreaState.PARTLY
    if migrated == {False}:
        return AreaState.NOT_YET
    return AreaState.STEPS_CLOSED if steps.rate is not None and steps.rate >= 1 else AreaState.UNKNOWN


def _step_rate(areas: tuple[AreaStatus, ...]) -> Measure:
    rates = [area.steps.rate for area in areas if area.steps.rate is not None]
    bounds = [area.steps.bounds for area in areas]
    low, high = (percent(sum(side), len(areas)) for side in zip(*bounds, strict=True)) if areas else (0, 100)
    return Measure(
        name="status.step_rate",
        value=percent(sum(rates), len(rates)) if rates else UNKNOWN,
        unit="unit.percent",
        known=len(rates),
        total=len(areas),
        evidence=tuple(area.steps.ref for area in areas if area.steps.ref is not None),
        subjects=tuple(area.area for area in areas if area.steps.rate is not None),
        low=low,
        high=high,
    )


def _systems_migrated(systems: tuple[Situation, ...]) -> Measure:
    sure = [stand for stand in systems if known(stand.migrated)]
    done = [stand.system for stand in sure if stand.migrated is True]
    return Measure(
        name="status.systems_migrated",
        value=len(done) if sure else UNKNOWN,
        unit="unit.systems",
        known=len(sure),
        total=len(systems),
        evidence=tuple(system.ref.child("migrated") for system in done),
        subjects=tuple(system.id for system in done),
        low=len(done),
        high=len(done) + len(systems) - len(sure),
    )


def _complete(areas: tuple[AreaStatus, ...]) -> Measure:
    found = [area for area in areas if area.state is AreaState.COMPLETE]
    sure = [area for area in areas if area.state is AreaState.COMPLETE or not area.open]
    return _areas("status.areas_complete", areas, found, sure)


def _steps_closed(areas: tuple[AreaStatus, ...]) -> Measure:
    sure = [area for area in areas if area.steps.rate is not None]
    return _areas("status.areas_steps_closed", areas, [area for area in sure if (area.steps.rate or 0) >= 1], sure)


def _areas(name: str, areas: tuple[AreaStatus, ...], found: list[AreaStatus], sure: list[AreaStatus]) -> Measure:
    return Measure(
        name=name,
        value=len(found) if sure else UNKNOWN,
        unit="unit.areas",
        known=len(sure),
        total=len(areas),
        evidence=tuple(area.steps.ref for area in found if area.steps.ref is not None),
        subjects=tuple(area.area for area in found),
        low=len(found),
        high=len(found) + len(areas) - len(sure),
    )


def _extended(areas: tuple[AreaStatus, ...]) -> Measure:
    """Areas with a system under a separate lawful date; an area none of whose systems tells its date is not known."""
    found = [area for area in areas if area.extended]
    sure = [area for area in areas if area.extended or area.due_known]
    return Measure(
        name="status.areas_extended",
        value=len(found) if sure else UNKNOWN,
        unit="unit.areas",
        known=len(sure),
        total=len(areas),
        subjects=tuple(area.area for area in found),
        low=len(found),
        high=len(found) + len(areas) - len(sure),
    )
