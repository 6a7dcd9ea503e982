"""Simulated annealing on feasible plans: one unit to another slot, or two units exchange theirs.

Changes are priced locally, so plain Python makes some hundred thousand proposals a second. The run ends after a number
of proposals, never by the clock: same seed, same plan.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from readiness.solver.compiled import Compiled
from readiness.solver.priced_board import PricedBoard
from readiness.solver.scalar import Scalar

PROPOSALS_PER_WORK = 200_000
_CHECK_EVERY = 4096
_NEAR = 0.6
"""Share of proposals that try a slot beside that of a linked unit."""


class Annealer:
    """Holds the current plan; `run` improves it and keeps the best seen."""

    def __init__(self, compiled: Compiled, scalar: Scalar, start: Sequence[int], seed: int) -> None:
        self.compiled = compiled
        self.plan = PricedBoard(compiled, scalar, start)
        self.random = random.Random(seed)  # noqa: S311 (a seeded search, nothing secret)
        self.free = [u for u in range(compiled.size) if len(compiled.allowed[u]) > 1]
        self.allowed_sets = [frozenset(allowed) for allowed in compiled.allowed]
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
        sizes, slot = [], self.plan.board.slot
        for _ in range(200):
            u = self.random.choice(self.free)
            size = abs(self.plan.change(u, slot[u], self.random.choice(self.compiled.allowed[u])))
            if size:
                sizes.append(size)
        sizes.sort()
        middle, smallest = (sizes[len(sizes) // 4], sizes[0]) if sizes else (1, 1)
        hot = middle * heat
        return hot, min(max(smallest / 3, middle / 100), hot / 2)

    def _round(self, proposals: int, temperature: float) -> None:
        """Some proposals at one temperature."""
        rand, log, plan = self.random.random, math.log, self.plan
        change, touched, pairs, at = plan.change, plan.touched, plan.pairs, plan.at
        slot, loose, fits = plan.board.slot, plan.board.loose, plan.fits_beside
        allowed, allowed_sets, free = self.compiled.allowed, self.allowed_sets, self.free
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
            if loose[u] or fits(u, t):
                by = change(u, old, t)
                taken = (touched[u] or by <= most) and plan.relocate(u, t, by, most)
            elif guests := at[t]:
                v = guests[int(rand() * len(guests))]
                taken = old in allowed_sets[v] and plan.exchange(u, v, most)
            else:
                continue
            if taken and plan.value < self.best:
                self.best, self.best_slots = plan.value, list(slot)
