"""Exact plans from the start on, slot by slot, keeping only sets that may still lead to something better.

A set is dropped when its cost so far plus the least cost to go (a bound from `backward`) is not below the limit.
Every transition is judged in full: all caps, whole set-ups of groups, retests per slot. When the search ends without
dropping a set for lack of room, nothing below the limit was missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.solver.backward import Backward
from readiness.solver.core import Core, feasible_sets

Masks = NDArray[np.int64]
Costs = NDArray[np.int64]
MAX_SETS = 60_000
MERGE_EVERY = 2_000_000
TRANSITIONS_PER_WORK = 2.5e7


@dataclass(frozen=True, slots=True)
class Found:
    """`cost` (without the core's base) and slots per unit of the best plan below the limit; None if there is none.

    `complete`: the search was not cut short, so there is nothing better. `work` spent.
    """

    cost: int | None
    slots: tuple[int, ...] | None
    complete: bool
    work: float


class Forward:
    """See the module. `limit`: only plans cheaper than this (scaled cost without base) are of interest."""

    def __init__(self, core: Core, table: Backward, limit: int, unit: int, stop: Callable[[], bool]) -> None:
        self.core, self.table, self.limit, self.unit, self.stop = core, table, limit, unit, stop
        self.bit_of = {u: bit for bit, u in enumerate(core.order)}
        self.transitions = 0.0

    def run(self, work: float) -> Found:
        """Search with at most `work`."""
        masks: Masks = np.zeros(1, dtype=np.int64)
        costs: Costs = np.zeros(1, dtype=np.int64)
        trail: list[tuple[Masks, Masks]] = []
        for j in range(len(self.core.times)):
            sets = feasible_sets(self.core, j, MAX_SETS)
            effort = len(masks) * (len(sets or ()) + 1.0)
            self.transitions += effort
            if sets is None or self.stop() or self.transitions > work * TRANSITIONS_PER_WORK:
                return Found(None, None, False, self.transitions / TRANSITIONS_PER_WORK)
            masks, costs, origin = self._step(j, masks, costs, sets)
            trail.append((masks, origin))
        spent = self.transitions / TRANSITIONS_PER_WORK
        if not len(masks):
            return Found(None, None, True, spent)
        return Found(int(costs[0]), self._trace(trail), True, spent)

    def _step(self, j: int, masks: Masks, costs: Costs, sets: list[tuple[int, ...]]) -> tuple[Masks, Costs, Masks]:
        """All sets worth keeping after the j-th slot: masks ascending, costs, and the mask each came from."""
        parts = [self._judge(j, masks, masks, costs)]
        waiting = 0
        for units in sets:
            chosen = sum(1 << bit for bit in units)
            free = (masks & chosen) == 0
            if not free.any():
                continue
            before = masks[free]
            price = sum(int(self.core.own[bit][j]) for bit in units)
            parts.append(self._judge(j, before, before | chosen, costs[free] + price + self._extra(before, units)))
            waiting += len(parts[-1][0])
            if waiting > MERGE_EVERY:
                parts = [_cheapest(parts)]
                waiting = 0
        reached, came, cost = _cheapest(parts)
        return reached, cost, came

    def _judge(self, j: int, before: Masks, reached: Masks, cost: Costs) -> tuple[Masks, Masks, Costs]:
        """Add what the state reached costs until the next slot; keep what may still end below the limit."""
        hold, to_go = self.table.hold, self.table.to_go[j]
        until = cost + hold[reached].astype(np.int64) * self.core.gap(j)
        ahead = to_go[reached].astype(np.float64) * (1 - self.table.slack)
        keep = until + ahead < self.limit - 0.5
        for u, v in self.core.first:
            keep &= ~(((reached >> v) & 1 == 1) & ((reached >> u) & 1 == 0))
        return reached[keep], before[keep], until[keep]

    def _extra(self, before: Masks, units: tuple[int, ...]) -> Costs:
        """Build costs, openings and retests of this transition, exactly."""
        compiled, inside = self.core.compiled, set(units)
        total = np.zeros(len(before), dtype=np.int64)
        for (u, v), pair in compiled.pairs.items():
            one, two = self.bit_of[u], self.bit_of[v]
            for here, other, build in ((one, two, pair[0]), (two, one, pair[2])):
                if build and here in inside and other not in inside:
                    total += build * self.unit * (((before >> other) & 1) ^ 1)
        for group in compiled.groups:
            pairs = [(self.bit_of[u], self.bit_of[v]) for u, v in group.pairs]
            if any(bit in inside for pair in pairs for bit in pair):
                chosen = sum(1 << bit for bit in units)
                opens = ~_apart(before, pairs) & _apart(before | chosen, pairs)
                total += group.setup * self.unit * opens
        for retest in compiled.retests:
            at = self.bit_of[retest.at]
            if at not in inside and any(self.bit_of[v] in inside for v in retest.neighbours):
                moved = (before >> at) & 1
                total += retest.amount * self.unit * (moved * retest.moved + (moved ^ 1) * retest.waiting)
        return total

    def _trace(self, trail: list[tuple[Masks, Masks]]) -> tuple[int, ...]:
        slots = [0] * self.core.size
        mask = (1 << self.core.size) - 1
        for j in reversed(range(len(trail))):
            masks, origin = trail[j]
            before = int(origin[np.searchsorted(masks, mask)])
            for bit in range(self.core.size):
                if (mask & ~before) >> bit & 1:
                    slots[self.core.order[bit]] = self.core.times[j]
            mask = before
        return tuple(slots)


def _cheapest(parts: list[tuple[Masks, Masks, Costs]]) -> tuple[Masks, Masks, Costs]:
    """One row per set reached, the cheapest (ties: from the lowest set), sets ascending."""
    reached, came, cost = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.lexsort((came, cost, reached))
    reached, came, cost = reached[order], came[order], cost[order]
    first = np.ones(len(reached), dtype=bool)
    first[1:] = reached[1:] != reached[:-1]
    return reached[first], came[first], cost[first]


def _apart(masks: Masks, pairs: list[tuple[int, int]]) -> NDArray[np.bool_]:
    found = np.zeros(len(masks), dtype=bool)
    for one, two in pairs:
        found |= ((masks >> one) ^ (masks >> two)) & 1 == 1
    return found
