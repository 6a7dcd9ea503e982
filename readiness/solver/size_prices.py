"""A bound on holding costs where every slot is like every other: prices on nested sets for each number of units moved.

All that counts of a plan is the chain of its sets of moved units; from one to the next it grows by at most what a
slot takes. Left to themselves the cheapest sets of their sizes do not lie in each other. A price per unit and size
makes it dear to be moved at one stop and not at the next (Lagrange multipliers of «moved stays moved»). Sizes a full
slot apart form a chain that most plans keep to; each such chain has prices of its own, so that no bound is lost by
mixing chains. What it costs to change from one to another is the least over all sets at the prices of both.

A stop is a size and which of a few units, the hubs, have moved, each stop with prices of its own, and the bound is the
shortest way through the stops. The first hubs are the units with the dearest links; the others are written down one by
one as prices get better, those that prices hold least: of a unit that the cheapest sets take back and forth, at high
prices and with dear links, it is worth most to know the side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from readiness.solver.bounds import most_in_slot, separable_bound
from readiness.solver.compiled import Compiled
from readiness.solver.hubs import Hubs
from readiness.solver.size_chain import NEVER, Chain, cheapest

Table = NDArray[np.float64]
MOMENTUM = 0.8


class Pace(NamedTuple):
    """Of the first and the last step the work allows: its length as a share of Polyak's; ways that cost so large a part
    of the gap more than the shortest count nearly as much."""

    longest: float
    shortest: float
    soft: float
    soft_end: float


FROM_NOTHING, ONWARD = Pace(4.0, 0.3, 0.1, 0.02), Pace(2.0, 0.1, 0.03, 0.005)
"""Prices that begin at nothing, and those that begin with prices of fewer hubs or of another chain."""
EACH = 0.8
"""Of the work, for all chains alike; the rest is for the one that needs it most."""
WHOLE_EVERY = 10
"""Steps from one look at all ways to the next."""
NEAR = 0.12
"""In between only steps from stop to stop count on ways that cost at most so large a part of the gap more than the
shortest."""
BY_LINKS = 2
"""Hubs chosen for nothing but their links."""


class SizePrices:
    """`bound`: the best so far. `hubs`, `price[k, state]`, `tail[k, state]` are those that gave it: what is still to
    pay at least after a set of k units is the sum of its units' prices and the tail of its state."""

    def __init__(self, compiled: Compiled, number: int = 1) -> None:
        self.compiled, self.size = compiled, compiled.size
        self.step = max(1, min(self.size, most_in_slot(compiled, compiled.allowed[0][0])))
        self.base = float(separable_bound(compiled, "cost"))
        self.alike = all(pair[1] == pair[3] for pair in compiled.pairs.values())
        lead = self.size % self.step or self.step
        firsts = [lead, *(first for first in range(1, self.step + 1) if first != lead)]
        self.bound, self.rounds, self.lead = -math.inf, 0, False
        self.now = self.hubs = Hubs(compiled, ())
        self.chains = [
            Chain(range(first, self.size, self.step), self.hubs, self._open) for first in firsts if first < self.size
        ]
        self.widen(number)
        self.hubs = self.now
        self.price = np.zeros((self.size + 1, self.hubs.states, self.size))
        self.tail = np.zeros((self.size + 1, self.hubs.states))

    def widen(self, number: int) -> None:
        """Write down the side of so many hubs, with the prices there are."""
        while len((before := self.now).units) < min(number, self.size - 1):
            torn = self.chains[0].torn * before.links if len(before.units) >= BY_LINKS else before.links
            order = np.lexsort((-before.links, -torn))
            self.now = Hubs(self.compiled, (*before.units, order[~np.isin(order, before.units)][0]))
            for chain in self.chains:
                chain.widen(before, self.now, self._open)

    @property
    def work(self) -> float:
        """Of a step in every chain."""
        return max(1e-4, sum(chain.work for chain in self.chains))

    def improve(self, target: int, work: float, stop: Callable[[], bool], *, lead: bool = False) -> float:
        """Take steps towards `target`, ever shorter ones, while work lasts; the work spent. `lead`: with the chain that
        full slots lead through only."""
        joining, fresh = 0.0 if lead else self._joining, not self.rounds or self.lead
        goal, left, spent = target - self.base, max(0.0, work - joining), 0.0
        chains = self.chains[:1] if lead else self.chains
        for at, chain in enumerate(chains):
            if at and fresh:
                chain.begin_between(chains[:at])
            pace = ONWARD if at or self.rounds else FROM_NOTHING
            spent += self._climb(chain, goal, left * (1 if lead else EACH) / len(chains), stop, pace)
        if not lead:  # the bound is no better than the worst of them
            spent += self._climb(min(chains, key=lambda chain: chain.value), goal, left - spent, stop, ONWARD)
        if not spent and self.rounds:
            return 0.0  # the same prices
        self.rounds, self.lead = self.rounds + 1, lead
        if lead and not stop():
            return spent
        for at in range(1, len(self.chains) if lead else 0):
            self.chains[at].begin_between(self.chains[:at])
        self._join()
        return spent + joining

    def _open(self, sizes: Sequence[int]) -> NDArray[np.bool_]:
        """[size, state]: whether it can be. If links hold alike whichever end moves first, a plan may be turned round,
        so that the unit with the dearest links moves in the first half."""
        count, k = self.now.count[None, :], np.array(sizes)[:, None]
        found: NDArray[np.bool_] = (count <= k) & (k - count <= len(self.now.rest))
        if self.alike and len(self.now.units):
            found = found & ((2 * k < self.size) | (np.arange(self.now.states) & 1 == 1)[None, :])
        return found

    def _climb(self, chain: Chain, goal: float, work: float, stop: Callable[[], bool], pace: Pace) -> float:
        """Better prices of one chain; the work spent. How far it is decides how long the steps are."""
        spent, step, torn = 0.0, 0, np.zeros_like(chain.torn)
        prices, drift = chain.best.copy(), np.zeros_like(chain.best)
        while len(chain.sizes) > 1 and spent < work and chain.value <= goal - 1 and not stop():
            part = spent / work
            if step % WHOLE_EVERY == 0:
                spent += chain.work
                chain.refresh(prices, NEAR, goal - 1)
            soft = pace.soft * (pace.soft_end / pace.soft) ** part * max(1.0, goal - max(chain.value, 0.0))
            value, slope = chain.slope(prices, soft)
            spent, step = spent + chain.near_work, step + 1
            torn[chain.hubs.rest] += part * (np.abs(slope) * prices).sum(axis=(0, 1))
            drift = slope + MOMENTUM * drift
            length = pace.longest * (pace.shortest / pace.longest) ** part
            prices += length * (goal - value) / max(1.0, float((drift**2).sum())) * drift
            np.maximum(prices, 0.0, out=prices)
        if step:
            spent, chain.torn = spent + chain.work, torn
            chain.refresh(prices, NEAR, goal - 1)
        return spent

    @property
    def _joining(self) -> float:
        return 1.5 * self.step * sum(chain.whole_work for chain in self.chains)

    def _join(self) -> None:
        """The bound over all plans at the prices of all chains."""
        hubs, size = self.now, self.size
        price = np.zeros((size + 1, hubs.states, len(hubs.rest)))
        tail = np.full((size + 1, hubs.states), NEVER)
        for chain in self.chains:
            price[chain.sizes] = chain.best
        cost = np.full((self.step + 1, size + 1, hubs.states, hubs.states), NEVER)
        for grown in range(1, self.step + 1):
            for chain in self.chains:
                sizes = np.array(chain.sizes)
                fits = (hubs.grows >= 0) & (hubs.grows <= grown) & self._open(chain.sizes)[:, None, :]
                fits &= self._open(np.maximum(sizes - grown, 0).tolist())[:, :, None] & (sizes >= grown)[:, None, None]
                row, a, b = np.nonzero(fits)
                k = sizes[row]
                own = price[k, b] - price[k - grown, a] + hubs.own[b]
                cost[grown, k, a, b] = cheapest(hubs, own, k - hubs.count[b])[0] + hubs.cut[b]
        tail[size, -1] = 0.0
        for n in range(size - 1, -1, -1):
            for grown in range(1, min(self.step, size - n) + 1):
                if n + grown == size:
                    ways = np.where(self._open([n])[0] & (hubs.grows[:, -1] <= grown), 0.0, NEVER)
                else:
                    ways = (cost[grown, n + grown] + tail[n + grown][None, :]).min(axis=1)
                tail[n] = np.minimum(tail[n], ways)
        if self.base + tail[0, 0] > self.bound:
            self.bound, self.hubs, self.tail = self.base + float(tail[0, 0]), hubs, np.minimum(tail, NEVER)
            self.price = np.zeros((size + 1, hubs.states, size))
            self.price[:, :, hubs.rest] = price
