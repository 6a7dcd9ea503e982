"""A bound on holding costs where every slot is like every other: prices on nested sets for each number of units moved.

All that counts of a plan is the chain of its sets of moved units; from one to the next it grows by at most what a
slot takes. Left to themselves the cheapest sets of their sizes do not lie in each other. A price per unit and size
makes it dear to be moved at one stop and not at the next (Lagrange multipliers of «moved stays moved»). Sizes a full
slot apart form a chain that most plans keep to; each such chain has prices of its own, so that no bound is lost by
mixing chains. What it costs to change from one to another is the least over all sets at the prices of both.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from readiness.solver.bounds import most_in_slot, separable_bound
from readiness.solver.compiled import Compiled
from readiness.solver.elimination import Buckets
from readiness.solver.row_cuts import Batch, RowCuts, row_work

Table = NDArray[np.float64]
NEVER = 1e15
MOMENTUM = 0.8
LONGEST, SHORTEST = 4.0, 0.02
"""Length of the first and the last step the work allows, as shares of Polyak's."""
LATER_LONGEST = 2.0
"""Of the first step of a chain that begins with the prices of another one."""
FIRST_SHARE = 0.4
"""Of the first work, for the prices of the chain that full slots lead through; the others begin with them."""


class SizePrices:
    """`bound`: the best so far. `price[k]`, `tail[k]` are of the prices that gave it: what is still to pay at least
    after a set of k units is the sum of its units' prices and the tail. `must[k]`: who is moved then in any case."""

    def __init__(self, compiled: Compiled, buckets: Buckets) -> None:
        self.size, self.buckets = compiled.size, buckets
        self.step = max(1, min(self.size, most_in_slot(compiled, compiled.allowed[0][0])))
        self.base = float(separable_bound(compiled, "cost"))
        self.must, self.dear = _half(compiled)
        lead = self.size % self.step or self.step
        firsts = [lead, *(first for first in range(1, self.step + 1) if first != lead)]
        self.chains = [_Chain(range(first, self.size, self.step), self.size) for first in firsts if first < self.size]
        self.bound, self.rounds = -math.inf, 0
        self.price, self.tail = np.zeros((self.size + 1, self.size)), np.zeros(self.size + 1)

    @property
    def work(self) -> float:
        """Of a step in every chain."""
        return max(1e-4, sum(row_work(self.buckets, chain.batches, self.size) for chain in self.chains))

    def improve(self, target: int, work: float, stop: Callable[[], bool], longest: float = LONGEST) -> float:
        """Take steps towards `target`, ever shorter ones, while work lasts; the work spent."""
        joining = self.work * self.step
        spent, left = 0.0, max(0.0, work - joining)
        for at, chain in enumerate(self.chains):
            first = not self.rounds
            if first and at:
                chain.begin_like(self.chains[0])
            share = 1 / (len(self.chains) - at)
            if first and not at and len(self.chains) > 1:
                share = FIRST_SHARE
            done = self._climb(chain, target, left * share, stop, min(longest, LATER_LONGEST) if at else longest)
            spent, left = spent + done, left - done
        if not spent and (self.rounds or stop()):
            return 0.0  # the same prices
        self.rounds += 1
        self._join()
        return spent + joining

    def _climb(self, chain: _Chain, target: int, work: float, stop: Callable[[], bool], longest: float) -> float:
        """Better prices of one chain."""
        each = max(1e-4, row_work(self.buckets, chain.batches, self.size))
        steps = int(work / each) if len(chain.sizes) > 1 else 0
        prices, step = chain.prices.copy(), 0
        drift = np.zeros_like(prices)
        while step < steps and self.base + chain.value <= target - 1 and not stop():
            own = self._own(chain, prices, chain.before(prices)).astype(np.float32)  # `_join` is exact
            cuts = RowCuts(self.buckets, chain.batches, own)
            value = self._value(chain, cuts)
            length = longest * (SHORTEST / longest) ** (step / steps)
            step += 1
            if value > chain.value:
                chain.value, chain.prices = value, prices.copy()
            moved = cuts.moved(chain.sizes)
            drift[:-1] = (moved[:-1] - moved[1:]) + MOMENTUM * drift[:-1]
            prices += length * (target - self.base - value) / max(1.0, float((drift**2).sum())) * drift
            np.maximum(prices, 0.0, out=prices)
        return step * each

    def _own(self, chain: _Chain, prices: Table, before: Table) -> Table:
        """Cost of being moved at each size, between the prices of this size and of the one before."""
        return prices - before - self.dear * self.must[chain.sizes]

    def _value(self, chain: _Chain, cuts: RowCuts) -> float:
        return float(self._least(chain, cuts).sum())

    def _least(self, chain: _Chain, cuts: RowCuts) -> Table:
        """The least at each size of the chain."""
        found: Table = cuts.least[np.arange(len(chain.sizes)), chain.sizes] + self.dear * self.must[chain.sizes].sum(1)
        return found

    def _join(self) -> None:
        """The bound over all plans at the prices of all chains."""
        price = np.zeros((self.size + 1, self.size))
        for chain in self.chains:
            price[chain.sizes] = chain.prices
        cost = np.zeros((self.step + 1, self.size + 1))
        for grown in range(1, self.step + 1):
            for chain in self.chains:
                before = price[np.maximum(np.array(chain.sizes) - grown, 0)]
                cuts = RowCuts(self.buckets, chain.batches, self._own(chain, chain.prices, before), keep=False)
                cost[grown, chain.sizes] = self._least(chain, cuts)
        tail = np.zeros(self.size + 1)
        for k in range(self.size - 1, -1, -1):
            tail[k] = min(cost[g, k + g] + tail[k + g] for g in range(1, min(self.step, self.size - k) + 1))
        if self.base + tail[0] > self.bound:
            self.bound, self.price, self.tail = self.base + float(tail[0]), price, tail


class _Chain:
    """Sizes a full slot apart, with the best prices so far: row i is what it costs to be moved at the i-th size and not
    at the next. After the last size there is only the end, where all are moved: no price."""

    def __init__(self, sizes: range, size: int) -> None:
        self.sizes, self.value = list(sizes), -math.inf
        self.prices = np.zeros((len(self.sizes), size))
        self.batches = []
        below = [(k, at) for at, k in enumerate(self.sizes) if 2 * k <= size]
        above = sorted((size - k, at) for at, k in enumerate(self.sizes) if 2 * k > size)
        for mirrored, rows in ((False, below), (True, above)):
            if rows:
                self.batches.append(Batch(tuple(at for _, at in rows), mirrored, rows[-1][0]))

    def before(self, prices: Table) -> Table:
        """The prices of the size before each size."""
        found = np.zeros_like(prices)
        found[1:] = prices[:-1]
        return found

    def begin_like(self, other: _Chain) -> None:
        """Prices between those of the sizes of another chain."""
        for unit in range(self.prices.shape[1]):
            self.prices[:-1, unit] = np.interp(self.sizes[:-1], other.sizes, other.prices[:, unit])


def _half(compiled: Compiled) -> tuple[NDArray[np.bool_], float]:
    """Who is moved at each size in any case, and a cost above that of all links.

    If links hold alike whichever end moves first, a plan may be turned round, so that the unit with the dearest links
    moves in the first half.
    """
    size = compiled.size
    must, links = np.zeros((size + 1, size), dtype=bool), np.zeros(size)
    for (u, v), (_, ahead, _, back) in compiled.pairs.items():
        links[[u, v]] += ahead
        if ahead != back:
            return must, 0.0
    must[-(-size // 2) :, int(links.argmax())] = True
    return must, 1.0 + float(links.sum())
