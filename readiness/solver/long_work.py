"""Work of several slots: what moves of earlier slots have taken of a resource that moves of later slots need, too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import UnitResource
from readiness.solver.core import Core
from readiness.solver.patterns import Matrix

Loads = NDArray[np.int64]
_Shares = dict[int, list[tuple[int, int]]]  # time → (bit of a unit, what it takes)


class LongWork:
    """Columns of a load: the (resource, slot) that all units together could overfill from more than one time."""

    def __init__(self, core: Core) -> None:
        shares: list[_Shares] = []
        limits = []
        for resource in core.compiled.resources:
            for slot, by_time in sorted(_by_slot(core, resource).items()):
                if len(by_time) > 1 and _most(by_time) > resource.limits[slot]:
                    shares.append(by_time)
                    limits.append(resource.limits[slot])
        self.limits = np.array(limits, dtype=np.int64)
        self._demand = np.zeros((len(core.times), core.size, len(shares)))
        self._ahead = np.zeros((len(core.times), len(shares)), dtype=np.int64)
        for column, by_time in enumerate(shares):
            self._ahead[: max(by_time), column] = 1
            for j, shared in by_time.items():
                for bit, amount in shared:
                    self._demand[j, bit, column] = amount

    def __bool__(self) -> bool:
        return bool(len(self.limits))

    def nothing(self, count: int) -> Loads:
        """Empty loads."""
        return np.zeros((count, len(self.limits)), dtype=np.int64)

    def demand(self, j: int, moving: Matrix) -> Loads:
        """What the units of each row take when they move at the j-th time."""
        taken: Loads = (moving @ self._demand[j]).astype(np.int64)
        return taken

    def fits(self, load: Loads) -> NDArray[np.bool_]:
        """Whether each load is within the limits."""
        found: NDArray[np.bool_] = np.all(load <= self.limits, axis=1)
        return found

    def ahead(self, j: int, load: Loads) -> Loads:
        """The part of the loads that times after the j-th can add to."""
        shared: Loads = load * self._ahead[j]
        return shared


def _by_slot(core: Core, resource: UnitResource) -> dict[int, _Shares]:
    """What moves at each time would take of a resource in a slot."""
    table: dict[int, _Shares] = {}
    for bit, u in enumerate(core.order):
        for back, amount in resource.demands.get(u, ()):
            for j, t in enumerate(core.times):
                if t >= back and t in core.compiled.allowed[u]:
                    table.setdefault(t - back, {}).setdefault(j, []).append((bit, amount))
    return table


def _most(by_time: _Shares) -> int:
    """What all units together take at most, each at the time at which it takes most."""
    most: dict[int, int] = {}
    for shared in by_time.values():
        for bit, amount in shared:
            most[bit] = max(most.get(bit, 0), amount)
    return sum(most.values())
