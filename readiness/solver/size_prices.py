"""A bound on holding costs where every slot is like every other: prices on nested sets for each number of units moved.

All that counts of a plan is the chain of its sets of moved units; from one to the next it grows by at most what a
slot takes. Left to themselves the cheapest sets of their sizes do not lie in each other. A price per unit and size
makes it dear to be moved at one stop and not at the next (Lagrange multipliers of «moved stays moved»). Sizes a full
slot apart form a chain that most plans keep to; each such chain has prices of its own, so that no bound is lost by
mixing chains. What it costs to change from one to another is the least over all sets at the prices of both.

The same holds for the units with the dearest links: a stop is a size and which of the hubs have moved, each with prices
of its own, and the bound is the shortest way through the stops. More hubs are written down as prices get better.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.bounds import most_in_slot, separable_bound
from readiness.solver.compiled import Compiled
from readiness.solver.hubs import Hubs
from readiness.solver.row_cuts import Batch, RowCuts, row_work

Table = NDArray[np.float64]
Numbers = NDArray[np.int64]
NEVER = 1e15
MOMENTUM = 0.8
LONGEST, SHORTEST = 4.0, 0.3
"""Length of the first and the last step the work allows, as shares of Polyak's."""
LATER_LONGEST = 1.0
"""Of the first step of a chain that begins with the prices of another one."""
FIRST_SHARE = 0.4
"""Of the work, for the prices of the chain that full slots lead through; the others begin with them."""
SOFT, SOFT_END = 0.1, 0.02
"""Ways that cost so large a part of the gap more than the shortest count nearly as much, in the first and last step."""
ROWS_AT_ONCE = 256
DEAD_EVERY = 8
"""Steps between two looks which stops no better plan can come through."""


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
        self.now = self.hubs = Hubs(compiled, min(number, self.size - 1))
        self.chains = [
            Chain(range(first, self.size, self.step), self.hubs, self._open) for first in firsts if first < self.size
        ]
        self.price = np.zeros((self.size + 1, self.hubs.states, self.size))
        self.tail = np.zeros((self.size + 1, self.hubs.states))

    def widen(self, number: int) -> None:
        """Write down the side of so many hubs, with the prices there are."""
        if (number := min(number, self.size - 1)) > len(self.now.units):
            before, self.now = self.now, Hubs(self.compiled, number)
            for chain in self.chains:
                chain.widen(before, self.now, self._open)

    @property
    def work(self) -> float:
        """Of a step in every chain."""
        return max(1e-4, sum(chain.work for chain in self.chains))

    def improve(
        self, target: int, work: float, stop: Callable[[], bool], longest: float = LONGEST, *, lead: bool = False
    ) -> float:
        """Take steps towards `target`, ever shorter ones, while work lasts; the work spent. `lead`: with the chain that
        full slots lead through only."""
        joining, fresh = self._joining, not self.rounds or self.lead
        spent, left = 0.0, max(0.0, work - joining)
        for at, chain in enumerate(self.chains):
            share = 1 / (len(self.chains) - at)
            if not at and fresh and len(self.chains) > 1:
                share = 1.0 if lead else FIRST_SHARE
            if at and fresh:
                chain.begin_like(self.chains[0])
            done = self._climb(chain, target, left * share, stop, min(longest, LATER_LONGEST) if at else longest)
            spent, left = spent + done, left - done
        if not spent and (self.rounds or stop()):
            return 0.0  # the same prices
        self.rounds, self.lead = self.rounds + 1, lead
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

    def _climb(self, chain: Chain, target: int, work: float, stop: Callable[[], bool], longest: float) -> float:
        """Better prices of one chain."""
        steps, spent, goal = int(work / chain.work) if len(chain.sizes) > 1 else 0, 0.0, target - self.base
        prices, step = chain.prices.copy(), 0
        drift = np.zeros_like(prices)
        while step < steps and spent < work and chain.value <= goal - 1 and not stop():
            part = step / steps
            soft = SOFT * (SOFT_END / SOFT) ** part * max(1.0, goal - max(chain.value, 0.0))
            value, slope, through = chain.at(prices, soft)
            spent, step = spent + chain.work, step + 1
            if value > chain.value:
                chain.value, chain.prices = value, prices.copy()
            if step % DEAD_EVERY == 1:
                chain.close(through > goal - 1 + 1e-3)
            drift = slope + MOMENTUM * drift
            length = longest * (SHORTEST / longest) ** part
            prices += length * (goal - value) / max(1.0, float((drift**2).sum())) * drift
            np.maximum(prices, 0.0, out=prices)
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
            price[chain.sizes] = chain.prices
        cost = np.full((self.step + 1, size + 1, hubs.states, hubs.states), NEVER)
        for grown in range(1, self.step + 1):
            for chain in self.chains:
                sizes = np.array(chain.sizes)
                fits = (hubs.grows >= 0) & (hubs.grows <= grown) & self._open(chain.sizes)[:, None, :]
                fits &= self._open(np.maximum(sizes - grown, 0).tolist())[:, :, None] & (sizes >= grown)[:, None, None]
                row, a, b = np.nonzero(fits)
                k = sizes[row]
                own = price[k, b] - price[k - grown, a] + hubs.own[b]
                cost[grown, k, a, b] = _least(hubs, own, k - hubs.count[b])[0] + hubs.cut[b]
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


