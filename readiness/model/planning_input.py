"""What the body says about when it can move: windows, caps, incumbents' proposals (移行の条件)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness.model.record import Maybe, Part, Record
from readiness.model.ref import NOWHERE, Ref
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Record):
    """Dates the body wants to avoid. `strict` (切替不可) needs a `basis`; without it the window is soft (要調整).

    `from_`/`to` are dates, or month-days such as "03-15" that come every year.
    """

    areas: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    from_: str
    to: str
    strict: bool = False
    basis: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Part):
    """A date the incumbent proposes for one system (現行事業者提案)."""

    system: str
    date: date
    vendor: Maybe[str] = UNKNOWN
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningSettings:
    """Caps and candidate dates the body sets itself; unknown ones fall back to `specs/assumptions.yaml`, marked."""

    dates: tuple[date, ...] = ()
    until: Maybe[date] = UNKNOWN
    areas_per_date: Maybe[int] = UNKNOWN
    vendors_per_date: Maybe[int] = UNKNOWN
    divisions_per_date: Maybe[int] = UNKNOWN
    team_weeks_per_month: Maybe[int] = UNKNOWN
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)
