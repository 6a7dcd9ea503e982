"""Simulated annealing on feasible plans, with changes of one unit up to all units of several slots.

Every change is priced before it is made (`PricedBoard`), so plain Python makes some hundred thousand proposals a
second. The run ends after a number of proposals, never by the clock: same seed, same plan.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from readiness.solver.compiled import Compiled
from readiness.solver.priced_board import Change, PricedBoard
from readiness.solver.scalar import Scalar

PROPOSALS_PER_WORK = 220_000
_CHECK_EVERY = 4096
_NEAR = 0.6
"""Share of proposals that try a slot beside that of a linked unit."""
_FAR = 6
"""Insertions and shifted blocks reach over so many used slots at most."""


class Mix(NamedTuple):
    """Which share of the proposals shifts a unit, swaps two, puts one between others, goes round three; the rest
    exchanges or shifts all that slots hold."""

    shift: float
    swap: float
    insert: float
    cycle: float


MIX = Mix(0.3, 0.4, 0.05, 0.05)
PLAIN = Mix(0.5, 0.5, 0.0, 0.0)
"""Shift and swap only: the annealer that benchmarks compare with."""


class Annealer:
    """Holds the current plan; `run` improves it and keeps the best seen."""

    def __init__(self, compiled: Compiled, scalar: Scalar, start: Sequence[int], seed: int, mix: Mix = MIX) -> None:
        self.compiled, self.mix = compiled, mix
        self.plan = PricedBoard(compiled, scalar, start)
        self.random = random.Random(seed)  # noqa: S311 (a seeded search, nothing secret)
        self.free = [u for u in range(compiled.size) if len(compiled.allowed[u]) > 1]
        self.allowed_sets = [frozenset(allowed) for allowed in compiled.allowed]
        times = sorted({t for allowed in compiled.allowed for t in allowed})
        self.times, self.place = times, {t: at for at, t in enumerate(times)}
        self.beside = {t: times[max(0, at - 1) : at + 2] for at, t in enumerate(times)}
        self.best, self.best_slots = self.plan.value, list(start)
        self.proposals = 0

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
        self.plan.adopt(self.best_slots, self.best)

    def _temperatures(self, heat: float) -> tuple[float, float]:
        """From the size of usual changes; the large weights of more important levels fall outside the quartile."""
        sizes, slot = [], self.plan.slot
        for _ in range(200):
            u = self.random.choice(self.free)
            size = abs(self.plan.price([(u, slot[u], self.random.choice(self.compiled.allowed[u]))]))
            if size:
                sizes.append(size)
        sizes.sort()
        middle, smallest = (sizes[len(sizes) // 4], sizes[0]) if sizes else (1, 1)
        hot = middle * heat
        return hot, min(max(smallest / 3, middle / 100), hot / 2)

    def _round(self, proposals: int, temperature: float) -> None:
        """Some proposals at one temperature."""
        rand, log, plan = self.random.random, math.log, self.plan
        gain, table, touched, at, slot = plan.gain, plan.table, plan.touched, plan.at, plan.slot
        allowed_sets, free = self.allowed_sets, self.free
        count, horizon = len(free), plan.horizon
        shift, swap = self.mix.shift, self.mix.shift + self.mix.swap
        for _ in range(proposals):
            u = free[int(rand() * count)]
            t = self._target(u)
            old = slot[u]
            if t in (-1, old):
                continue
            most = -temperature * log(1.0 - rand())
            kind, guests = rand(), at[t]
            if kind < shift or not guests:
                by = gain[u * horizon + t] - gain[u * horizon + old]
                if by > most and not touched[u]:
                    continue
                changes: Sequence[Change] = ((u, old, t),)
            elif kind < swap:
                v = guests[int(rand() * len(guests))]
                if old not in allowed_sets[v]:
                    continue
                changes = ((u, old, t), (v, t, old))
                by = gain[u * horizon + t] - gain[u * horizon + old]
                by += gain[v * horizon + old] - gain[v * horizon + t]
                if (row := table[u].get(v)) is not None:  # as `price`, spelled out for speed
                    by += row[horizon - 1 + old - t] + row[horizon - 1 + t - old]
                if by > most and not plan.extra:
                    continue
            else:
                changes = self._several(u, old, t, kind)
                if not changes or not all(new in allowed_sets[v] for v, _, new in changes):
                    continue
                by = plan.price(changes)
            if plan.make(changes, by, most) and plan.value < self.best:
                self.best, self.best_slots = plan.value, list(slot)

    def _target(self, u: int) -> int:
        """A slot u may go to, mostly one beside a linked unit; -1 where that one is closed to it."""
        rand, near = self.random.random, self.plan.near[u]
        if near and rand() < _NEAR:
            around = self.beside[self.plan.slot[near[int(rand() * len(near))]]]
            t = around[int(rand() * len(around))]
            return t if t in self.allowed_sets[u] else -1
        choice = self.compiled.allowed[u]
        return choice[int(rand() * len(choice))]

    def _several(self, u: int, old: int, t: int, kind: float) -> Sequence[Change]:
        """Changes of several units at once, all brought about by u going from `old` to t; none where that is far."""
        insert = self.mix.shift + self.mix.swap + self.mix.insert
        if kind < insert:
            return self._insertion(u, old, t)
        if kind < insert + self.mix.cycle:
            return self._cycle(u, old, t)
        at = self.plan.at
        if self.random.random() < 0.5:
            return [(v, old, t) for v in at[old]] + [(v, t, old) for v in at[t]]
        path = self._path(old, t)
        moved = [(v, old, t) for v in at[old]] if path else []
        return moved + [(v, here, before) for before, here in pairwise(path) for v in at[here]]

    def _insertion(self, u: int, old: int, t: int) -> Sequence[Change]:
        """u goes to t, one unit of each slot between steps towards the slot it left, up to a slot with room."""
        path = self._path(t, old)
        changes = [(u, old, t)] if path else []
        for here, after in pairwise(path):
            if not (guests := self.plan.at[here]):
                break
            changes.append((guests[int(self.random.random() * len(guests))], here, after))
        return changes

    def _cycle(self, u: int, old: int, t: int) -> Sequence[Change]:
        """u to t, a unit of t to a slot beside one linked to it, a unit of there to where u was."""
        rand, plan = self.random.random, self.plan
        v = plan.at[t][int(rand() * len(plan.at[t]))]
        if not plan.near[v]:
            return ()
        around = self.beside[plan.slot[plan.near[v][int(rand() * len(plan.near[v]))]]]
        third = around[int(rand() * len(around))]
        if third in {old, t}:
            return ()
        guests = plan.at[third]
        last = [(guests[int(rand() * len(guests))], third, old)] if guests else []
        return [(u, old, t), (v, t, third), *last]

    def _path(self, begin: int, end: int) -> list[int]:
        """The used slots from one to another, both included; none where they are far apart."""
        one, two = self.place[begin], self.place[end]
        if abs(one - two) > _FAR:
            return []
        return self.times[one : two + 1] if one < two else self.times[two : one + 1][::-1]