class Chain:
    """Sizes a full slot apart, with the best prices so far: `prices[i, state]` is what it costs to be moved at the i-th
    size in a state and not at the next. After the last size there is only the end, where all are moved: no price."""

    def __init__(self, sizes: range, hubs: Hubs, open_: Callable[[Sequence[int]], NDArray[np.bool_]]) -> None:
        self.sizes, self.hubs, self.value = list(sizes), hubs, -math.inf
        self.prices = np.zeros((len(self.sizes), hubs.states, len(hubs.rest)))
        self.open = open_(self.sizes)
        self._write_down()
        self.whole_work = self.work

    def widen(self, before: Hubs, hubs: Hubs, open_: Callable[[Sequence[int]], NDArray[np.bool_]]) -> None:
        """More hubs, which begin with the prices there are."""
        same = np.arange(hubs.states) & (before.states - 1)
        columns = np.searchsorted(before.rest, hubs.rest)
        self.hubs, self.prices = hubs, self.prices[:, same][:, :, columns].copy()
        closed = ~self.open[:, same]
        self.open = open_(self.sizes)
        self._write_down()
        self.whole_work = self.work
        self.close(closed)

    def close(self, dead: NDArray[np.bool_]) -> None:
        """Leave out stops."""
        if (self.open & dead).any():
            self.open &= ~dead
            self._write_down()

    def _write_down(self) -> None:
        """All steps from stop to stop."""
        hubs, first = self.hubs, np.zeros((1, self.hubs.states), bool)
        first[0, 0] = True
        room = np.diff([0, *self.sizes])[:, None, None]
        steps = (hubs.grows >= 0) & (hubs.grows <= room) & self.open[:, None, :]
        steps &= np.concatenate([first, self.open[:-1]])[:, :, None]
        self.row, self.before, self.after = np.nonzero(steps)
        self.count = np.array(self.sizes)[self.row] - hubs.count[self.after]
        self.work = max(1e-4, _work(hubs, self.count))

    def at(self, prices: Table, soft: float) -> tuple[float, Table, Table]:
        """At these prices: the shortest way; where prices should go, for all ways that are not much longer; and the
        shortest way through each stop."""
        row, before, after, hubs = self.row, self.before, self.after, self.hubs
        shape = (len(self.sizes), hubs.states, hubs.states)
        if not len(row):
            return NEVER, np.zeros_like(prices), np.full(shape[:2], NEVER)
        earlier = np.where((row > 0)[:, None], prices[row - 1, before], 0.0)
        own = prices[row, after] - earlier + hubs.own[after]
        least, moved = _least(hubs, own.astype(np.float32), self.count, keep=True)  # `_join` is exact
        cost = np.full(shape, NEVER)
        cost[row, before, after] = least + hubs.cut[after]
        to, away = np.full((2, *shape[:2]), NEVER)
        mass, rest = np.full((2, *shape[:2]), -NEVER)
        to[0], mass[0] = cost[0, 0], -cost[0, 0] / soft
        away[-1], rest[-1] = np.where(self.open[-1], 0.0, NEVER), np.where(self.open[-1], 0.0, -NEVER)
        for i in range(1, shape[0]):
            to[i] = (to[i - 1][:, None] + cost[i]).min(axis=0)
            mass[i] = np.logaddexp.reduce(mass[i - 1][:, None] - cost[i] / soft, axis=0)
        for i in range(shape[0] - 1, 0, -1):
            away[i - 1] = (cost[i] + away[i][None, :]).min(axis=1)
            rest[i - 1] = np.logaddexp.reduce(rest[i][None, :] - cost[i] / soft, axis=1)
        came = np.where(row > 0, mass[row - 1, before], 0.0)
        total = np.logaddexp.reduce(np.where(self.open[-1], mass[-1], -NEVER))
        share = np.exp(np.minimum(0.0, came - cost[row, before, after] / soft + rest[row, after] - total))
        slope, flow = np.zeros_like(prices), share[:, None] * moved
        np.add.at(slope, (row, after), flow)
        later = row > 0
        np.subtract.at(slope, (row[later] - 1, before[later]), flow[later])
        slope[-1] = 0.0
        return float((to[-1] + away[-1]).min()), slope, to + away

    def begin_like(self, other: Chain) -> None:
        """Prices between those of the sizes of another chain; stops left out there have those of the most similar."""
        known = other.prices.copy()
        states = np.arange(self.hubs.states)
        far = self.hubs.count[states[:, None] ^ states[None, :]]
        for at, open_ in enumerate(other.open):
            if open_.any():
                known[at] = known[at, np.where(open_[None, :], far, NEVER).argmin(axis=1)]
        sizes, last = np.array(self.sizes[:-1]), len(other.sizes) - 1
        later = np.searchsorted(other.sizes, sizes).clip(1, max(1, last)).clip(max=last)
        before = np.maximum(later - 1, 0)
        gap = np.maximum(np.array(other.sizes)[later] - np.array(other.sizes)[before], 1)
        share = ((sizes - np.array(other.sizes)[before]) / gap).clip(0, 1)[:, None, None]
        self.prices[:-1] = (1 - share) * known[before] + share * known[later]


