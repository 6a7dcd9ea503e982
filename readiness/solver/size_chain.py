"""Sizes a full slot apart, with prices of each stop: one of the chains of `size_prices`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.hubs import Hubs
from readiness.solver.row_cuts import Batch, RowCuts, row_work

Table = NDArray[np.float64]
Numbers = NDArray[np.int64]
Stops = NDArray[np.bool_]
NEVER = 1e15
ROWS_AT_ONCE = 256
HEEDED = 1e-4
"""Share of all ways below which a step from stop to stop does not move prices."""


class Chain:
    """`prices[i, state]` is what it costs to be moved at the i-th size in a state and not at the next; `value`: the
    best bound so far, `best` the prices that gave it. After the last size there is only the end, where all are moved:
    no price. `open`: stops that plans below the target may come through; `torn`: at what prices the cheapest
    sets of late had each unit at one stop and not at the next, all of them together."""

    def __init__(self, sizes: range, hubs: Hubs, open_: Callable[[Sequence[int]], Stops]) -> None:
        self.sizes, self.hubs, self.value = list(sizes), hubs, -np.inf
        self.best = np.zeros((len(self.sizes), hubs.states, len(hubs.rest)))
        self.torn = np.zeros(len(hubs.rest) + len(hubs.units))
        self.open = open_(self.sizes)
        self._write_down()
        self.whole_work = self.work

    def widen(self, before: Hubs, hubs: Hubs, open_: Callable[[Sequence[int]], Stops]) -> None:
        """More hubs, which begin with the prices there are."""
        same = np.arange(hubs.states) & (before.states - 1)
        columns = np.searchsorted(before.rest, hubs.rest)
        self.hubs, self.best = hubs, self.best[:, same][:, :, columns].copy()
        closed = ~self.open[:, same]
        self.open = open_(self.sizes)
        self._write_down()
        self.whole_work = self.work
        self.close(closed)

    def close(self, dead: Stops) -> None:
        """Leave out stops."""
        if (self.open & dead).any():
            self.open &= ~dead
            self._write_down()

    @property
    def work(self) -> float:
        """Of a look at all ways."""
        return step_work(self.hubs, self.count)

    @property
    def near_work(self) -> float:
        """Of a step."""
        return step_work(self.hubs, self.count[self.near])

    def _write_down(self) -> None:
        """All steps from stop to stop."""
        hubs, first = self.hubs, np.zeros((1, self.hubs.states), bool)
        first[0, 0] = True
        room = np.diff([0, *self.sizes])[:, None, None]
        steps = (hubs.grows >= 0) & (hubs.grows <= room) & self.open[:, None, :]
        steps &= np.concatenate([first, self.open[:-1]])[:, :, None]
        self.row, self.before, self.after = np.nonzero(steps)
        self.count = np.array(self.sizes)[self.row] - hubs.count[self.after]
        self.near = np.arange(len(self.row))

    def refresh(self, prices: Table, near: float, limit: float) -> None:
        """Look at all ways: keep the prices if they are the best, close stops that no way below `limit` leads through,
        and count only steps on ways that cost at most a share `near` of what is left to `limit` more than the shortest.
        """
        if not len(self.row):
            self.value = NEVER
            return
        cost = self._table(cheapest(self.hubs, self._own(prices, slice(None)), self.count)[0], slice(None))
        to, away = self._ways(cost)
        value = float((to[-1] + away[-1]).min())
        if value > self.value:
            self.value, self.best = value, prices.copy()
        before = np.concatenate([np.zeros((1, self.hubs.states)), to[:-1]])
        through = before[:, :, None] + cost + away[:, None, :]
        self.close(to + away > limit + 1e-3)
        self.near = np.flatnonzero(through[self.row, self.before, self.after] <= value + near * max(1.0, limit - value))

    def slope(self, prices: Table, soft: float) -> tuple[float, Table]:
        """The shortest way by the steps that count; and where prices should go, for all ways that cost not much more
        than `soft` above it."""
        slope = np.zeros_like(prices)
        row, before, after = self.row[self.near], self.before[self.near], self.after[self.near]
        if not len(row):
            return NEVER, slope
        least, moved = cheapest(self.hubs, self._own(prices, self.near), self.count[self.near], keep=True)
        cost = self._table(least, self.near)
        to, away = self._ways(cost)
        value = float((to[-1] + away[-1]).min())
        mass, rest = np.full((2, *to.shape), -NEVER)
        mass[0], rest[-1] = (value - cost[0, 0]) / soft, np.where(self.open[-1], 0.0, -NEVER)
        for i in range(1, len(mass)):
            mass[i] = np.logaddexp.reduce(mass[i - 1][:, None] - cost[i] / soft, axis=0)
        for i in range(len(mass) - 1, 0, -1):
            rest[i - 1] = np.logaddexp.reduce(rest[i][None, :] - cost[i] / soft, axis=1)
        came = np.where(row > 0, mass[row - 1, before], value / soft)
        total = np.logaddexp.reduce(np.where(self.open[-1], mass[-1], -NEVER))
        share = np.exp(np.minimum(0.0, came - cost[row, before, after] / soft + rest[row, after] - total))
        heeded = np.flatnonzero(share > HEEDED)
        flow = share[heeded, None] * moved(heeded)
        np.add.at(slope, (row[heeded], after[heeded]), flow)
        later = row[heeded] > 0
        np.subtract.at(slope, (row[heeded[later]] - 1, before[heeded[later]]), flow[later])
        slope[-1] = 0.0
        return value, slope

    def _own(self, prices: Table, some: Any) -> NDArray[np.float32]:
        """What each of the rest that has moved adds, step by step; in single precision, for prices decide how high a
        bound is and not whether it holds."""
        row, before, after = self.row[some], self.before[some], self.after[some]
        earlier = np.where((row > 0)[:, None], prices[row - 1, before], 0.0)
        own: NDArray[np.float32] = (prices[row, after] - earlier + self.hubs.own[after]).astype(np.float32)
        return own

    def _table(self, least: Table, some: Any) -> Table:
        """Costs as [row, state before, state after]."""
        cost = np.full((len(self.sizes), self.hubs.states, self.hubs.states), NEVER)
        after = self.after[some]
        cost[self.row[some], self.before[some], after] = least + self.hubs.cut[after]
        return cost

    def _ways(self, cost: Table) -> tuple[Table, Table]:
        """(shortest way to each stop, shortest way from it to the end)."""
        to, away = np.full((2, *cost.shape[:2]), NEVER)
        to[0], away[-1] = cost[0, 0], np.where(self.open[-1], 0.0, NEVER)
        for i in range(1, len(cost)):
            to[i] = (to[i - 1][:, None] + cost[i]).min(axis=0)
        for i in range(len(cost) - 1, 0, -1):
            away[i - 1] = (cost[i] + away[i][None, :]).min(axis=1)
        return to, away

    def begin_between(self, others: Sequence[Chain]) -> None:
        """Prices between those of the sizes of other chains; stops left out there have those of the most similar."""
        states = np.arange(self.hubs.states)
        far = self.hubs.count[states[:, None] ^ states[None, :]]
        known = {}
        for chain in others:
            for at, size in enumerate(chain.sizes[:-1]):
                open_ = chain.open[at]
                nearest = np.where(open_[None, :], far, NEVER).argmin(axis=1) if open_.any() else states
                known[size] = chain.best[at, nearest]
        sizes = sorted(known)
        for at, size in enumerate(self.sizes[:-1] if sizes else ()):
            later = min(int(np.searchsorted(sizes, size)), len(sizes) - 1)
            before = max(later - 1, 0)
            share = min(1.0, max(0.0, (size - sizes[before]) / max(1, sizes[later] - sizes[before])))
            self.best[at] = (1 - share) * known[sizes[before]] + share * known[sizes[later]]
        self.value = -np.inf


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


def step_work(hubs: Hubs, count: Numbers) -> float:
    """Of the least costs of so many rows."""
    batches = [Batch(tuple(rows), mirrored, most) for rows, mirrored, most in _batches(hubs, count)]
    return max(1e-4, row_work(hubs.buckets, batches, len(hubs.rest)))


def cheapest(
    hubs: Hubs, own: NDArray[np.floating[Any]], count: Numbers, *, keep: bool = False
) -> tuple[Table, Callable[[Numbers], Table]]:
    """(Least cost of so many of the rest row by row, who they are in some rows); `keep`: so that it can be asked."""
    least, place, kept = np.full(len(own), NEVER), np.zeros((2, len(own)), np.int64), []
    for at, (rows, mirrored, most) in enumerate(_batches(hubs, count)):
        cuts = RowCuts(hubs.buckets, [Batch(tuple(range(len(rows))), mirrored, most)], own[rows], keep=keep)
        least[rows] = cuts.least[np.arange(len(rows)), count[rows]]
        place[:, rows] = [[at], [0]] + np.array([0, 1])[:, None] * np.arange(len(rows))
        if keep:
            kept.append(cuts)

    def moved(some: Numbers) -> Table:
        found = np.zeros((len(some), own.shape[1]))
        for at, cuts in enumerate(kept):
            mine = np.flatnonzero(place[0, some] == at)
            if len(mine):
                found[mine] = cuts.moved(count[some[mine]].tolist(), place[1, some[mine]].tolist())
        return found

    return least, moved
