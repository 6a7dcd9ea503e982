"""A bound on holding and own costs over all slots at once: sets of moved units that are priced into growing.

Left to itself each slot would pick the cheapest set of its number (`counted_cut`), and the sets of two slots need not
lie in each other. Prices per unit and slot make it dear to be moved at one slot and not at the next (Lagrange
multipliers of «moved stays moved», improved by subgradient steps). Whatever the prices, the sum is a bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import Compiled
from readiness.solver.counted_cut import OPERATIONS_PER_WORK, CountedCut
from readiness.solver.elimination import Buckets
from readiness.solver.profile import Growth

Table = NDArray[np.float64]
MAX_BYTES = 800_000_000
MOMENTUM = 0.6
PATIENCE = 5
"""Steps without a better bound before they are shortened."""
SHORTEST = 0.02


class Nested:
    """`bound`: the best so far, without the rounding up that whole amounts allow."""

    def __init__(self, compiled: Compiled, buckets: Buckets) -> None:
        self.growth, self.buckets = Growth(compiled), buckets
        self.gaps = np.array(self.growth.gaps, dtype=float).reshape(-1, 1)
        self.own, self.base = _own(compiled, self.growth)
        self.prices = np.zeros((max(0, len(self.gaps) - 1), compiled.size))
        self.units = [bucket.unit for bucket in buckets.all]
        self.bound = -math.inf

    @property
    def work(self) -> float:
        """Of one step."""
        return self.buckets.operations * len(self.gaps) / OPERATIONS_PER_WORK

    def improve(self, target: int, work: float, stop: Callable[[], bool]) -> float:
        """Take steps towards `target` while work lasts and they help; the work spent."""
        length, idle, spent = 1.0, 0, 0.0
        drift = np.zeros_like(self.prices)
        while spent + self.work <= work and length > SHORTEST and self.bound <= target - 1 and not stop():
            value, inside = self._step()
            spent += self.work
            idle = 0 if value > self.bound else idle + 1
            self.bound = max(self.bound, value)
            if idle >= PATIENCE:
                length, idle = length * 0.7, 0
            drift = (inside[:-1] - inside[1:]) + MOMENTUM * drift
            self.prices += length * (target - value) / max(1.0, float((drift**2).sum())) * drift
            np.maximum(self.prices, 0.0, out=self.prices)
        return spent

    def _step(self) -> tuple[float, Table]:
        """(bound at the present prices, who is moved after each slot in the sets that attain it)."""
        own = self.own.copy()
        own[:-1] += self.prices
        own[1:] -= self.prices
        cut = CountedCut(self.buckets, [1] * self.growth.size, (own / self.gaps)[:, self.units], keep=True)
        value, path = self.growth.cheapest(cut.least * self.gaps)
        inside = np.zeros_like(own)
        for row, moved in enumerate(path):
            inside[row, self.units] = cut.inside(row, moved)
        return value + self.base, inside


def fits(compiled: Compiled, buckets: Buckets) -> bool:
    """Whether the tables of one step can be held."""
    rows = len({t for allowed in compiled.allowed for t in allowed})
    states = sum(float(4 << len(bucket.scope)) * (bucket.below + 1) for bucket in buckets.all)
    return buckets.exact and rows > 1 and states * rows * 8 < MAX_BYTES


def _own(compiled: Compiled, growth: Growth) -> tuple[Table, float]:
    """Own costs by state: what being moved after the j-th slot of change adds; and what is due in any case.

    A unit's amounts at its slots are a telescope of differences. Slots it may not take lie between its neighbours;
    before its first slot it is kept outside, from its last slot on inside.
    """
    tables = compiled.own["cost"]
    total = 1.0 + sum(pair[1] + pair[3] for pair in compiled.pairs.values()) * compiled.horizon
    total += sum(max(table) - min(table) for table in tables)
    own = np.zeros((len(growth.gaps), compiled.size))
    base = 0.0
    for u, allowed in enumerate(compiled.allowed):
        first, last = growth.times.index(allowed[0]), growth.times.index(allowed[-1])
        amounts = [float(tables[u][allowed[0]])] * (first + 1)
        for slot in growth.times[first + 1 : last + 1]:
            after = next(t for t in allowed if t >= slot)
            before = next(t for t in reversed(allowed) if t <= slot)
            amounts.append(float(min(tables[u][before], tables[u][after])))
        amounts += amounts[-1:] * (len(growth.times) - 1 - last)
        own[:, u] = -np.diff(amounts)
        own[:first, u] = 4 * total
        own[last:, u] = -4 * total
        base += amounts[-1] + 4 * total * len(own[last:])
    return own, base
