"""Plans slot by slot, over the sets of units moved by then: a set is dropped when its bound reaches the limit.

From one set to the next a pattern is added. What that costs, and the bound of all that is left (`potentials`), is a
sum over pairs of units. So for many sets and patterns at once it is one product of matrices. Whole set-ups of groups,
retests per slot, work of several slots and orders are judged exactly for the few pairs that remain. When the search
ends without having dropped a set for lack of room, nothing below the limit was missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.solver.core import Core
from readiness.solver.extras import Extras
from readiness.solver.hold_to_go import HoldToGo
from readiness.solver.long_work import LongWork
from readiness.solver.patterns import Masks, Matrix, Patterns
from readiness.solver.potentials import Potentials, Vector

NEVER = 2.0**42
"""Above every cost of a problem that is small enough; sums of fewer than 2^8 of it and of eighths are exact."""
AT_ONCE = 2_000_000
"""Sets times patterns looked at in one product."""
SETS_AT_ONCE, JUDGED_AT_ONCE = 50_000, 200_000
"""Sets looked at, and sets reached that are judged, between two looks whether to stop."""
MERGE_EVERY = 1_000_000
MAX_SETS = 1_000_000
PAIRS_PER_WORK = 4e7
SURVIVORS_PER_WORK = 1e6


@dataclass(frozen=True, slots=True)
class Found:
    """`cost` and slots (by bit) of the best plan below the limit, None if none was found; no plan is below `bound`.

    `complete`: the search was not cut short. `work` spent.
    """

    cost: int | None
    slots: tuple[int, ...] | None
    bound: float
    complete: bool
    work: float


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of moved units after a slot (as numbers), cost so far, bound of every plan through them, place of the set
    they came from, work that later slots still share."""

    masks: Masks
    cost: Vector
    bound: Vector
    came: NDArray[np.int64]
    load: NDArray[np.int64]

    def take(self, which: NDArray[np.int64]) -> Sets:
        """Some of them."""
        return Sets(self.masks[which], self.cost[which], self.bound[which], self.came[which], self.load[which])


