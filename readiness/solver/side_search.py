"""Plans time by time, over the sets of units moved by then, below a limit: what the rows cost at their prices adds up
to what a plan costs, and the rows to come cost at least their least, so most sets are dropped as soon as they are met.

Units that move together are chosen one after the other, each time only those that some choice of the others keeps below
the limit. No list of all that may move together is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.solver.pattern_search import unpacked
from readiness.solver.side_prices import SidePrices
from readiness.solver.sides import AFTER, BEFORE, NOW

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Masks = NDArray[np.int64]
MAX_SETS = 1_500_000
"""Sets after one time; with those they came from they take less than half a gigabyte."""
AT_ONCE = 2_000_000
"""Numbers looked at in one step."""
NUMBERS_PER_WORK, KEPT = 1.4e8, 4
"""And what each number of a set that is kept counts, for it is written out and sorted."""
BARRED = 1e4
"""What cannot be costs so many times the limit: sums stay exact enough."""


@dataclass(frozen=True, slots=True)
class Found:
    """`cost` and time (by number) of each unit in the cheapest plan below the limit; None if there is none or the
    search was cut short (not `complete`)."""

    cost: int | None
    times: tuple[int, ...] | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of moved units (as numbers), the rows so far at their prices, the sets they came from."""

    masks: Masks
    paid: Vector
    came: Masks

    def joined(self, others: list[Sets]) -> Sets:
        """All of them, each set once, with its least cost."""
        every = (self, *others)
        masks, paid, came = (
            np.concatenate([getattr(part, name) for part in every]) for name in ("masks", "paid", "came")
        )
        order = np.lexsort((came, paid, masks))
        masks, paid, came = masks[order], paid[order], came[order]
        fresh = np.ones(len(masks), dtype=bool)
        fresh[1:] = masks[1:] != masks[:-1]
        return Sets(masks[fresh], paid[fresh], came[fresh])


NOBODY = Sets(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64))


