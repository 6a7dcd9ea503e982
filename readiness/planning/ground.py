"""What planning takes from the standard: flows between areas, awkward periods, candidate dates, assumed values.

One small value of our own, so that every module below speaks of plain data and tests build it in a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A value nobody has confirmed: `low`..`high` is the range it is varied in, None where it is not varied.

    With `areas` it holds for those areas only; the same key without areas is for all others.
    """

    key: str
    value: int | float
    unit: str = ""
    reason: str = ""
    low: int | float | None = None
    high: int | float | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Data that one area hands to another by the standard. `sure` = confidence at least `partial`."""

    source: str
    target: str
    data: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Dates to avoid. `start`/`end` are ISO dates or month-days (MM-DD) that come every year."""

    id: str
    name: str
    start: str
    end: str
    areas: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    strict: bool = False
    basis: str | None = None
    why: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ground of a plan. `shared_units` maps an area to units (業務ID) it shares with other areas."""

    area_names: Mapping[str, str] = field(default_factory=dict)
    shared_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    periods: tuple[Period, ...] = ()
    dates: tuple[date, ...] = ()
    until: date | None = None
    assumptions: tuple[Assumed, ...] = ()

    def assumed(self, key: str, area: str | None = None) -> Assumed:
        """The assumption that holds for an area (or generally). A missing key is our own error."""
        found = [a for a in self.assumptions if a.key == key and (not a.areas or area in a.areas)]
        if not found:
            raise KeyError(key)
        return max(found, key=lambda assumed: bool(assumed.areas))

    def number(self, key: str, area: str | None = None) -> float:
        """The value of an assumption."""
        return float(self.assumed(key, area).value)

    def whole(self, key: str, area: str | None = None) -> int:
        """The value of an assumption as a whole number."""
        return round(self.number(key, area))

    def varied(self, assumed: Assumed, value: float) -> Ground:
        """The same ground with one assumption changed."""
        changed = tuple(replace(a, value=value) if a == assumed else a for a in self.assumptions)
        return replace(self, assumptions=changed)
