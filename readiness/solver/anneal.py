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
from readiness.solver.score import openings, pair_cost, retest_slots

PROPOSALS_PER_WORK = 200_000
_CHECK_EVERY = 4096
_NEAR = 0.6
"""Share of proposals that try a slot beside that of a linked unit."""


class Annealer:
    """Holds the current plan; `run` improves it and returns the best seen."""

    def __init__(self, compiled: Compiled, scalar: Scalar, start: Sequence[int], seed: int) -> None:
        self.compiled, self.scalar = compiled, scalar
        self.board = Board(compiled, start)
        self.random = random.Random(seed)  # noqa: S311 (a seeded search, nothing secret)
        self.free = [u for u in range(compiled.size) if len(compiled.allowed[u]) > 1]
        self.allowed_sets = [frozenset(allowed) for allowed in compiled.allowed]
        self.at: list[list[int]] = [[] for _ in range(compiled.horizon)]
        for u, t in enumerate(start):
            self.at[t].append(u)
        self.pairs = _pair_tables(compiled, scalar.unit)
        self.touched: list[list[int]] = [[] for _ in range(compiled.size)]
        self.extra: list[Callable[[], int]] = []
        if scalar.unit:
            self._higher_order(scalar.unit)
        self.extra_now = [price() for price in self.extra]
        self.value = scalar.value(compiled, start)
        self.best, self.best_slots = self.value, list(start)
        self.proposals = 0

    def _higher_order(self, unit: int) -> None:
        slot = self.board.slot
        for group in self.compiled.groups:
            for u in {u for pair in group.pairs for u in pair}:
                self.touched[u].append(len(self.extra))
            self.extra.append(partial(_group_price, group, unit, slot))
        for retest in self.compiled.retests:
            for u in {retest.at, *retest.neighbours}:
                self.touched[u].append(len(self.extra))
            self.extra.append(partial(_retest_price, retest, unit, slot))

    def change(self, u: int, old: int, new: int) -> int:
        """By how much own amount and pairs change when u goes from `old` to `new`, all others staying."""
        slot, own = self.board.slot, self.scalar.own[u]
        total = own[new] - own[old]
        for v, table in self.pairs[u]:
            other = slot[v]
            total += table[other - new] - table[other - old]
        return total

    def run(self, proposals: int, *, stop: Callable[[], bool] | None = None, heat: float = 1.0) -> None:
        """Cool down over `proposals`; `best_slots` holds the best plan afterwards."""
        if not self.free or proposals <= 0:
            return
        hot, cold = self._temperatures(heat)
        temperature, rate = hot, (cold / hot) ** (_CHECK_EVERY / proposals)
        left = proposals
        while left > 0 and not (stop is not None and stop()):
            now = min(_CHECK_EVERY, left)
            self._round(now, temperature)
            self.proposals += now
            left -= now
            temperature *= rate

    def restart_from_best(self) -> None:
        """Put the best plan seen on the board."""
        moving = [u for u, t in enumerate(self.best_slots) if self.board.slot[u] != t]
        for u in moving:
            self.at[self.board.slot[u]].remove(u)
            self.board.take(u)
        for u in moving:
            self.board.put(u, self.best_slots[u])
            self.at[self.best_slots[u]].append(u)
        self.extra_now = [price() for price in self.extra]
        self.value = self.best

    def _temperatures(self, heat: float) -> tuple[float, float]:
        """From the size of usual changes; the large weights of more important levels fall outside the quartile."""
        sizes = []
        for _ in range(200):
            u = self.random.choice(self.free)
            size = abs(self.change(u, self.board.slot[u], self.random.choice(self.compiled.allowed[u])))
            if size:
                sizes.append(size)
        sizes.sort()
        middle, smallest = (sizes[len(sizes) // 4], sizes[0]) if sizes else (1, 1)
        hot = middle * heat
        return hot, min(max(smallest / 3, middle / 100), hot / 2)

    def _round(self, proposals: int, temperature: float) -> None:
        """Some proposals at one temperature."""
        rand, log, change = self.random.random, math.log, self.change
        board, allowed, allowed_sets, free, pairs = (
            self.board, self.compiled.allowed, self.allowed_sets, self.free, self.pairs,
        )  # fmt: skip
        slot, fits = board.slot, board.fits
        count = len(free)
        for _ in range(proposals):
            u = free[int(rand() * count)]
            near = pairs[u]
            if near and rand() < _NEAR:
                t = slot[near[int(rand() * len(near))][0]] + int(rand() * 3) - 1
                if t not in allowed_sets[u]:
                    continue
            else:
                choice = allowed[u]
                t = choice[int(rand() * len(choice))]
            old = slot[u]
            if t == old:
                continue
            most = -temperature * log(1.0 - rand())
            if board.loose[u] or fits_beside(board, fits, u, t):
                by = change(u, old, t)
                if self.touched[u] or by <= most:
                    self._relocate(u, old, t, by, most)
            else:
                self._exchange(u, old, t, most)

    def _relocate(self, u: int, old: int, t: int, by: int, most: float) -> None:
        """Unit u goes from `old` to `t` if that costs at most `most` more."""
        self.board.take(u)
        self.board.put(u, t)
        if not self._settle(by, most, self.touched[u]):
            self.board.take(u)
            self.board.put(u, old)
            return
        self.at[old].remove(u)
        self.at[t].append(u)
        self._record()

    def _exchange(self, u: int, old: int, t: int, most: float) -> None:
        """Unit u exchanges slots with one that stands at t if rules allow and it costs at most `most` more."""
        board, guests = self.board, self.at[t]
        v = guests[int(self.random.random() * len(guests))] if guests else u
        if v == u or old not in self.allowed_sets[v]:
            return
        by = self.change(u, old, t)
        board.slot[u] = t  # the second change is seen after the first
        by += self.change(v, t, old)
        board.slot[u] = old
        touched = sorted({*self.touched[u], *self.touched[v]}) if self.extra else []
        if by > most and not touched:
            return
        board.take(u)
        board.take(v)
        allowed = board.fits(u, t)
        if allowed:
            board.put(u, t)
            if board.fits(v, old):
                board.put(v, old)
            else:
                board.take(u)
                allowed = False
        if allowed and self._settle(by, most, touched):
            self.at[old].remove(u)
            self.at[old].append(v)
            self.at[t].remove(v)
            self.at[t].append(u)
            self._record()
            return
        if allowed:
            board.take(u)
            board.take(v)
        board.put(v, t)
        board.put(u, old)

    def _settle(self, by: int, most: float, touched: Sequence[int]) -> bool:
        """Price groups and retests of the plan on the board; accept it if the whole change is at most `most`."""
        if touched:
            now = [self.extra[x]() for x in touched]
            by += sum(now) - sum(self.extra_now[x] for x in touched)
            if by > most:
                return False
            for x, price in zip(touched, now, strict=True):
                self.extra_now[x] = price
        self.value += by
        return True

    def _record(self) -> None:
        if self.value < self.best:
            self.best = self.value
            self.best_slots = list(self.board.slot)


def fits_beside(board: Board, fits: Callable[[int, int], bool], u: int, t: int) -> bool:
    """Whether u may go to t; a unit that loads no other slot than its own need not be taken off the board."""
    if board.narrow[u]:
        return fits(u, t)
    old = board.slot[u]
    board.take(u)
    found = fits(u, t)
    board.put(u, old)
    return found


def _pair_tables(compiled: Compiled, unit: int) -> list[list[tuple[int, list[int]]]]:
    """Per unit: (other unit, cost by slot of the other minus own slot; negative indices reach from the end)."""
    pairs: list[list[tuple[int, list[int]]]] = [[] for _ in range(compiled.size)]
    horizon = compiled.horizon
    made: dict[tuple[int, int, int, int], tuple[list[int], list[int]]] = {}
    for (u, v), record in compiled.pairs.items() if unit else ():
        if record not in made:
            distances = [*range(horizon), *range(-horizon, 0)]
            made[record] = (
                [unit * pair_cost(record, d) for d in distances],
                [unit * pair_cost(record, -d) for d in distances],
            )
        pairs[u].append((v, made[record][0]))
        pairs[v].append((u, made[record][1]))
    return pairs


def _group_price(group: UnitGroup, unit: int, slot: Sequence[int]) -> int:
    return unit * group.setup * openings(group, slot)


def _retest_price(retest: UnitRetest, unit: int, slot: Sequence[int]) -> int:
    return unit * retest.amount * retest_slots(retest, slot)
