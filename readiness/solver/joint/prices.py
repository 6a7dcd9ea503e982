"""What is asked for at one time: prices of vendor-months, of lateness, and of packing whole bodies into a month.

A price of slots alone lets one and a half bodies take three slots together. A *pack* counts what a body takes of a
month in coarser steps, ⌊num × moves / den⌋, of which the month holds ⌊num × capacity / den⌋: with two moves each only
one body fits into three slots. Any prices of 0 or more prove a bound; all are integers, so that it is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from readiness.solver.joint.problem import Ints

_FINEST = 8  # packs are counted in parts of at most so many moves
_VIOLATED = 0.02  # by which a programme's shares must exceed a pack for it to be stated
_OF_ONE = 2  # packs of one vendor-month that are stated at a time, the most exceeded first


class Pack(NamedTuple):
    """⌊num × moves / den⌋ of a group in a month, added up over bodies, is at most ⌊num × capacity / den⌋."""

    group: int
    month: int
    num: int
    den: int

    def taken(self, moves: int) -> int:
        """What a body takes by so many moves."""
        return self.num * moves // self.den

    def held(self, capacity: int) -> int:
        """What a month of that capacity holds."""
        return self.num * capacity // self.den


@dataclass(frozen=True, eq=False, kw_only=True)
class Prices:
    """`slots`: groups × months; `late`: of a month of lateness; `packs`: of those that have a price."""

    slots: Ints
    late: int = 0
    packs: Mapping[Pack, int] = field(default_factory=dict)

    def towards(self, slots: np.ndarray, late: float, packs: Mapping[Pack, float], smooth: float) -> Prices:
        """Integers between these, by the share `smooth`, and others."""
        left = 1 - smooth
        blent = {pack: round(smooth * self.packs.get(pack, 0) + left * price) for pack, price in packs.items()}
        return Prices(
            slots=np.rint(smooth * self.slots + left * slots).astype(np.int64),
            late=round(smooth * self.late + left * late),
            packs={pack: price for pack, price in blent.items() if price > 0},
        )

    def steps(self, most: int) -> Ints | None:
        """Groups and one row of zeros × months × 0 … `most` moves of a body: what packs ask; None without any."""
        if not self.packs:
            return None
        found = np.zeros((self.slots.shape[0] + 1, self.slots.shape[1], most + 1), dtype=np.int64)
        moves = np.arange(most + 1)
        for pack, price in self.packs.items():
            found[pack.group, pack.month] += price * (pack.num * moves // pack.den)
        return found

    def charge(self, uses: Mapping[tuple[int, int], int]) -> int:
        """What a plan of a body that takes so many slots pays, lateness apart."""
        total = sum(int(self.slots[place]) * count for place, count in uses.items())
        return total + sum(price * pack.taken(uses.get(pack[:2], 0)) for pack, price in self.packs.items())

    def rent(self, capacity: Ints) -> int:
        """What all that there is would bring."""
        packs = sum(price * pack.held(int(capacity[pack[:2]])) for pack, price in self.packs.items())
        return int((self.slots * capacity).sum()) + packs

    def one_more(self, capacity: Ints) -> Ints:
        """Groups × months: what one more slot would bring. Never below what it would save where plan and bound meet."""
        found: Ints = self.slots.copy()
        for pack, price in self.packs.items():
            room = int(capacity[pack[:2]])
            found[pack[:2]] += price * (pack.held(room + 1) - pack.held(room))
        return found


def exceeded(taken: np.ndarray, capacity: Ints) -> Iterator[Pack]:
    """Packs that shares of plans exceed. `taken`: groups × months × moves: how many bodies do so many at once."""
    moves = np.arange(taken.shape[2])
    found: list[tuple[float, Pack]] = []
    for den in range(2, min(_FINEST, taken.shape[2] - 1) + 1):
        for num in range(1, den):
            over = taken @ (num * moves // den) - num * capacity // den
            groups, months = np.nonzero(over > _VIOLATED)
            for group, month in zip(groups.tolist(), months.tolist(), strict=True):
                found.append((-round(float(over[group, month]), 6), Pack(group, month, num, den)))
    stated: dict[tuple[int, int], int] = {}
    for _, pack in sorted(found):
        if stated.get(pack[:2], 0) < _OF_ONE:
            stated[pack[:2]] = stated.get(pack[:2], 0) + 1
            yield pack