class SideSearch:
    """Costs are without the core's base. `work`: what the last run took."""

    def __init__(self, prices: SidePrices, stop: Callable[[], bool]) -> None:
        self.size, self.stop, self.prices, self.work = prices.core.size, stop, prices, 0.0

    def run(self, limit: float, work: float) -> Found:
        """Plans that cost less than `limit`, with at most so much work."""
        self.work = 0.0
        now, trail = Sets(np.zeros(1, np.int64), np.zeros(1), np.zeros(1, np.int64)), []
        for j in range(len(self.prices.most)):
            row, parts, waiting, after = _Row(self.prices, j, limit), [], 0, NOBODY
            for part in self._grown(row, now):
                parts.append(part)
                waiting += len(part.masks)
                if waiting > MAX_SETS:
                    after, parts, waiting = after.joined(parts), [], 0
                if self.work > work or len(after.masks) > MAX_SETS or self.stop():
                    return Found(None, None, False)
            now = after.joined(parts)
            if len(now.masks) > MAX_SETS:
                return Found(None, None, False)
            trail.append(now)
        if not len(now.masks):
            return Found(None, None, True)
        return Found(round(float(now.paid[0])), self._trace(trail), True)

    def _grown(self, row: _Row, now: Sets) -> Iterator[Sets]:
        """Sets after a row, those that stay below the limit; the same set may come several times."""
        every = max(1, AT_ONCE // self.size**2)
        for begin in range(0, len(now.masks), every):
            masks, paid = now.masks[begin : begin + every], now.paid[begin : begin + every]
            moved = unpacked(masks, self.size)
            self.work += moved.size * self.size / NUMBERS_PER_WORK
            count = moved.sum(axis=1).astype(np.int64)
            total, gain = paid + row.alone(moved), row.gain(moved)
            for more in range(row.most + 1):
                some = np.flatnonzero(count + more <= self.size)
                tail = row.tail[count[some] + more]
                joins = self._join(
                    row, more, gain[some], (total[some] + tail), np.arange(len(some)), np.zeros(len(some), np.int64)
                )
                for at, joined, value in joins:
                    before = masks[some[at]]
                    yield Sets(before | joined, value - tail[at], before)

    def _join(
        self, row: _Row, more: int, gain: Matrix, total: Vector, at: Masks, joined: Masks
    ) -> Iterator[tuple[Masks, Masks, Vector]]:
        """(where, who joins, cost with all rows to come at least) of `more` others, taken from the last unit down."""
        if not more:
            kept = np.flatnonzero(total <= row.limit)
            self.work += len(kept) * self.size * KEPT / NUMBERS_PER_WORK
            yield at[kept], joined[kept], total[kept]
            return
        self.work += gain.size * (1 + more / 2) / NUMBERS_PER_WORK
        # Each pair among those that join is shared between its ends.
        cheap = gain - row.shared[more - 1]
        others = np.partition(cheap, max(0, more - 2), axis=1)[:, : more - 1].sum(axis=1)
        one, unit = np.nonzero(cheap + (total + others)[:, None] <= row.limit)
        step = max(1, AT_ONCE // self.size)
        for begin in range(0, len(one), step):
            rows, units = one[begin : begin + step], unit[begin : begin + step]
            value, place, who = total[rows] + gain[rows, units], at[rows], joined[rows] | (1 << units)
            if more == 1:
                self.work += len(rows) * self.size * KEPT / NUMBERS_PER_WORK
                yield place, who, value
                continue
            rest = gain[rows] - row.saved[units]
            rest[np.arange(self.size) >= units[:, None]] = np.inf
            yield from self._join(row, more - 1, rest, value, place, who)

    def _trace(self, trail: list[Sets]) -> tuple[int, ...]:
        times, here = [0] * self.size, (1 << self.size) - 1
        for j in range(len(trail) - 1, -1, -1):
            before = int(trail[j].came[int(np.searchsorted(trail[j].masks, here))])
            for u in range(self.size):
                if (here & ~before) >> u & 1:
                    times[u] = j
            here = before
        return tuple(times)


class _Row:
    """What the sides of one row cost, as sums over units and pairs: `saved[u, v]` by moving together, `shared[n]` each
    unit's half of what it can save with n others at most, `tail` the least of all rows to come."""

    def __init__(self, prices: SidePrices, j: int, limit: float) -> None:
        barred = BARRED * max(1.0, limit)
        self.limit = limit - 1 + 1e-9 * max(1e3, limit)
        units = np.minimum(prices.units[j], barred)
        self.before, self.now, self.after = units[:, BEFORE], units[:, NOW], units[:, AFTER]
        self.most, self.tail = min(prices.most[j], len(units)), prices.tail[j + 1]
        u, v = prices.ends.T
        cost = np.zeros((3, 3, len(units), len(units)))
        for one in (BEFORE, NOW, AFTER):
            for two in (BEFORE, NOW, AFTER):
                amounts = np.minimum(prices.pairs[:, j, one, two], barred)
                cost[one, two, u, v] += amounts
                cost[two, one, v, u] += amounts
        self.cost = cost
        self.saved = cost[NOW, AFTER] + cost[AFTER, NOW] - cost[NOW, NOW] - cost[AFTER, AFTER]
        most = np.sort(np.maximum(self.saved, 0.0), axis=1)[:, ::-1]
        self.shared = np.concatenate([np.zeros((1, len(units))), np.cumsum(most, axis=1).T]) / 2

    def alone(self, moved: Matrix) -> Vector:
        """The row if nobody moves."""
        still = 1 - moved
        found: Vector = moved @ self.before + still @ self.after
        for here, there, share in ((BEFORE, BEFORE, 0.5), (BEFORE, AFTER, 1.0), (AFTER, AFTER, 0.5)):
            one, two = (moved if side == BEFORE else still for side in (here, there))
            found += share * ((one @ self.cost[here, there]) * two).sum(axis=1)
        return found

    def gain(self, moved: Matrix) -> Matrix:
        """By how much each unit, moving alone, raises that."""
        ahead = moved @ (self.cost[BEFORE, NOW] - self.cost[BEFORE, AFTER])
        found: Matrix = ahead + (1 - moved) @ (self.cost[AFTER, NOW] - self.cost[AFTER, AFTER]) + self.now - self.after
        found[moved > 0] = np.inf
        return found