class PatternSearch:
    """`limit`: only plans that cost less are looked for. `held`: a second bound, by what holding costs."""

    def __init__(
        self,
        core: Core,
        patterns: Patterns,
        potentials: Potentials,
        limit: int,
        unit: int,
        stop: Callable[[], bool],
        held: HoldToGo | None = None,
    ) -> None:
        self.core, self.patterns, self.potentials = core, patterns, potentials
        self.limit, self.stop, self.held = limit, stop, held
        self.extras, self.long = Extras(core, unit), LongWork(core)
        self.build, self.hold = (_square(core.size, table) for table in (core.build, core.hold))
        self.own = np.array(core.own).reshape(core.size, len(core.times))
        self.next_time = _next_times(self.core.times, self.own)
        self.work = 0.0

    def run(self, work: float) -> Found:
        """Search with at most `work`."""
        now = Sets(
            np.zeros(1, np.int64), np.zeros(1), np.array([self.potentials.bound]), np.zeros(1, np.int64),
            self.long.nothing(1),
        )  # fmt: skip
        trail: list[Sets] = []
        for j in range(len(self.core.times)):
            parts: list[Sets] = []
            waiting, room = 0, True
            for part in self._steps(j, now):
                parts.append(part)
                waiting += len(part.masks)
                if waiting > MERGE_EVERY:
                    parts = [_cheapest(parts)]
                    waiting, room = 0, len(parts[0].masks) <= MAX_SETS
                if self.work > work or not room or self.stop():
                    return Found(None, None, float(now.bound.min()), False, self.work)
            now = _cheapest(parts)
            if not len(now.masks):
                return Found(None, None, self.limit, True, self.work)
            if len(now.masks) > MAX_SETS:
                return Found(None, None, float(now.bound.min()), False, self.work)
            trail.append(now)
        return Found(int(now.cost[0]), self._trace(trail), float(now.cost[0]), True, self.work)

    def _steps(self, j: int, now: Sets) -> Iterator[Sets]:
        """Sets after the j-th slot, in batches; the same set may come several times."""
        reduced = self.potentials.reduced[:, j]
        order = np.flatnonzero(reduced < self.limit - float(now.bound.min()))
        order = order[np.argsort(reduced[order], kind="stable")]
        rows, masks, reduced = self.patterns.inside[order], self.patterns.masks[order], reduced[order]
        alone = np.where(self.patterns.may[order, j], rows @ np.minimum(self.own[:, j], NEVER), NEVER)
        hold = self.hold * self.core.gap(j)
        later, price = self._later(j), self.potentials.unit + NEVER * self._last(j)
        paid = _Sums(rows, self.build + hold, hold, alone)
        ahead = _Sums(rows, later, later, -(rows @ price))
        pattern = paid.pattern + ahead.pattern
        # The amounts of a set and of a pattern alone stand in two more columns: all is one product of matrices.
        added = np.column_stack((rows, np.ones(len(rows)), pattern))
        places = np.argsort(now.bound, kind="stable")
        for begin in range(0, len(places), SETS_AT_ONCE):
            near = now.take(places[begin : begin + SETS_AT_ONCE])
            here = unpacked(near.masks, self.core.size)
            state, between = paid.of(here)
            state_ahead, between_ahead = ahead.of(here)
            state_ahead += (1 - here) @ price + self.potentials.tail(j)
            all_between = 4 * NEVER * here + between + between_ahead
            sets = np.column_stack((all_between, near.cost + state + state_ahead, np.ones(len(here))))
            at = 0
            while at < len(here):
                room = int(np.searchsorted(reduced, self.limit - float(near.bound[at])))
                end = at + max(1, AT_ONCE // max(1, room))
                bound = (sets[at:end] @ added[:room].T).ravel()
                self.work += bound.size / PAIRS_PER_WORK
                left = np.flatnonzero(bound <= self.limit - 1)
                for some in np.split(left, range(JUDGED_AT_ONCE, len(left), JUDGED_AT_ONCE)):
                    self.work += len(some) / SURVIVORS_PER_WORK
                    one, two = np.divmod(some, room)
                    one += at
                    joined = rows[two]
                    cost = near.cost[one] + state[one] + paid.pattern[two] + (between[one] * joined).sum(axis=1)
                    came = places[begin + one]
                    reached = Sets(near.masks[one] | masks[two], cost, bound[some], came, near.load[one])
                    yield self._judge(j, reached, here[one], joined)
                at = end

    def _judge(self, j: int, reached: Sets, before: Matrix, joined: Matrix) -> Sets:
        """The sets reached, each by a pattern `joined` to the set `before`, that keep the rules about several slots,
        with what is not priced by pairs of units."""
        masks, cost, bound, load = reached.masks, reached.cost, reached.bound, reached.load
        keeps = np.ones(len(masks), dtype=bool)
        for u, v in self.core.first:
            keeps &= (masks >> u) & 1 >= (masks >> v) & 1
        if self.long:
            load = load + self.long.demand(j, joined)
            keeps &= self.long.fits(load)
            load = self.long.ahead(j, load)
        if self.extras:
            more = self.extras.price(before, joined)
            cost, bound = cost + more, bound + more
        if self.held is not None:
            waiting = 1 - unpacked(masks, self.core.size)
            # It drops sets, but is not their bound: patterns are passed over by what they add to that of the prices.
            keeps &= cost + self.held.of(masks) + waiting @ self._own_later(j) <= self.limit - 1
        keeps &= bound <= self.limit - 1
        return Sets(masks, cost, bound, reached.came, load).take(np.flatnonzero(keeps))

    def _later(self, j: int) -> Matrix:
        """What a pair still costs at least, less what is charged to the waiting end: row moved, column waiting."""
        found = -self.potentials.parting
        if j + 1 < len(self.core.times):
            found += self.hold * (self.next_time[:, j + 1] - self.core.times[j + 1])
        return found

    def _last(self, j: int) -> Vector:
        """1 for units that cannot move after the j-th time."""
        last: Vector = (self.own[:, j + 1 :] >= NEVER).all(axis=1).astype(float)
        return last

    def _own_later(self, j: int) -> Vector:
        """The least own amount of a unit after the j-th time."""
        least: Vector = self.own[:, j + 1 :].min(axis=1, initial=NEVER)
        return least

    def _trace(self, trail: list[Sets]) -> tuple[int, ...]:
        slots, place = [0] * self.core.size, 0
        for j in reversed(range(len(trail))):
            here = int(trail[j].masks[place])
            place = int(trail[j].came[place])
            moving = here & ~(int(trail[j - 1].masks[place]) if j else 0)
            for bit in range(self.core.size):
                if moving >> bit & 1:
                    slots[bit] = self.core.times[j]
        return tuple(slots)


class _Sums:
    """Amounts over pairs (moved, waiting) after patterns (`rows`) are added to sets, in three parts.

    `new[u, v]`: of a unit u that moves now, `old[u, v]`: of one that has moved before. All in all it is the amount of
    the set + `pattern` of the pattern (with what it is `alone`) + that between both, over the units of the pattern.
    """

    def __init__(self, rows: Matrix, new: Matrix, old: Matrix, alone: Vector) -> None:
        self.pattern: Vector = ((rows @ new) * (1 - rows)).sum(axis=1) + alone
        self._old, self._both = old, old + new.T

    def of(self, here: Matrix) -> tuple[Vector, Matrix]:
        """The amount of each set, and between it and each unit."""
        return ((here @ self._old) * (1 - here)).sum(axis=1), -(here @ self._both)


def unpacked(masks: Masks, size: int) -> Matrix:
    """One row per set, one column per unit."""
    return ((masks[:, None] >> np.arange(size)) & 1).astype(np.float64)


def _square(size: int, table: Mapping[tuple[int, int], int]) -> Matrix:
    found = np.zeros((size, size))
    for pair, amount in table.items():
        found[pair] = amount
    return found


def _next_times(times: Sequence[int], own: Matrix) -> Vector:
    """`[bit, j]`: the first time from the j-th on that a unit may take; the j-th where there is none."""
    last = len(times)
    places = np.where(own < NEVER, np.arange(last), last)
    first = np.minimum.accumulate(places[:, ::-1], axis=1)[:, ::-1]
    found: Vector = np.array(times, dtype=float)[np.where(first < last, first, np.arange(last))]
    return found


def _cheapest(parts: list[Sets]) -> Sets:
    """Of sets that are alike for all that follows the cheapest (ties: that of the first set before), in fixed order."""
    columns = zip(*((p.masks, p.cost, p.bound, p.came, p.load) for p in parts), strict=True)
    found = Sets(*(np.concatenate(column) for column in columns))
    found = found.take(np.lexsort((found.came, found.cost, *found.load.T, found.masks)))
    fresh = np.ones(len(found.masks), dtype=bool)
    fresh[1:] = found.masks[1:] != found.masks[:-1]
    if found.load.shape[1]:
        fresh[1:] |= (found.load[1:] != found.load[:-1]).any(axis=1)
    return found.take(np.flatnonzero(fresh))
