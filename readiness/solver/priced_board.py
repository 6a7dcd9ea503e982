"""A full plan that knows what every change would cost: one table of a price for each unit at each slot.

`gain[u * horizon + t]` is what unit u would cost at t while all others stay: own amount and pairs. A change of one unit
is a difference of two entries, a change of several is the sum of theirs and of the pairs among them. Only when a change
is made are the rows of linked units brought up to date, in one step for all slots.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from readiness.solver.board import Board
from readiness.solver.compiled import Compiled, UnitGroup, UnitRetest
from readiness.solver.scalar import Scalar
from readiness.solver.score import openings, retest_slots

Change = tuple[int, int, int]
"""Unit, slot it leaves, slot it goes to."""


class PricedBoard:
    """`board`: the plan; `at[t]`: units at slot t; `near[u]`: linked units; `value`: its price.

    `table[u][v]`: what the pair costs, by slot of v minus slot of u (from 1 - horizon up).
    `touched[u]`: groups and retests (numbers in `extra`) that concern u.
    """

    def __init__(self, compiled: Compiled, scalar: Scalar, slots: Sequence[int]) -> None:
        self.compiled, self.scalar = compiled, scalar
        self.horizon = compiled.horizon
        self.board = Board(compiled, slots)
        self.slot = self.board.slot
        self.at: list[list[int]] = [[] for _ in range(compiled.horizon)]
        for u, t in enumerate(slots):
            self.at[t].append(u)
        self.near, rows = pair_rows(compiled, scalar.unit)
        self.table = [dict(zip(self.near[u], rows[u].tolist(), strict=True)) for u in range(compiled.size)]
        self._rows = rows
        self._linked = [np.array(others, dtype=np.intp) for others in self.near]
        self._gain = np.array(scalar.own, dtype=np.int64).reshape(compiled.size, compiled.horizon)
        for u, t in enumerate(slots):
            self._gain[self._linked[u]] += self._seen_from(u, t)
        self.gain = self._gain.reshape(-1).data
        self.touched: list[list[int]] = [[] for _ in range(compiled.size)]
        self.extra: list[Callable[[], int]] = []
        if scalar.unit:
            self._higher_order(scalar.unit)
        self._extra_now = [price() for price in self.extra]
        self.value = scalar.value(compiled, slots)

    def _seen_from(self, u: int, t: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        """What u at t adds to the rows of its linked units, for every slot of theirs."""
        begin = self.horizon - 1 - t
        return self._rows[u][:, begin : begin + self.horizon]

    def _higher_order(self, unit: int) -> None:
        for group in self.compiled.groups:
            for u in {u for pair in group.pairs for u in pair}:
                self.touched[u].append(len(self.extra))
            self.extra.append(partial(_group_price, group, unit, self.slot))
        for retest in self.compiled.retests:
            for u in {retest.at, *retest.neighbours}:
                self.touched[u].append(len(self.extra))
            self.extra.append(partial(_retest_price, retest, unit, self.slot))

    def price(self, changes: Sequence[Change]) -> int:
        """By how much own amounts and pairs change when all these units go at once."""
        gain, horizon, zero = self.gain, self.horizon, self.horizon - 1
        total = 0
        for at, (u, old, new) in enumerate(changes):
            total += gain[u * horizon + new] - gain[u * horizon + old]
            table = self.table[u]
            for v, left, taken in changes[:at]:
                row = table.get(v)
                if row is not None:  # the two entries above see each other where they were
                    total += row[zero + taken - new] - row[zero + taken - old]
                    total += row[zero + left - old] - row[zero + left - new]
        return total

    def make(self, changes: Sequence[Change], by: int, most: float) -> bool:
        """Make changes whose `price` is `by`, if rules allow and all in all they cost at most `most` more."""
        touched: Sequence[int] = ()
        if self.extra:
            touched = sorted({x for u, _, _ in changes for x in self.touched[u]})
        if by > most and not touched:
            return False
        if not self._placed(changes):
            return False
        if touched:
            now = [self.extra[x]() for x in touched]
            by += sum(now) - sum(self._extra_now[x] for x in touched)
            if by > most:
                for u, _, _ in changes:
                    self.board.take(u)
                for u, old, _ in changes:
                    self.board.put(u, old)
                return False
            for x, price in zip(touched, now, strict=True):
                self._extra_now[x] = price
        self._record(changes)
        self.value += by
        return True

    def _placed(self, changes: Sequence[Change]) -> bool:
        """Put the units on the board where they go, or leave it as it was where a rule forbids it."""
        board = self.board
        for u, _, _ in changes:
            board.take(u)
        for place, (u, _, new) in enumerate(changes):
            if not board.fits(u, new):
                for v, _, _ in changes[:place]:
                    board.take(v)
                for v, old, _ in changes:
                    board.put(v, old)
                return False
            board.put(u, new)
        return True

    def _record(self, changes: Sequence[Change]) -> None:
        for u, old, new in changes:
            self.at[old].remove(u)
            self.at[new].append(u)
            if self.near[u]:
                self._gain[self._linked[u]] += self._seen_from(u, new) - self._seen_from(u, old)

    def adopt(self, slots: Sequence[int], value: int) -> None:
        """Put another plan, of known price, on the board."""
        changes = [(u, old, slots[u]) for u, old in enumerate(self.slot) if old != slots[u]]
        for u, _, _ in changes:
            self.board.take(u)
        for u, _, new in changes:
            self.board.put(u, new)
        self._record(changes)
        self._extra_now = [price() for price in self.extra]
        self.value = value


def pair_rows(
    compiled: Compiled, unit: int
) -> tuple[list[list[int]], list[np.ndarray[tuple[int, int], np.dtype[np.int64]]]]:
    """Per unit: linked units, and what each pair costs by slot of the other minus own slot."""
    near: list[list[int]] = [[] for _ in range(compiled.size)]
    rows: list[list[np.ndarray[tuple[int], np.dtype[np.int64]]]] = [[] for _ in range(compiled.size)]
    later = np.arange(1 - compiled.horizon, compiled.horizon)
    for (u, v), (build_u, hold_u, build_v, hold_v) in compiled.pairs.items() if unit else ():
        ahead = np.where(later > 0, build_u + hold_u * later, 0)
        row = unit * (ahead + np.where(later < 0, build_v - hold_v * later, 0))
        near[u].append(v)
        rows[u].append(row)
        near[v].append(u)
        rows[v].append(row[::-1])
    return near, [np.array(found, dtype=np.int64).reshape(len(found), len(later)) for found in rows]


def _group_price(group: UnitGroup, unit: int, slot: Sequence[int]) -> int:
    return unit * group.setup * openings(group, slot)


def _retest_price(retest: UnitRetest, unit: int, slot: Sequence[int]) -> int:
    return unit * retest.amount * retest_slots(retest, slot)
