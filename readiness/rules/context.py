"""What rules look at, with the look-ups that several of them need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from readiness.model.body import prefecture_of
from readiness.model.contract import Contract
from readiness.model.inventory import Inventory
from readiness.model.record import SystemId
from readiness.model.standard.applicability import AreaScope
from readiness.model.standard.calendar import Calendar
from readiness.model.standard.standard import Standard
from readiness.model.system import System
from readiness.model.text import Param, text
from readiness.situation.cutover import CutOver
from readiness.situation.scopes import body_scopes
from readiness.situation.situation import Situations, situations
from readiness.situation.steps import AreaSteps, area_steps
from readiness.standard.calendar import with_windows

if TYPE_CHECKING:
    from readiness.model.gap import Gap
    from readiness.model.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything a rule may look at. `gaps` and `plan` are there for the rules that declare the need."""

    inventory: Inventory
    standard: Standard
    as_of: date
    gaps: tuple[Gap, ...] = ()
    plan: Plan | None = None

    @cached_property
    def stands(self) -> Situations:
        """Where every system stands, with the dates that people set."""
        return situations(self.inventory, self.as_of)

    @cached_property
    def moving(self) -> tuple[System, ...]:
        """Systems that still have to move."""
        return self.stands.moving

    @cached_property
    def cutovers(self) -> Mapping[SystemId, CutOver]:
        """When systems that still move cut over, by id: pin, adopted plan, else their own record; no proposals.

        A day that has passed without the move is none: rules of their own tell it, and nothing is measured by it.
        """
        return {id_: found for id_, found in self.stands.cutovers.items() if found.date >= self.as_of}

    @cached_property
    def running_contracts(self) -> tuple[Contract, ...]:
        """Contracts that have not ended."""
        return self.stands.contracts

    @cached_property
    def scopes(self) -> tuple[AreaScope, ...]:
        """What each area is for this body."""
        return body_scopes(self.inventory, self.standard)

    @cached_property
    def steps(self) -> tuple[AreaSteps, ...]:
        """The 40 steps of every area."""
        return area_steps(self.inventory, tuple(area.key for area in self.standard.areas))

    @cached_property
    def calendar(self) -> Calendar:
        """The standard's calendar with the body's own windows."""
        return with_windows(self.standard.calendar, self.inventory.windows, prefecture_of(self.inventory.body))

    def near(self, day: date, assumption: str = "rules.near_days") -> bool:
        """Whether a day lies within the assumed number of days, or has passed."""
        return day - timedelta(days=self.standard.assumptions.whole(assumption)) <= self.as_of

    def days_to(self, day: date) -> int:
        """Days between a day and the reference date, whichever comes first."""
        return abs((day - self.as_of).days)

    def area_names(self, areas: Iterable[str]) -> tuple[Param, ...]:
        """Official names of areas, in the reader's language; the word itself where it is none."""
        return tuple(self.standard.node_texts.get(area, area) for area in areas)

    def system_names(self, systems: Iterable[SystemId]) -> tuple[str, ...]:
        """Labels of systems and external systems; the id where there is no such record."""
        known = {**self.inventory.external_by_id, **self.inventory.system_by_id}
        return tuple(known[system].label if system in known else system for system in systems)


class CutOverParams(TypedDict):
    """What a message says of a cut-over date."""

    planned: Param
    cutover: Param


def cutover_params(cutover: CutOver) -> CutOverParams:
    """A cut-over date, called what it is: pinned, of the adopted plan, or planned in the record."""
    return {"planned": text(f"plan.cutover.{cutover.basis.value}"), "cutover": cutover.date}
