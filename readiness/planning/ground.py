"""What planning takes from the standard: flows between areas, awkward periods, candidate dates, assumed values.

One small value of our own, so that every module below speaks of plain data and tests build it in a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A value nobody has confirmed: `low`..`high` is the range it is varied in, None where it is not varied."""

    key: str
    value: int | float | None
    unit: str = ""
    reason: str = ""
    low: int | float | None = None
    high: int | float | None = None


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
    assumptions: Mapping[str, Assumed] = field(default_factory=dict)

    def number(self, key: str) -> float:
        """The value of an assumption; a missing one is our own error."""
        value = self.assumptions[key].value
        if value is None:
            raise ValueError(f"assumption {key} has no value")
        return float(value)

    def whole(self, key: str) -> int:
        """The value of an assumption as a whole number."""
        return round(self.number(key))

    def varied(self, key: str, value: float) -> Ground:
        """The same ground with one assumption changed."""
        changed = replace(self.assumptions[key], value=value)
        return replace(self, assumptions={**self.assumptions, key: changed})
