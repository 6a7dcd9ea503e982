"""Cheapest sets of moved units by number of moves, with link costs across their border and own costs inside.

One program over the buckets of a graph gives all numbers at once, and for several slots (own costs differ by slot, the
graph does not) side by side. Cost is exact if the buckets are, else a bound.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readiness.solver.elimination import Buckets

Table = NDArray[np.float64]
NEVER = 1e15
"""Cost of what cannot be."""
OPERATIONS_PER_WORK = 1e8
NOTHING = np.zeros(0)


class CountedCut:
    """`least[t, k]`: least cost at row t with k moves inside.

    `own[t, b]`: cost of having the unit of bucket b inside (a copy may have its own share). `sizes[u]`: moves of u.
    `keep`: hold all tables, so that `inside` can be asked. `most`: larger numbers of moves are of no interest.
    """

    def __init__(
        self, buckets: Buckets, sizes: Sequence[int], own: Table, *, keep: bool = False, most: int | None = None
    ) -> None:
        self.buckets, self.sizes, self.keep = buckets, sizes, keep
        self.most = sum(sizes) if most is None else most
        self._parts: list[list[Table]] = []
        self._whole: list[Table] = []
        self._message: list[Table] = []
        for at, bucket in enumerate(buckets.all):
            self._eliminate(at, own[:, at], len(bucket.scope))
        self._root_parts: list[Table] = []
        total = np.zeros((len(own), 1))
        for root in buckets.roots:
            self._root_parts.append(total)
            total = joined(total, self._taken(root), self.most)
        self.least = total

    def _eliminate(self, at: int, own: Table, wide: int) -> None:
        """Axes: row, the bucket's unit, its scope, number of moves."""
        bucket = self.buckets.all[at]
        table = np.zeros([len(own), *[2] * (wide + 1), 1])
        table[:, 1] += own.reshape([-1] + [1] * (wide + 1))
        for place, ahead, back in bucket.links:
            across = np.moveaxis(table, place + 2, 0)
            across[0, :, 1] += ahead
            across[1, :, 0] += back
        parts = []
        for child in bucket.children:
            parts.append(table)
            below = self.buckets.all[child]
            shape = [2 if unit in below.scope else 1 for unit in (bucket.unit, *bucket.scope)]
            message = self._taken(child)
            table = joined(table, message.reshape([len(own), *shape, message.shape[-1]]), self.most)
        size = self.sizes[bucket.unit] if bucket.first else 0
        outside, inside = table[:, 0], table[:, 1]
        width = min(outside.shape[-1] + size, self.most + 1)
        message = np.full((*outside.shape[:-1], width), NEVER)
        message[..., : outside.shape[-1]] = outside
        if size < width:
            np.minimum(message[..., size:], inside[..., : width - size], out=message[..., size:])
        self._parts.append(parts if self.keep else [])
        self._whole.append(table if self.keep else NOTHING)
        self._message.append(message)

    def _taken(self, at: int) -> Table:
        """The message of a bucket, forgotten once used unless tables are kept."""
        message = self._message[at]
        if not self.keep:
            self._message[at] = NOTHING
        return message

    def inside(self, row: int, moved: int) -> NDArray[np.bool_]:
        """Which buckets' units are inside in a cheapest choice with so many moves (copies may differ)."""
        chosen = np.zeros(len(self.buckets.all), dtype=bool)
        todo: list[tuple[int, int, dict[int, int]]] = []

        def split(children: Sequence[int], tables: Sequence[Table], sides: dict[int, int], count: int) -> None:
            """Share out moves between children, the last joined first, along one row of the tables before joining."""
            for child, before in zip(reversed(children), reversed(tables), strict=True):
                place = tuple(sides[unit] for unit in self.buckets.all[child].scope)
                below = _share(before, self._message[child][(row, *place)], count)
                todo.append((child, below, sides))
                count -= below

        split(self.buckets.roots, [part[row] for part in self._root_parts], {}, moved)
        while todo:
            at, count, known = todo.pop()
            bucket = self.buckets.all[at]
            size = self.sizes[bucket.unit] if bucket.first else 0
            place = tuple(known[unit] for unit in bucket.scope)
            costs = [
                _at(self._whole[at][(row, 0, *place)], count),
                _at(self._whole[at][(row, 1, *place)], count - size),
            ]
            value = int(costs[1] < costs[0])
            chosen[at] = bool(value)
            sides = {**{unit: known[unit] for unit in bucket.scope}, bucket.unit: value}
            lines = []
            for part in self._parts[at]:
                wide = zip(part.shape[1:-1], (value, *place), strict=True)
                lines.append(part[(row, *(side if axis == 2 else 0 for axis, side in wide))])
            split(bucket.children, lines, sides, count - size * value)
        return chosen


def _at(line: Table, count: int) -> float:
    return float(line[count]) if 0 <= count < len(line) else NEVER * 2


def _share(before: Table, message: Table, count: int) -> int:
    """How many of `count` moves are the message's in the cheapest sum."""
    low, high = max(0, count - len(before) + 1), min(len(message) - 1, count)
    some = np.arange(low, high + 1)
    return int(some[(message[some] + before[count - some]).argmin()])


def joined(one: Table, two: Table, most: int) -> Table:
    """Least sum for every total number of moves up to `most` (the last axis of both)."""
    if one.shape[-1] < two.shape[-1]:
        one, two = two, one
    width = min(one.shape[-1] + two.shape[-1] - 1, most + 1)
    shape = np.broadcast_shapes(one.shape[:-1], two.shape[:-1])
    found = np.full((*shape, width), NEVER)
    for count in range(min(two.shape[-1], width)):
        part = found[..., count : count + one.shape[-1]]
        np.minimum(part, one[..., : part.shape[-1]] + two[..., count : count + 1], out=part)
    return found
