"""What a portfolio keeps of one body: headline figures, where each area stands, and when it means to move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.analysis.status import AreaState, AreaStatus
from readiness.model.body import BodyClass, Contact
from readiness.model.finding import Severity
from readiness.model.measure import Measure
from readiness.model.record import Maybe
from readiness.model.system import DueKind, System
from readiness.model.unknown import UNKNOWN, known
from readiness.situation.situation import Situations


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMark:
    """One area (業務) of one body, from its systems that have not moved yet.

    `rate` is the 40-step rate (0–1) where known; `cutover` the last planned date; `undated` counts systems without
    one; `until` is the first separate lawful date; `late` says that a system means to move after its
    own; `lapsed` that a system is 期限経過・指定なし.
    """

    area: str
    state: AreaState
    rate: float | None = None
    extended: bool = False
    lapsed: bool = False
    until: date | None = None
    cutover: date | None = None
    undated: int = 0
    late: bool = False

    @property
    def waiting(self) -> bool:
        """Whether the area is known to be open, or some of its 40 steps are."""
        return self.state in (AreaState.NOT_YET, AreaState.PARTLY) or (
            self.state is AreaState.UNKNOWN and self.rate is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """Headline figures of one body, each with known/total; `findings` are counts by severity.

    `dated` is the date the inventory itself bears; `as_of` the one the body was measured at.
    """

    id: str
    name: str
    code: Maybe[str] = UNKNOWN
    body_class: Maybe[BodyClass] = UNKNOWN
    prefecture: str | None = None
    fictional: bool = False
    synthetic: bool = False
    contact: Contact | None = None
    as_of: date
    dated: date | None = None
    measures: tuple[Measure, ...]
    areas: tuple[AreaMark, ...] = ()
    findings: tuple[tuple[Severity, int], ...] = ()

    def measure(self, name: str) -> Measure | None:
        """The figure of a name."""
        return next((measure for measure in self.measures if measure.name == name), None)


def area_marks(stands: Situations, areas: Iterable[AreaStatus]) -> tuple[AreaMark, ...]:
    """One mark per area, in the order of the standard."""
    dates = planned_cutovers(stands)
    return tuple(_mark(stands, area, dates) for area in areas)


def planned_cutovers(stands: Situations) -> dict[str, date]:
    """When each system is meant to move: as decided or recorded, else as its incumbent proposes."""
    found = {id_: stand.cutover.date if stand.cutover else stand.proposed for id_, stand in stands.items()}
    return {id_: day for id_, day in found.items() if day is not None}


def _mark(stands: Situations, area: AreaStatus, cutovers: Mapping[str, date]) -> AreaMark:
    pending = [stands[id_].system for id_ in area.systems if stands[id_].moving]
    limits = [limit for system in pending if (limit := _limit(system)) is not None]
    days = [cutovers[system.id] for system in pending if system.id in cutovers]
    return AreaMark(
        area=area.area,
        state=area.state,
        rate=area.steps.rate,
        extended=bool(area.extended),
        lapsed=bool(area.lapsed),
        until=min(limits, default=None),
        cutover=max(days, default=None),
        undated=len(pending) - len(days),
        late=any(
            (limit := _limit(system)) is not None and system.id in cutovers and cutovers[system.id] > limit
            for system in pending
        ),
    )


def _limit(system: System) -> date | None:
    return system.due_date if system.due is DueKind.EXTENDED and known(system.due_date) else None
