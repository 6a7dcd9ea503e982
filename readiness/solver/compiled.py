"""The problem in the form the searches use: units (moves that stay together), cost tables per slot, pairs of units.

Everything additive is folded: own costs into one table per unit, level and slot; links, marginal costs and retests
per move into one record per pair of units. What cannot be folded (openings of groups, retests per slot) stays apart.
The sum of the parts equals the price of `evaluate` for every assignment that keeps together what must be together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.solver.problem import Level, Problem

Pair = tuple[int, int, int, int]
"""(build, hold per slot) if the first unit of the pair moves first, (build, hold per slot) if the second does."""


@dataclass(frozen=True, slots=True)
class UnitCap:
    """A cap over units: weight per unit, parties per unit (numbers), limit per slot."""

    name: str
    weights: Mapping[int, int]
    parties: Mapping[int, tuple[int, ...]]
    limits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitResource:
    """A resource over units: demand per unit as (offset back from its slot, amount), capacity per slot."""

    name: str
    demands: Mapping[int, tuple[tuple[int, int], ...]]
    limits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Openings of a link group: the pairs of units (first < second) whose separation keeps it open."""

    pairs: tuple[tuple[int, int], ...]
    setup: int


@dataclass(frozen=True, slots=True)
class UnitRetest:
    """Retests per slot at unit `at`; `moved` and `waiting` say which neighbours count."""

    at: int
    neighbours: tuple[int, ...]
    amount: int
    moved: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class Compiled:
    """See the module. `own[level][unit][slot]`; `lags[(u, v)]` = (least, most or None) of slot v - slot u."""

    problem: Problem
    horizon: int
    members: tuple[tuple[str, ...], ...]
    allowed: tuple[tuple[int, ...], ...]
    own: Mapping[Level, tuple[tuple[int, ...], ...]]
    pairs: Mapping[tuple[int, int], Pair]
    groups: tuple[UnitGroup, ...]
    retests: tuple[UnitRetest, ...]
    lags: Mapping[tuple[int, int], tuple[int, int | None]]
    caps: tuple[UnitCap, ...]
    resources: tuple[UnitResource, ...]
    contradiction: bool
    unit_of: Mapping[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.members)

    @property
    def counted(self) -> bool:
        """Whether each cap counts units, all alike, and nothing else."""
        return all(
            not cap.parties and len(cap.weights) == self.size and len(set(cap.weights.values())) == 1
            for cap in self.caps
        )

    def expand(self, slots: list[int] | tuple[int, ...]) -> dict[str, int]:
        """Slot per move (in the order of the problem) from slot per unit."""
        return {move.id: slots[self.unit_of[move.id]] for move in self.problem.moves}

    def collapse(self, slots: Mapping[str, int]) -> list[int]:
        """Slot per unit from slot per move; of a unit torn apart the slot of its first member."""
        return [slots[names[0]] for names in self.members]
