"""Work of the divisions (業務量): hours and person-days a year, measured and estimated apart, peaks, priorities.

Hours = cases × minutes ÷ 60; person-days = hours ÷ 7.75. What nobody measured is in no sum. Hours are of a division,
never of a person (papers.md, form (d)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from readiness.model.interface import Interface, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.record import Maybe
from readiness.model.standard.assumption import Assumptions
from readiness.model.unknown import UNKNOWN, known
from readiness.model.work import Measured, Procedure, Visit, WorkAfter
from readiness.situation.situation import Situations

HOURS_A_DAY = 7.75  # statutory working day of local officials; the form's own definition
BY_HAND = frozenset({LinkMethod.MANUAL, LinkMethod.MEDIA, LinkMethod.SCREEN})
_MONTH = re.compile(r"\s*+(1[0-2]|[1-9])\s*+月?\s*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hours of one procedure a year, before and after the migration; UNKNOWN where a factor is."""

    procedure: Procedure
    hours: Maybe[float]
    after: Maybe[float] = UNKNOWN
    top: bool = False

    @property
    def measured(self) -> bool:
        """Whether the minutes were measured or heard, not estimated."""
        return self.procedure.method in (Measured.MEASURED, Measured.HEARD)

    @property
    def change(self) -> Maybe[float]:
        """Hours more (or less) a year after the migration."""
        return self.after - self.hours if known(self.after) and known(self.hours) else UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums over procedures: measured, estimated, and how many have no hours (未測定); `change` over `compared`."""

    measured: float = 0.0
    estimated: float = 0.0
    counted: int = 0
    unmeasured: int = 0
    change: float = 0.0
    compared: int = 0

    @property
    def hours(self) -> Maybe[float]:
        """All known hours; UNKNOWN where none is."""
        return self.measured + self.estimated if self.counted else UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Workload:
    """The work of a body. `added` are hours more a year by answers of vendors (適合回答の追加事務量), by division."""

    works: tuple[Work, ...] = ()
    added: Mapping[str | None, int] = field(default_factory=dict)

    @cached_property
    def divisions(self) -> tuple[str | None, ...]:
        """Ids of the divisions with procedures, in the order of the records; None: division unknown."""
        return tuple(dict.fromkeys(division_of(work.procedure) for work in self.works))

    def of(self, division: str | None) -> tuple[Work, ...]:
        """The works of one division, in the order of the records."""
        return tuple(work for work in self.works if division_of(work.procedure) == division)

    @cached_property
    def total(self) -> Sums:
        """Sums over everything."""
        return sums(self.works)


def hours(count: Maybe[int], minutes: Maybe[float]) -> Maybe[float]:
    """Hours a year; UNKNOWN where either factor is, or is negative."""
    return count * minutes / 60 if known(count) and known(minutes) and count >= 0 <= minutes else UNKNOWN


def person_days(value: Maybe[float]) -> Maybe[float]:
    """Person-days (人日) of hours."""
    return value / HOURS_A_DAY if known(value) else UNKNOWN


def division_of(procedure: Procedure) -> str | None:
    """The division's id, None where it is unknown."""
    return procedure.division if known(procedure.division) else None


def sums(works: Iterable[Work]) -> Sums:
    """Sums of some works."""
    measured = estimated = change = 0.0
    counted = unmeasured = compared = 0
    for work in works:
        if not known(work.hours):
            unmeasured += 1
            continue
        counted += 1
        if work.measured:
            measured += work.hours
        else:
            estimated += work.hours
        if known(work.change):
            change += work.change
            compared += 1
    return Sums(
        measured=measured,
        estimated=estimated,
        counted=counted,
        unmeasured=unmeasured,
        change=change,
        compared=compared,
    )


def assess_workload(stands: Situations, assumptions: Assumptions) -> Workload:
    """Every procedure with its hours, and what vendors' answers add."""
    works = tuple(_work(procedure, assumptions) for procedure in stands.inventory.procedures)
    return Workload(works=works, added=_added(stands))


def months(procedure: Procedure) -> frozenset[int]:
    """Its peak months (繁忙月), 1 to 12; words that name no month are left out and found by a rule."""
    read = (_MONTH.fullmatch(word) for word in procedure.peak_months)
    return frozenset(int(found[1]) for found in read if found)


def unread_months(procedure: Procedure) -> tuple[str, ...]:
    """Words among its peak months that name no month."""
    return tuple(word for word in procedure.peak_months if not _MONTH.fullmatch(word))


def by_hand(inventory: Inventory) -> Iterator[tuple[Interface, tuple[Procedure, ...]]]:
    """Links served by hand, medium or screen, each with the procedures that use it (手作業・媒体による連携)."""
    for interface in inventory.interfaces:
        if interface.method in BY_HAND and (
            using := tuple(p for p in inventory.procedures if interface.id in p.interfaces)
        ):
            yield interface, using


def total_hours(procedures: Iterable[Procedure]) -> Maybe[float]:
    """Hours of some procedures together; UNKNOWN where none is known."""
    found = [value for p in procedures if known(value := hours(p.yearly_count, p.minutes))]
    return sum(found) if found else UNKNOWN


def _work(procedure: Procedure, assumptions: Assumptions) -> Work:
    before = hours(procedure.yearly_count, procedure.minutes)
    return Work(
        procedure=procedure,
        hours=before,
        after=_after(procedure, procedure.after) if procedure.after else UNKNOWN,
        top=_top(procedure, before, assumptions),
    )


def _after(procedure: Procedure, after: WorkAfter) -> Maybe[float]:
    """Hours after the migration; a factor that is not restated stays as it is today."""
    count = after.yearly_count if known(after.yearly_count) else procedure.yearly_count
    minutes = after.minutes if known(after.minutes) else procedure.minutes
    restated = known(after.yearly_count) or known(after.minutes)
    return hours(count, minutes) if restated else UNKNOWN


def _top(procedure: Procedure, before: Maybe[float], assumptions: Assumptions) -> bool:
    """Priority A: many hours, and either nearly all on paper or no visit needed. Both thresholds are assumptions."""
    if not known(before) or before < assumptions.number("work.priority_hours"):
        return False
    paper = known(procedure.paper_share) and procedure.paper_share >= assumptions.number("work.priority_paper")
    return paper or procedure.visit_needed is Visit.NOT_NEEDED


def _added(stands: Situations) -> dict[str | None, int]:
    """Hours that vendors' answers add, by the division that decides about the system; None where none is told."""
    found: dict[str | None, int] = {}
    for claim in stands.inventory.claims:
        if known(claim.added_hours) and claim.added_hours:
            stand = stands.get(claim.system) if claim.system else None
            owner = stand.owner if stand else None
            found[owner] = found.get(owner, 0) + claim.added_hours
    return found
