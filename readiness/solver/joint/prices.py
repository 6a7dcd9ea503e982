"""What is asked for at one time: prices of vendor-months, of lateness, and of packing whole bodies into a month.

A price of slots alone lets one and a half bodies take three slots together. A *pack* counts what a body takes of a
month in coarser steps, ⌊num × moves / den⌋, of which the month holds ⌊num × capacity / den⌋: with two moves each only
one body fits into three slots. Bodies may have a *start*, parts of a step that they hold whatever they do: what is
held grows by the starts of all, and one with a start reaches a step sooner than others. Any prices of 0 or more prove
a bound; all are integers, so that it is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np

from readiness.solver.joint.problem import Ints

_FINEST = 5  # packs are counted in parts of at most so many moves
_VIOLATED = 0.02  # by which a programme's shares must exceed a pack for it to be stated
_OF_ONE = 2  # packs of one vendor-month that are stated at a time, the most exceeded first
_WORTH = 0.5  # of a step: by how much a start may be worth less than it costs, for the sake of the parts left
SHARE = 1e-7  # of a plan: less is none

Starts: TypeAlias = tuple[tuple[int, int], ...]
Shares: TypeAlias = Mapping[int, Mapping[int, float]]  # body → moves of it in one vendor-month → share of its plans


class Pack(NamedTuple):
    """⌊(num × moves + start) / den⌋, added up over bodies, is at most ⌊(num × capacity + all starts) / den⌋.

    `starts`: (body, parts of a step) of those that have one, 0 for the others.
    """

    group: int
    month: int
    num: int
    den: int
    starts: Starts = ()

    def taken(self, moves: int, start: int = 0) -> int:
        """What a body takes by so many moves."""
        return (self.num * moves + start) // self.den

    def held(self, capacity: int) -> int:
        """What a month of that capacity holds."""
        return (self.num * capacity + sum(start for _, start in self.starts)) // self.den


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

    @cached_property
    def started(self) -> Mapping[int, Mapping[Pack, int]]:
        """The starts of each body that has any."""
        found: dict[int, dict[Pack, int]] = defaultdict(dict)
        for pack in self.packs:
            for at, start in pack.starts:
                found[at][pack] = start
        return found

    @cached_property
    def _of_place(self) -> Mapping[tuple[int, int], list[Pack]]:
        found: dict[tuple[int, int], list[Pack]] = defaultdict(list)
        for pack in self.packs:
            found[pack[:2]].append(pack)
        return found

    def charge(self, at: int, uses: Mapping[tuple[int, int], int]) -> int:
        """What a plan of a body that takes so many slots pays, lateness apart."""
        starts = self.started.get(at, {})
        total = 0
        for place, count in uses.items():
            total += int(self.slots[place]) * count
            total += sum(self.packs[pack] * pack.taken(count, starts.get(pack, 0)) for pack in self._of_place[place])
        return total

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


def exceeded(taken: Mapping[tuple[int, int], Shares], capacity: Ints) -> Iterator[Pack]:
    """Packs that shares of plans exceed, of each vendor-month those that they exceed most."""
    for place, shares in sorted(taken.items()):
        room = int(capacity[place])
        whole = all(share > 1 - SHARE for of_body in shares.values() for share in of_body.values())
        load = sum(count * share for of_body in shares.values() for count, share in of_body.items())
        if whole or load <= room - 1 + _VIOLATED:
            continue
        found = [
            (-round(over, 6), Pack(*place, num, den, starts))
            for den in range(2, _FINEST + 1)
            for num in range(1, den)
            for over, starts in [_most_exceeded(shares, room, num, den)]
            if over > _VIOLATED
        ]
        yield from (pack for _, pack in sorted(found)[:_OF_ONE])


def _most_exceeded(shares: Shares, room: int, num: int, den: int) -> tuple[float, Starts]:
    """By how much shares exceed the pack of these steps, with the starts at which it is most."""
    over = -float(num * room // den)
    best: dict[int, tuple[float, Starts]] = {num * room % den: (0.0, ())}  # by the parts of a step that are left
    for at, own in sorted(shares.items()):
        steps = [sum(share * ((num * moves + start) // den) for moves, share in own.items()) for start in range(den)]
        over += steps[0]
        worth = [(start, steps[start] - steps[0]) for start in range(1, den)]
        worth = [(start, more) for start, more in worth if more > start / den - _WORTH]
        for part, (value, starts) in list(best.items()) if worth else ():
            for start, more in worth:
                reached, left = divmod(part + start, den)
                if left not in best or value + more - reached > best[left][0] + SHARE:
                    best[left] = value + more - reached, (*starts, (at, start))
    value, starts = max(best.values(), key=lambda one: one[0])
    return over + value, starts
