"""What the body says about when it can move: windows, caps, incumbents' proposals (移行の条件)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, INSIDE, NOTE, asks, refers
from readiness.model.record import Maybe, Part, Record, SystemId, VendorId, Word
from readiness.model.ref import NOWHERE, Ref
from readiness.model.unknown import UNKNOWN


class Effort(Word):
    """How much work the calculation may do: named levels, each a number of deterministic units (計算の入念さ)."""

    QUICK = "quick", "速く"
    STANDARD = "standard", "標準"
    THOROUGH = "thorough", "入念"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Record):
    """Dates the body wants to avoid. `strict` (切替不可) needs a `basis`; without it the window is soft (要調整).

    `from_`/`to` are dates, or month-days such as "03-15" that come every year.
    """

    areas: Annotated[tuple[str, ...], INSIDE] = ()
    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    from_: Annotated[str, INSIDE]
    to: Annotated[str, INSIDE]
    strict: Annotated[bool, INSIDE] = False
    basis: Annotated[str | None, INSIDE] = None
    why: Annotated[str, INSIDE] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Part):
    """A date the incumbent proposes for one system (現行事業者提案)."""

    system: Annotated[SystemId, INSIDE, refers("systems")]
    date: Annotated[date, INSIDE]
    vendor: Annotated[Maybe[VendorId], INSIDE, refers("vendors")] = UNKNOWN
    source: Annotated[str | None, NOTE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningSettings:
    """Caps and candidate dates the body sets itself; unknown ones fall back to `specs/assumptions.yaml`, marked."""

    dates: Annotated[tuple[date, ...], INSIDE] = ()
    until: Annotated[Maybe[date], INSIDE, asks(BODY)] = UNKNOWN
    areas_per_date: Annotated[Maybe[int], INSIDE, asks(BODY)] = UNKNOWN
    vendors_per_date: Annotated[Maybe[int], INSIDE, asks(BODY)] = UNKNOWN
    divisions_per_date: Annotated[Maybe[int], INSIDE, asks(BODY)] = UNKNOWN
    team_weeks_per_month: Annotated[Maybe[int], INSIDE, asks(BODY)] = UNKNOWN
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)
