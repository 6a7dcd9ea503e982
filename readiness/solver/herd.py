"""Many plans annealed side by side, each step for all of them at once.

Where all that rules say is how many units a slot takes, a proposal is a matter of a few tables, and arrays make several
times as many of them in the same seconds as a plan alone. Each plan has a line of proposals, and takes the first it
accepts. After each cooling the best quarter goes on, each of them several times over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import Compiled
from readiness.solver.priced_board import pair_rows
from readiness.solver.scalar import Scalar

Numbers = NDArray[np.int64]
PLANS, BEST = 16, 4
SHARE, SHARE_MADE = 4, 2
"""Each plan makes so small a part of the proposals asked for, the second where links are dear to make, for changes are
cheap there and long runs pay: all together take about as long as one annealer alone."""
LONGEST_LINE = 64
STEPS = 64
"""Drawn at once; then it is looked whether to stop, and how long lines should be."""
LARGEST_TABLE = 4_000_000
NEAR = 0.6
NOT_ALLOWED = 2**61
"""Above all that plans cost, and small enough to be added up."""


class Herd:
    """`best_slots`: the best plan of all; `proposals`: as an annealer alone would count them.

    Places (some for each slot) hold a unit each or nobody, who is the last row of every table. `seen[u, s, v]`: what
    the pair costs with u at the s-th slot, by slot of v; `swapped[u, v]`: what both see of each other that a swap does
    not change, by how far apart they are; `gain[plan, u]`: what u costs by slot while all others stay.
    """

    def __init__(self, compiled: Compiled, scalar: Scalar, start: Sequence[int], seed: int) -> None:
        self.size, self.random, self.proposals = compiled.size, np.random.default_rng(seed), 0.0
        times = _times(compiled)
        self.times, count = np.array(times), len(times)
        self.share = SHARE_MADE if any(pair[0] or pair[2] for pair in compiled.pairs.values()) else SHARE
        self.room = np.array([_room(compiled, t) for t in times])
        self.wide = int(self.room.max())
        self.own = np.zeros((self.size + 1, count), np.int64)
        self.seen = np.zeros((self.size + 1, count, self.size + 1, count), np.int64)
        near, rows = pair_rows(compiled, scalar.unit)
        later = compiled.horizon - 1 + self.times[None, :] - self.times[:, None]
        apart, kinds = np.unique(later, return_inverse=True)
        self.apart = kinds.reshape(-1)
        self.swapped = np.zeros((self.size + 1, self.size + 1, len(apart)), np.int64)
        for u, allowed in enumerate(compiled.allowed):
            self.own[u] = [scalar.own[u][t] if t in allowed else NOT_ALLOWED for t in times]
            for v, row in zip(near[u], rows[u], strict=True):
                self.seen[u, :, v] = row[later]
                self.swapped[u, v] = (row + row[::-1])[apart]
        widest = max(1, *map(len, near))
        self.near = np.array([np.resize(np.array(found or [u]), widest) for u, found in enumerate(near)])
        self._put(np.tile(np.searchsorted(self.times, start), (PLANS, 1)))
        self.values = np.full(PLANS, scalar.value(compiled, start))
        self.bests, self.best_places = self.values.copy(), self.slot[:, :-1].copy()

    @property
    def best(self) -> int:
        """Value of the best plan."""
        return int(self.bests.min())

    @property
    def best_slots(self) -> list[int]:
        """The best plan."""
        found: list[int] = self.times[self.best_places[self.bests.argmin()]].tolist()
        return found

    def _put(self, slots: Numbers) -> None:
        """Put plans on the tables."""
        plans, count = np.arange(PLANS), len(self.times)
        self.slot = np.zeros((PLANS, self.size + 1), np.int64)
        self.slot[:, :-1] = slots
        self.held = np.full((PLANS, count * self.wide), self.size)
        self.place = np.zeros((PLANS, self.size + 1), np.int64)
        self.gain = np.tile(self.own, (PLANS, 1, 1))
        filled = np.zeros((PLANS, count), np.int64)
        for u in range(self.size):
            at = slots[:, u]
            self.place[:, u] = at * self.wide + filled[plans, at]
            self.held[plans, self.place[:, u]] = u
            filled[plans, at] += 1
            self.gain += self.seen[u, at]

    def restart_from_best(self) -> None:
        """The best plans seen go on."""
        kept = np.resize(np.argsort(self.bests, kind="stable")[:BEST], PLANS)
        self.bests, self.best_places = self.bests[kept], self.best_places[kept]
        self.values = self.bests.copy()
        self._put(self.best_places)

    def run(self, proposals: int, *, stop: Callable[[], bool] | None = None, heat: float = 1.0) -> None:
        """Cool down over `proposals`."""
        hot, cold = self._temperatures(heat)
        most, done, accepted = proposals / self.share, 0.0, 0.3
        while done < most and not (stop is not None and stop()):
            line = int(min(LONGEST_LINE, max(4.0, 1 / max(accepted, 0.01))))
            made, taken = self._round(line, hot * (cold / hot) ** (done / most))
            accepted = 0.7 * accepted + 0.3 * taken / made
            done += made / PLANS
        self.proposals += min(done, most) * self.share

    def _temperatures(self, heat: float) -> tuple[float, float]:
        """From the size of usual changes, as the annealer of one plan has them."""
        units, slots = self.random.integers(0, self.size, 400), self.random.integers(0, len(self.times), 400)
        sizes = np.abs(self.gain[0, units, slots] - self.gain[0, units, self.slot[0, units]])
        sizes = np.sort(sizes[(sizes > 0) & (sizes < NOT_ALLOWED // 2)])
        middle, smallest = (int(sizes[len(sizes) // 4]), int(sizes[0])) if len(sizes) else (1, 1)
        hot = middle * heat
        return hot, min(max(smallest / 3, middle / 100), hot / 2)

    def _round(self, line: int, temperature: float) -> tuple[int, int]:
        """Some steps at one temperature: (proposals up to those accepted, accepted)."""
        draw, slots, made, taken = self.random, len(self.times), 0, 0
        plans = np.arange(PLANS)
        plan, shape = np.repeat(plans, line), (STEPS, PLANS * line)
        first_unit, first_gain = plan * (self.size + 1), plan * self.gain[0].size
        first_place = plan * self.held.shape[1]
        units = draw.integers(0, self.size, shape)
        beside = self.near[units, draw.integers(0, self.near.shape[1], shape)]
        step, anywhere = draw.integers(-1, 2, shape), draw.integers(0, slots, shape)
        far, room = draw.random(shape) >= NEAR, draw.integers(0, self.wide, shape)
        most = temperature * draw.standard_exponential(shape)
        slot, gain, held, swapped = self.slot.ravel(), self.gain.ravel(), self.held.ravel(), self.swapped.ravel()
        kinds = self.swapped.shape[2]
        for at in range(STEPS):
            u = units[at]
            to = np.where(far[at], anywhere[at], slot.take(first_unit + beside[at]) + step[at])
            np.clip(to, 0, slots - 1, out=to)
            there = to * self.wide + room[at]
            v, old = held.take(first_place + there), slot.take(first_unit + u)
            one, two = first_gain + u * slots, first_gain + v * slots
            by = gain.take(one + to) - gain.take(one + old) + gain.take(two + old) - gain.take(two + to)
            by += swapped.take((u * (self.size + 1) + v) * kinds + self.apart.take(old * slots + to))
            fine = (by <= most[at]) & (old != to) & (room[at] < self.room.take(to))
            begin = fine.reshape(PLANS, line).argmax(axis=1)
            chosen = plans * line + begin
            hit = fine[chosen]
            made += int(np.where(hit, begin + 1, line).sum())
            if (which := chosen[hit]).size:
                taken += len(which)
                self._make(plan[which], u[which], v[which], old[which], to[which], there[which])
                self.values[plan[which]] += by[which]
                self._remember()
        return made, taken

    def _make(self, plan: Numbers, u: Numbers, v: Numbers, old: Numbers, to: Numbers, there: Numbers) -> None:
        """u goes to where v, or nobody, is, who goes where u was."""
        seen: Any = self.seen
        self.gain[plan] += seen[u, to] - seen[u, old] + seen[v, old] - seen[v, to]
        here = self.place[plan, u]
        self.held[plan, there], self.held[plan, here] = u, v
        self.place[plan, v], self.place[plan, u] = here, there
        self.slot[plan, v], self.slot[plan, u] = old, to

    def _remember(self) -> None:
        better = self.values < self.bests
        if better.any():
            self.bests[better] = self.values[better]
            self.best_places[better] = self.slot[better, :-1]


def herd_fits(compiled: Compiled) -> bool:
    """Whether slots count units, nothing else is a rule or binds more than two, and the tables are small enough."""
    more = compiled.groups or compiled.retests or compiled.lags or compiled.resources
    places = (compiled.size + 1) * len(_times(compiled))
    return bool(compiled.caps and compiled.counted and not more and places**2 <= LARGEST_TABLE)


def _times(compiled: Compiled) -> list[int]:
    return sorted({t for allowed in compiled.allowed for t in allowed})


def _room(compiled: Compiled, slot: int) -> int:
    return min(compiled.size, *(cap.limits[slot] // next(iter(cap.weights.values())) for cap in compiled.caps))
