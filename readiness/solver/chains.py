"""Chains of sets of moved units, where every slot is like every other and holding links is all that tells plans apart.

A chain grows by at most as many units as a slot takes. The prices on nested sets say what is still to pay at least
after any set, so a set is dropped when that and what it took to get there reach the limit. Units that join together
are chosen one after the other, each time only those that some choice of the others keeps below the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import Compiled
from readiness.solver.cuts import hold_weights
from readiness.solver.size_chain import NEVER
from readiness.solver.size_prices import SizePrices

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Masks = NDArray[np.int64]
MAX_SETS = 3_000_000
"""Sets of one size; with what joins them they take less than a gigabyte."""
MERGE_EVERY = 2_000_000
AT_ONCE = 2_000_000
"""Numbers looked at in one step."""
SETS_AT_ONCE = 100_000
"""Sets written out unit by unit at once."""
NUMBERS_PER_WORK, KEPT = 1.4e8, 4
"""And what each number of a set that is kept counts, for it is written out and sorted."""
SLACK, LARGE = 1e-6, 1e-3
"""Of sums of prices, which are not whole; more where they are large, for fewer digits are left behind the point."""


@dataclass(frozen=True, slots=True)
class Found:
    """No chain costs less than `bound`; `slots`: a chain below the limit, as slots per unit counted from 0, or None."""

    bound: float
    slots: tuple[int, ...] | None


class ChainSearch:
    """Costs are those of the folded problem without what every plan pays (`SizePrices.base`).

    Of the last run, `work`, `sets` that grew, and how many of them would have with a limit lower by one: `cheaper`.
    """

    def __init__(self, compiled: Compiled, prices: SizePrices, stop: Callable[[], bool]) -> None:
        self.size, self.stop, self.work, self.step = compiled.size, stop, 0.0, prices.step
        self.sets = self.cheaper = 0
        self.hold = np.zeros((self.size, self.size))
        for (u, v), amount in hold_weights(compiled).items():
            self.hold[u, v] = amount
        self.both = self.hold + self.hold.T
        self.dearest = self.both.max(axis=0, initial=0.0)
        self.hubs, self.price, self.tail = prices.hubs, prices.price, prices.tail

    def run(self, limit: float, work: float) -> Found:
        """Chains that cost less than `limit`, with at most so much work."""
        most, self.work, self.sets, self.cheaper = limit - 1 + SLACK * max(1.0, limit * LARGE), 0.0, 0, 0
        waiting: list[list[tuple[Masks, Vector, Masks]]] = [[] for _ in range(self.size + 1)]
        waiting[0].append((np.zeros(1, np.int64), np.zeros(1), np.zeros(1, np.int64)))
        trail: list[tuple[Masks, Masks]] = []
        for k in range(self.size + 1):
            masks, paid, came = _cheapest(waiting[k])
            waiting[k] = []
            trail.append((masks, came))
            if k == self.size:
                return Found(float(paid[0]), self._trace(trail)) if len(masks) else Found(limit, None)
            for at, batch in self._batches(masks):
                here = paid[at : at + len(batch)]
                over = self.work > work or self.stop() or len(masks) > MAX_SETS
                if over or not self._fill(waiting, k, batch, here, most, work):
                    open_ = [self._least(k, masks[at:], paid[at:])]
                    open_ += [self._least(n, m, p) for n in range(k, self.size + 1) for m, p, _ in waiting[n]]
                    return Found(min(limit, *open_), None)
        raise AssertionError("a chain ends with all units")

    def _fill(
        self,
        waiting: list[list[tuple[Masks, Vector, Masks]]],
        k: int,
        batch: Masks,
        paid: Vector,
        most: float,
        work: float,
    ) -> bool:
        """Put what the sets of a batch grow to where it waits; False when work or time came to an end on the way."""
        inside = unpacked(batch, self.size)
        self.sets += len(batch)
        self.cheaper += int((paid + self._ahead(k, batch, inside) <= most - 1).sum())
        for more in range(1, min(self.step, self.size - k) + 1):
            for part in self._grown(k, more, batch, inside, paid, most):
                if self.work > work or self.stop():
                    return False
                there = waiting[k + more]
                there.append(part)
                if sum(len(each[0]) for each in there[1:]) > MERGE_EVERY:
                    waiting[k + more] = [_cheapest(there)]
        return True

    def _batches(self, masks: Masks) -> Iterator[tuple[int, Masks]]:
        count = max(1, AT_ONCE // self.size)
        yield from ((at, masks[at : at + count]) for at in range(0, len(masks), count))

    def _least(self, k: int, masks: Masks, paid: Vector) -> float:
        """The least that a chain through any of these sets costs."""
        if not len(masks):
            return NEVER
        return float((paid + self._ahead(k, masks, unpacked(masks, self.size))).min())

    def _ahead(self, k: int, masks: Masks, inside: Matrix) -> Vector:
        """What is still to pay at least after sets of one size."""
        state = self.hubs.state(masks)
        found: Vector = (inside * self.price[k, state]).sum(axis=1) + self.tail[k, state]
        return found

    def _grown(
        self, k: int, more: int, masks: Masks, inside: Matrix, paid: Vector, most: float
    ) -> Iterator[tuple[Masks, Vector, Masks]]:
        """(sets, cost, sets before) after `more` units joined at once, those that stay below the limit, if any."""
        after, size = k + more, self.size
        if after == size:
            yield np.full(len(masks), (1 << size) - 1), paid, masks
            return
        states = self.hubs.state(masks)
        for before in np.unique(states).tolist():
            rows = np.flatnonzero(states == before)
            for state in np.flatnonzero((self.hubs.grows[before] >= 0) & (self.hubs.grows[before] <= more)).tolist():
                if self.tail[after, state] < NEVER:
                    hubs = self.hubs.mask(state) & ~self.hubs.mask(before)
                    yield from self._with(after, more, state, hubs, rows, masks, inside, paid, most)

    def _with(
        self, after: int, more: int, state: int, hubs: int, at: Masks, masks: Masks, inside: Matrix, paid: Vector,
        most: float,
    ) -> Iterator[tuple[Masks, Vector, Masks]]:  # fmt: skip
        """The same of some sets with these hubs among those that join, and no others."""
        moved = inside[at]
        for u in self.hubs.units:
            if hubs >> int(u) & 1:
                moved[:, u] = 1.0
        price, more = self.price[after, state], more - hubs.bit_count()
        cut = ((moved @ self.hold) * (1 - moved)).sum(axis=1)
        total = paid[at] + cut + moved @ price + self.tail[after, state]
        joined = np.full(len(at), hubs, np.int64)
        if not more:
            self.work += moved.size / NUMBERS_PER_WORK
            kept = total <= most
            sets = masks[at[kept]] | joined[kept]
            yield sets, np.rint(paid[at] + cut)[kept], masks[at[kept]]
            return
        gain = (1 - moved) @ self.hold.T - moved @ self.hold + price
        gain[moved > 0] = NEVER
        gain[:, self.hubs.units] = NEVER
        yield from self._join(after, state, more, masks, gain, total, at, joined, most)

    def _join(
        self, after: int, state: int, more: int, masks: Masks, gain: Matrix, total: Vector, at: Masks, joined: Masks,
        most: float,
    ) -> Iterator[tuple[Masks, Vector, Masks]]:  # fmt: skip
        """Choose the next unit, in the order of units; `gain`: by how much each would raise `total`."""
        self.work += gain.size * (1 + more / 2) / NUMBERS_PER_WORK
        if more == 1:
            one, unit = np.nonzero(gain <= (most - total)[:, None])
            self.work += len(one) * self.size * KEPT / NUMBERS_PER_WORK
            sets = masks[at[one]] | joined[one] | (1 << unit)
            value = total[one] + gain[one, unit]
            blocks = (sets[begin : begin + SETS_AT_ONCE] for begin in range(0, len(sets), SETS_AT_ONCE))
            prices = [unpacked(block, self.size) @ self.price[after, state] for block in blocks]
            paid = value - np.concatenate([np.zeros(0), *prices]) - self.tail[after, state]
            yield sets, np.rint(paid), masks[at[one]]
            return
        # The others come to at least the cheapest of them, each pair of links among them shared between its ends.
        cheap = gain - self.dearest * ((more - 1) / 2)
        others = np.partition(cheap, more - 2, axis=1)[:, : more - 1].sum(axis=1)
        one, unit = np.nonzero(cheap + (total + others)[:, None] <= most)
        step = max(1, AT_ONCE // self.size)
        for begin in range(0, len(one), step):
            rows, units = one[begin : begin + step], unit[begin : begin + step]
            next_gain = gain[rows] - self.both[units]
            next_gain[np.arange(self.size) <= units[:, None]] = NEVER
            yield from self._join(
                after, state, more - 1, masks, next_gain, total[rows] + gain[rows, units], at[rows],
                joined[rows] | (1 << units), most,
            )  # fmt: skip

    def _trace(self, trail: list[tuple[Masks, Masks]]) -> tuple[int, ...]:
        stops, here = [], (1 << self.size) - 1
        while here:
            masks, came = trail[here.bit_count()]
            stops.append(here)
            here = int(came[int(np.searchsorted(masks, here))])
        slots, before = [0] * self.size, 0
        for place, stop in enumerate(reversed(stops)):
            for u in range(self.size):
                if (stop & ~before) >> u & 1:
                    slots[u] = place
            before = stop
        return tuple(slots)


def unpacked(masks: Masks, size: int) -> Matrix:
    """One row per set, one column per unit."""
    return ((masks[:, None] >> np.arange(size)) & 1).astype(np.float64)


def _cheapest(parts: list[tuple[Masks, Vector, Masks]]) -> tuple[Masks, Vector, Masks]:
    """Each set once, with its least cost."""
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64)
    masks, paid, came = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((came, paid, masks))
    masks, paid, came = masks[order], paid[order], came[order]
    fresh = np.ones(len(masks), dtype=bool)
    fresh[1:] = masks[1:] != masks[:-1]
    return masks[fresh], paid[fresh], came[fresh]