def _batches(hubs: Hubs, count: Numbers) -> list[tuple[Numbers, bool, int]]:
    """(rows, whether those that wait are counted, how many at most): rows that share tables, few units first."""
    size, found = len(hubs.rest), []
    for mirrored in (False, True):
        few = size - count if mirrored else count
        rows = np.flatnonzero((2 * count > size) == mirrored)
        rows = rows[np.argsort(few[rows], kind="stable")]
        found += [
            (part, mirrored, int(few[part[-1]]))
            for part in (rows[at : at + ROWS_AT_ONCE] for at in range(0, len(rows), ROWS_AT_ONCE))
        ]
    return found


def _work(hubs: Hubs, count: Numbers) -> float:
    batches = [Batch(tuple(rows), mirrored, most) for rows, mirrored, most in _batches(hubs, count)]
    return row_work(hubs.buckets, batches, len(hubs.rest))


def _least(hubs: Hubs, own: NDArray[np.floating[Any]], count: Numbers, *, keep: bool = False) -> tuple[Table, Table]:
    """(Least cost of so many of the rest, who they are): row by row."""
    least, moved = np.full(len(own), NEVER), np.zeros((len(own), own.shape[1]))
    for rows, mirrored, most in _batches(hubs, count):
        cuts = RowCuts(hubs.buckets, [Batch(tuple(range(len(rows))), mirrored, most)], own[rows], keep=keep)
        least[rows] = cuts.least[np.arange(len(rows)), count[rows]]
        if keep:
            moved[rows] = cuts.moved(count[rows].tolist())
    return least, moved
