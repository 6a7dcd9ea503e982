"""What planning takes from the standard: flows between areas, calendar, budget year, candidate dates, assumed values.

One value of our own beside the inventory, so that tests build it in a few lines and what-ifs change it in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.model.body import prefecture_of
from readiness.model.inventory import Inventory
from readiness.model.standard.assumption import Assumption, Assumptions
from readiness.model.standard.budget import BudgetCalendar
from readiness.model.standard.calendar import Calendar, CandidateDate, CandidateReason
from readiness.model.standard.flow import Flow
from readiness.model.standard.standard import Standard
from readiness.model.unknown import known
from readiness.standard.calendar import candidate_dates, with_windows

_LONG = {CandidateReason.NEW_YEAR, CandidateReason.LONG_CLOSURE}


@dataclass(frozen=True, kw_only=True)
class Premises:
    """The premises of a plan (計画の前提). `shared_units` maps an area to units (業務ID) it shares with other areas.

    `calendar` holds the body's own windows beside the standard's; `dates` are candidates for a body without its own.
    """

    calendar: Calendar
    budget: BudgetCalendar
    assumptions: Assumptions
    until: date
    area_names: Mapping[str, str] = field(default_factory=dict)
    shared_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[Flow, ...] = ()
    dates: tuple[date, ...] = ()

    def number(self, key: str, area: str = "") -> float:
        """The value of an assumption."""
        return float(self.assumptions.number(key, area))

    def whole(self, key: str, area: str = "") -> int:
        """The value of an assumption as a whole number."""
        return self.assumptions.whole(key, area)

    def varied(self, row: Assumption, value: int | float) -> Premises:
        """The same premises with one assumption changed."""
        rows = tuple(replace(r, value=value) if r is row else r for r in self.assumptions)
        return replace(self, assumptions=Assumptions(rows=rows))


def premises_of(standard: Standard, inventory: Inventory, as_of: date) -> Premises:
    """The premises of one body."""
    assumptions = standard.assumptions
    until = assumptions.day("planning.until")
    stated = inventory.planning.until
    last = stated if known(stated) else until
    calendar = with_windows(standard.calendar, inventory.windows, prefecture_of(inventory.body))
    return Premises(
        calendar=calendar,
        budget=standard.budget,
        assumptions=assumptions,
        until=until,
        area_names={area.key: area.name for area in standard.areas},
        shared_units={area.key: area.shared_units for area in standard.areas if area.shared_units},
        links=standard.links,
        dates=()
        if inventory.planning.dates
        else assumed_dates(calendar, as_of, last, assumptions.whole("planning.candidate_dates_per_year")),
    )


def assumed_dates(calendar: Calendar, as_of: date, until: date, per_year: int) -> tuple[date, ...]:
    """The best days of each part of a year: after the longest closure, the earliest of equals; at most `per_year`."""
    best: dict[tuple[int, int], CandidateDate] = {}
    for found in candidate_dates(calendar, as_of, until):
        part = (found.day.year, (found.day.month - 1) * per_year // 12)
        rival = best.get(part)
        if _LONG.isdisjoint(found.reasons) or (rival is not None and rival.closed_days >= found.closed_days):
            continue
        best[part] = found
    return tuple(sorted(found.day for found in best.values()))
