"""Prices under which the rows of a plan agree who has moved: a bound on all that units and linked pairs cost.

Each time is a row: who has moved before, who moves then, who moves after. Making a link is paid half where its first
end moves and half where its second does, holding it in every row between. Left to itself each row takes the cheapest
sides that its cap allows. A price per unit and row («moved by this row, but not before the next») makes the rows agree,
a price per link and row («both ends moved») makes them agree about pairs. Whatever the prices, the least over all
numbers that may move row by row is a bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.core import INFINITE, Core
from readiness.solver.counted_cut import NEVER
from readiness.solver.cuts import narrowest
from readiness.solver.sides import AFTER, BEFORE, CELLS_PER_WORK, NOW, WORK_PER_TABLE, SideTables, side_cells

Table = NDArray[np.float64]
Numbers = NDArray[np.int64]
MOMENTUM = 0.8
PAIR_SHARE = 0.3
"""Of the step of units' prices, that of links' prices."""
PATIENCE = 30
"""Steps without a better bound until they begin anew from the best prices, half as long."""
EXACTLY = 2
"""Steps that a bound in double precision counts for."""
MAX_BYTES = 400_000_000
"""Of the tables of the rows that are looked at together."""


class SidePrices:
    """`bound`: the best so far, without the core's base. `units`, `pairs`, `tail`: amounts with its prices;
    `tail[j, k]`: the least sum of the rows from the j-th on if k units have moved before."""

    def __init__(self, core: Core) -> None:
        self.core, rows = core, len(core.times)
        keys = {(min(pair), max(pair)) for pair in (*core.build, *core.hold, *core.first, *core.strict)}
        self.ends = np.array(sorted(keys), dtype=np.int64).reshape(-1, 2)
        self.edges = {(int(u), int(v)): at for at, (u, v) in enumerate(self.ends)}
        self.buckets = narrowest([1] * core.size, {pair: 1 for u, v in self.edges for pair in ((u, v), (v, u))})
        self.most = [core.most(j) for j in range(rows)]
        touched, kept = side_cells(self.buckets, max(self.most))
        self.at_once = min(rows, int(MAX_BYTES / (4 * kept)))
        self.work = rows * touched / CELLS_PER_WORK + len(self.buckets.all) * WORK_PER_TABLE
        self.plain_units, self.plain_pairs = _units(core), _pairs(core, self.edges)
        self._unit, self._pair = np.zeros((rows - 1, core.size)), np.zeros((rows - 1, len(self.edges)))
        self._best = self._drift = (self._unit, self._pair)
        self._stale, self._short = 0, 1.0
        self.units, self.pairs = self.plain_units, self.plain_pairs
        self.tail = np.zeros((rows + 1, core.size + 1))
        self.bound = self._near = -math.inf

    @property
    def fits(self) -> bool:
        """Whether the tables of one row can be held."""
        return self.buckets.exact and self.at_once > 0

    def improve(self, target: float, steps: int, stop: Callable[[], bool], lengths: tuple[float, float]) -> float:
        """Go on with so many steps towards `target`, the value of a plan; the first and the last have these `lengths`
        (shares of Polyak's). The work spent."""
        step = 0
        while step < steps and self._near <= target - 1 and not stop():
            length = lengths[0] * (lengths[1] / lengths[0]) ** (step / steps)
            self._step(target, length)
            step += 1
        if step:
            self._settle()
        return (step + EXACTLY * (step > 0)) * self.work

    def _step(self, target: float, length: float) -> None:
        """See the cheapest rows, and move prices towards where they agree."""
        value, moved, before = self._cheapest(*self._priced(self._unit, self._pair))
        self._stale += 1
        if value > self._near:
            self._near, self._best, self._stale = value, (self._unit, self._pair), 0
        (u, v), later, earlier = self.ends.T, moved[:-1].astype(float), before[1:].astype(float)
        apart = later[:, u] * later[:, v] - earlier[:, u] * earlier[:, v]
        self._drift = (later - earlier + MOMENTUM * self._drift[0], PAIR_SHARE * apart + MOMENTUM * self._drift[1])
        length *= self._short * (target - value) / max(1.0, sum(float((drift**2).sum()) for drift in self._drift))
        self._unit, self._pair = self._unit + length * self._drift[0], self._pair + length * self._drift[1]
        if self._stale == PATIENCE:
            self._short, self._stale, (self._unit, self._pair) = self._short / 2, 0, self._best
            self._drift = (0 * self._unit, 0 * self._pair)

    def _priced(self, unit: Table, pair: Table) -> tuple[Table, Table]:
        """Amounts with prices."""
        units, pairs = self.plain_units.copy(), self.plain_pairs.copy()
        units[:-1, :, [BEFORE, NOW]] += unit[:, :, None]
        units[1:, :, BEFORE] -= unit
        both = pair.T[:, :, None, None]
        pairs[:, :-1, :AFTER, :AFTER] += both
        pairs[:, 1:, :NOW, :NOW] -= both
        return units, pairs

    def _rows(self, units: NDArray[Any], pairs: NDArray[Any], at_once: int, *, keep: bool) -> Any:
        """Tables of so many rows at once, each with its first row."""
        for first in range(0, len(units), at_once):
            part = slice(first, first + at_once)
            yield first, SideTables(self.buckets, self.edges, units[part], pairs[:, part], max(self.most), keep=keep)

    def _cheapest(self, units: Table, pairs: Table) -> tuple[float, NDArray[np.bool_], NDArray[np.bool_]]:
        """(About the bound, [row, unit] who has moved by, and before, each row where it is attained)."""
        count, whole = max(self.most) + 1, self.at_once == len(units)
        least, sides = np.full((len(units), count), NEVER), np.full((len(units), count, self.core.size), AFTER)
        for first, tables in self._rows(units.astype(np.float32), pairs.astype(np.float32), self.at_once, keep=True):
            number, wide = tables.least.shape
            least[first : first + number, :wide] = tables.least
            if not whole:  # tables do not stay, so all numbers are asked of them
                rows, moving = np.divmod(np.arange(number * wide), wide)
                sides[first : first + number, :wide] = tables.sides(rows, moving).reshape(number, wide, -1)
        tail = self._tails(least)
        moved, chosen = 0, []
        for j, most in enumerate(self.most):
            some = np.arange(min(most, self.core.size - moved) + 1)
            chosen.append(int((least[j, some] + tail[j + 1, moved + some]).argmin()))
            moved += chosen[-1]
        every = np.arange(len(units))
        there = tables.sides(every, np.array(chosen)) if whole else sides[every, chosen]
        return float(tail[0, 0]), there != AFTER, there == BEFORE

    def _tails(self, least: Table) -> Table:
        """The least sum of all rows from each on, by the number moved before it."""
        size = self.core.size
        tail = np.full((len(least) + 1, size + 1), NEVER)
        tail[-1, size] = 0.0
        for j in range(len(least) - 1, -1, -1):
            for some in range(min(self.most[j], size, least.shape[1] - 1) + 1):
                ways = least[j, some] + tail[j + 1, some:]
                tail[j, : size + 1 - some] = np.minimum(tail[j, : size + 1 - some], ways)
        np.minimum(tail, NEVER, out=tail)
        return tail

    def _settle(self) -> None:
        """The bound at the best prices, exactly."""
        units, pairs = self._priced(*self._best)
        least = [tables.least for _, tables in self._rows(units, pairs, max(1, self.at_once // 2), keep=False)]
        tail = self._tails(np.concatenate(least))
        if tail[0, 0] > self.bound:
            self.bound, self.units, self.pairs, self.tail = float(tail[0, 0]), units, pairs, tail


def _units(core: Core) -> Table:
    """[row, unit, side]: own amounts; never where a unit may not be."""
    own = np.array(core.own).reshape(core.size, len(core.times))
    found = np.zeros((len(core.times), core.size, 3))
    found[:, :, NOW] = np.where(own < INFINITE, own, NEVER).T
    for u, row in enumerate(own):
        open_ = np.flatnonzero(row < INFINITE)
        found[: open_[0] + 1, u, BEFORE] = NEVER
        found[open_[-1] :, u, AFTER] = NEVER
    return found


def _pairs(core: Core, edges: dict[tuple[int, int], int]) -> Table:
    """[edge, row, side of the first, side of the second]: half of making, holding to the next row, orders."""
    gap = np.array([core.gap(j) for j in range(len(core.times))], dtype=float)
    found = np.zeros((len(edges), len(gap), 3, 3))
    first, strict = set(core.first), set(core.strict)
    for (one, two), at in edges.items():
        for (u, v), cost in (((one, two), found[at]), ((two, one), found[at].transpose(0, 2, 1))):
            build, hold = core.build.get((u, v), 0), core.hold.get((u, v), 0) * gap
            cost[:, NOW, AFTER] += build / 2 + hold
            cost[:, BEFORE, AFTER] += hold
            cost[:, BEFORE, NOW] += build / 2
            if (v, u) in first or (v, u) in strict:
                cost[:, NOW, AFTER] = cost[:, BEFORE, AFTER] = cost[:, BEFORE, NOW] = NEVER
            if (u, v) in strict:
                cost[:, NOW, NOW] = NEVER
    return found
