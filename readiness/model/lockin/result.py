"""Everything about dependence on vendors of one body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.model.lockin.exits import ExitImpact
from readiness.model.lockin.leads import Lead
from readiness.model.lockin.matters import SystemLockIn
from readiness.model.lockin.shares import Concentration, Openness, Overlap, Weight
from readiness.model.measure import Measure


@dataclass(frozen=True, kw_only=True)
class LockIn:
    """特定事業者への依存・事業者切替え時の制約 of one body. `weight`: what the headline of shares is counted by."""

    as_of: date
    weight: Weight = Weight.SYSTEMS
    systems: tuple[SystemLockIn, ...] = ()
    concentrations: tuple[Concentration, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    openness: Openness | None = None
    exits: tuple[ExitImpact, ...] = ()
    leads: tuple[Lead, ...] = ()
    totals: tuple[Measure, ...] = ()

    @cached_property
    def by_system(self) -> Mapping[str, SystemLockIn]:
        """Results by system id."""
        return {item.system: item for item in self.systems}

    def measures(self) -> Iterator[tuple[str, Measure]]:
        """Every figure with its address for `explain --number`: `name`, or `name@subject` where there are several."""
        for total in self.totals:
            yield total.name, total
        if self.openness:
            yield self.openness.ratio.name, self.openness.ratio
        for item in self.systems:
            for measure in (
                item.applies,
                item.unknown,
                item.slack.days,
                item.exit_cost.likely,
                item.exit_cost.years_of_running_cost,
            ):
                yield f"{measure.name}@{item.system}", measure
        for overlap in self.overlaps:
            yield f"{overlap.held.name}@{overlap.area}", overlap.held
        for found in self.concentrations:
            for measure in (found.largest, found.effective):
                yield f"{measure.name}@{found.address}", measure
        for impact in self.exits:
            for measure in (impact.areas, impact.other_areas, impact.reached_areas):
                yield f"{measure.name}@{impact.kind.value}:{impact.id}", measure
