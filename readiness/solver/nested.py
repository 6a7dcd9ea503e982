"""A bound on holding and own costs over a whole plan at once: sets of moved units that are priced into growing.

Left to itself each row (a slot) would pick the cheapest set of its number, and the sets of two rows need not lie in
each other. Prices per unit and row make it dear to be moved in one row and not in the next (Lagrange multipliers of
«moved stays moved», improved by subgradient steps). Whatever the prices, the sum is a bound. Where every slot is like
every other, `size_prices` gives more.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import Compiled
from readiness.solver.elimination import Buckets
from readiness.solver.profile import Growth
from readiness.solver.row_cuts import Batch, RowCuts, row_work

Table = NDArray[np.float64]
MAX_BYTES = 800_000_000
MOMENTUM = 0.8
LONGEST, SHORTEST = 4.0, 0.02
"""Length of the first and the last step the work allows, as shares of Polyak's."""


class Nested:
    """`bound`: the best so far, without the rounding up that whole amounts allow."""

    def __init__(self, compiled: Compiled, buckets: Buckets) -> None:
        growth, size = Growth(compiled), compiled.size
        self.buckets, self.bound = buckets, -math.inf
        self.rows = growth
        self.batches = [Batch(tuple(range(len(growth.gaps))), False, size)]
        self.gaps = np.array(growth.gaps, dtype=float).reshape(-1, 1)
        self.own, self.base = _own(compiled, growth)
        self.prices = np.zeros((max(0, len(self.gaps) - 1), size))
        self.best_prices = self.prices.copy()

    @property
    def work(self) -> float:
        """Of one step."""
        return max(1e-4, row_work(self.buckets, self.batches, self.prices.shape[1]))

    def improve(self, target: int, work: float, stop: Callable[[], bool]) -> float:
        """Take steps towards `target`, ever shorter ones, while work lasts; the work spent."""
        steps = int(work / self.work) if self.prices.size else 1
        drift, step = np.zeros_like(self.prices), 0
        self.prices = self.best_prices.copy()
        while step < steps and self.bound <= target - 1 and not stop():
            value, moved = self._step()
            length = LONGEST * (SHORTEST / LONGEST) ** (step / steps)
            step += 1
            if value > self.bound:
                self.bound, self.best_prices = value, self.prices.copy()
            drift = (moved[:-1] - moved[1:]) + MOMENTUM * drift
            self.prices += length * (target - value) / max(1.0, float((drift**2).sum())) * drift
            np.maximum(self.prices, 0.0, out=self.prices)
        return step * self.work

    def row_cuts(self, prices: Table) -> RowCuts:
        """The cheapest sets of every row at these prices."""
        own = self.own.copy()
        own[:-1] += prices
        own[1:] -= prices
        return RowCuts(self.buckets, self.batches, own / self.gaps)

    def _step(self) -> tuple[float, Table]:
        """(bound at the present prices, who is moved in each row in the sets that attain it)."""
        cuts = self.row_cuts(self.prices)
        value, path = self.rows.cheapest(cuts.least * self.gaps)
        return value + self.base, cuts.moved(path)


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
