"""Simulated annealing on feasible plans: one unit to another slot, or two units exchange theirs.

Only the touched unit's own table, pairs, groups and retests are evaluated, so plain Python makes some hundred
thousand proposals a second. The run ends after a number of proposals, never by the clock: same seed, same plan.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from functools import partial

from readiness.solver.board import Board
from readiness.solver.compiled import Compiled, UnitGroup, UnitRetest
from readiness.solver.scalar import Scalar
from readiness.solver.score import openings, retest_slots

PROPOSALS_PER_WORK = 150_000
_CHECK_EVERY = 4096


class Annealer:
    """Holds the current plan; `run` improves it and returns the best seen."""

    def __init__(self, compiled: Compiled, scalar: Scalar, start: Sequence[int], seed: int) -> None:
        self.compiled, self.scalar = compiled, scalar
        self.board = Board(compiled, start)
        self.random = random.Random(seed)  # noqa: S311 (a seeded search, nothing secret)
        self.free = [u for u in range(compiled.size) if len(compiled.allowed[u]) > 1]
        self.at: list[list[int]] = [[] for _ in range(compiled.horizon)]
        for u, t in enumerate(start):
            self.at[t].append(u)
        self.even: list[list[tuple[int, int]]] = [[] for _ in range(compiled.size)]
        self.uneven: list[list[tuple[int, int, int, int, int]]] = [[] for _ in range(compiled.size)]
        unit = scalar.unit
        for (u, v), (build_u, hold_u, build_v, hold_v) in compiled.pairs.items() if unit else ():
            if build_u == build_v == 0 and hold_u == hold_v:
                self.even[u].append((v, hold_u * unit))
                self.even[v].append((u, hold_u * unit))
            else:
                self.uneven[u].append((v, build_u * unit, hold_u * unit, build_v * unit, hold_v * unit))
                self.uneven[v].append((u, build_v * unit, hold_v * unit, build_u * unit, hold_u * unit))
        self._pair_of: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for u in range(compiled.size):
            self._pair_of |= {(u, v): (0, hold, 0, hold) for v, hold in self.even[u]}
            self._pair_of |= {(u, v): tuple(costs) for v, *costs in self.uneven[u]}  # type: ignore[misc]
        self._allowed_sets = [frozenset(allowed) for allowed in compiled.allowed]
        self.near = [[v for v, *_ in (*self.even[u], *self.uneven[u])] for u in range(compiled.size)]
        self.extras: list[list[int]] = [[] for _ in range(compiled.size)]
        self.extra: list[Callable[[], int]] = []
        if unit:
            self._higher_order(unit)
        self.extra_now = [price() for price in self.extra]
        self.value = scalar.value(compiled, start)
        self.best, self.best_slots = self.value, list(start)
        self.proposals = 0

    def _higher_order(self, unit: int) -> None:
        slot = self.board.slot
        for group in self.compiled.groups:
            for u in {u for pair in group.pairs for u in pair}:
                self.extras[u].append(len(self.extra))
            self.extra.append(partial(_group_price, group, unit, slot))
        for retest in self.compiled.retests:
            for u in {retest.at, *retest.neighbours}:
                self.extras[u].append(len(self.extra))
            self.extra.append(partial(_retest_price, retest, unit, slot))

    def unit_cost(self, u: int, t: int) -> int:
        """Own amount and pairs of unit u, were it at slot t and all others where they are."""
        slot = self.board.slot
        total = self.scalar.own[u][t]
        for v, hold in self.even[u]:
            total += hold * abs(slot[v] - t)
        for v, build_u, hold_u, build_v, hold_v in self.uneven[u]:
            ahead = slot[v] - t
            if ahead > 0:
                total += build_u + hold_u * ahead
            elif ahead:
                total += build_v - hold_v * ahead
        return total

    def run(self, proposals: int, *, stop: Callable[[], bool] | None = None, heat: float = 1.0) -> None:
        """Cool down over `proposals`; `best_slots` holds the best plan afterwards."""
        if not self.free or proposals <= 0:
            return
        hot, cold = self._temperatures(heat)
        temperature, rate = hot, (cold / hot) ** (_CHECK_EVERY / proposals)
        done, step = 0, self._step
        while done < proposals:
            for _ in range(min(_CHECK_EVERY, proposals - done)):
                step(temperature)
            done += _CHECK_EVERY
            temperature *= rate
            if stop is not None and stop():
                break
        self.proposals += min(done, proposals)

    def restart_from_best(self) -> None:
        """Put the best plan seen on the board."""
        for u, t in enumerate(self.best_slots):
            if self.board.slot[u] != t:
                self.at[self.board.slot[u]].remove(u)
                self.board.take(u)
                self.board.slot[u] = -1
        for u, t in enumerate(self.best_slots):
            if self.board.slot[u] == -1:
                self.board.put(u, t)
                self.at[t].append(u)
        self.extra_now = [price() for price in self.extra]
        self.value = self.best

    def _temperatures(self, heat: float) -> tuple[float, float]:
        """From the size of usual changes of cost; weights of more important levels are left out."""
        sizes = []
        for _ in range(200):
            u = self.random.choice(self.free)
            t = self.random.choice(self.compiled.allowed[u])
            change = abs(self.unit_cost(u, t) - self.unit_cost(u, self.board.slot[u]))
            if change:
                sizes.append(change)
        sizes.sort()
        middle = sizes[len(sizes) // 4] if sizes else 1
        smallest = sizes[0] if sizes else 1
        hot = max(1e-9, middle * heat)
        return hot, min(max(smallest / 10, middle / 200), hot / 2)

    def _step(self, temperature: float) -> None:
        rand = self.random.random
        free = self.free
        u = free[int(rand() * len(free))]
        slot, allowed = self.board.slot, self.compiled.allowed[u]
        near = self.near[u]
        if near and rand() < 0.6:
            t = slot[near[int(rand() * len(near))]] + int(rand() * 3) - 1
            if t not in self._allowed_sets[u]:
                return
        else:
            t = allowed[int(rand() * len(allowed))]
        old = slot[u]
        if t == old:
            return
        before = self.unit_cost(u, old)
        self.board.take(u)
        if self.board.fits(u, t):
            self._relocate(u, old, t, before, temperature)
        else:
            self._exchange(u, old, t, before, temperature)

    def _accept(self, change: int, temperature: float) -> bool:
        return change <= 0 or (change < 40 * temperature and self.random.random() < math.exp(-change / temperature))

    def _relocate(self, u: int, old: int, t: int, before: int, temperature: float) -> None:
        """Unit u, taken off the board, moves from `old` to t or goes back."""
        change = self.unit_cost(u, t) - before
        touched = self.extras[u]
        self.board.put(u, t)
        now = [self.extra[x]() for x in touched] if touched else ()
        for x, price in zip(touched, now, strict=True):
            change += price - self.extra_now[x]
        if not self._accept(change, temperature):
            self.board.take(u)
            self.board.put(u, old)
            return
        for x, price in zip(touched, now, strict=True):
            self.extra_now[x] = price
        self.at[old].remove(u)
        self.at[t].append(u)
        self._record(change)

    def _exchange(self, u: int, old: int, t: int, before: int, temperature: float) -> None:
        """Unit u, taken off the board, exchanges slots with one that stands at t, or goes back."""
        board, guests = self.board, self.at[t]
        v = guests[int(self.random.random() * len(guests))] if guests else u
        if v == u or old not in self._allowed_sets[v]:
            board.put(u, old)
            return
        board.slot[u] = old  # both ends are priced with the other at its old slot, then at its new one
        before += self.unit_cost(v, t) - self._between(u, v, old, t)
        board.slot[u] = -1
        board.take(v)
        if not board.fits(u, t):
            board.put(v, t)
            board.put(u, old)
            return
        board.put(u, t)
        if not board.fits(v, old):
            board.take(u)
            board.put(v, t)
            board.put(u, old)
            return
        board.put(v, old)
        change = self.unit_cost(u, t) + self.unit_cost(v, old) - self._between(u, v, t, old) - before
        touched = sorted({*self.extras[u], *self.extras[v]}) if self.extra else ()
        now = [self.extra[x]() for x in touched]
        for x, price in zip(touched, now, strict=True):
            change += price - self.extra_now[x]
        if not self._accept(change, temperature):
            board.take(u)
            board.take(v)
            board.put(v, t)
            board.put(u, old)
            return
        for x, price in zip(touched, now, strict=True):
            self.extra_now[x] = price
        self.at[old].remove(u)
        self.at[old].append(v)
        self.at[t].remove(v)
        self.at[t].append(u)
        self._record(change)

    def _between(self, u: int, v: int, slot_u: int, slot_v: int) -> int:
        """Cost of the pair u, v alone, which pricing both ends counts twice."""
        pair = self._pair_of.get((u, v))
        if pair is None:
            return 0
        ahead = slot_v - slot_u
        if ahead > 0:
            return pair[0] + pair[1] * ahead
        return pair[2] - pair[3] * ahead if ahead else 0

    def _record(self, change: int) -> None:
        self.value += change
        if self.value < self.best:
            self.best = self.value
            self.best_slots = list(self.board.slot)


def _group_price(group: UnitGroup, unit: int, slot: Sequence[int]) -> int:
    return unit * group.setup * openings(group, slot)


def _retest_price(retest: UnitRetest, unit: int, slot: Sequence[int]) -> int:
    return unit * retest.amount * retest_slots(retest, slot)
