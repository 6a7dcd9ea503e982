"""Cheapest sets of moved units by number of moves, with link costs across their border and own costs inside.

One program over the buckets of a graph gives all numbers at once, and for several slots (own costs differ by slot, the
graph does not) side by side. Cost is exact if the buckets are, else a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.elimination import Buckets

Table = NDArray[np.floating[Any]]
Counts = NDArray[np.int64]
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
        self.type = own.dtype
        self.buckets, self.sizes, self.keep = buckets, sizes, keep
        self.most = sum(sizes) if most is None else most
        self._parts: list[list[Table]] = []
        self._whole: list[Table] = []
        self._message: list[Table] = []
        for at, bucket in enumerate(buckets.all):
            self._eliminate(at, own[:, at], len(bucket.scope))
        self._root_parts: list[Table] = []
        total = np.zeros((1, len(own)), self.type)
        for root in buckets.roots:
            self._root_parts.append(total)
            total = joined(total, taken(self._message, root, keep=self.keep), self.most)
        self.least = total.T

    def _eliminate(self, at: int, own: Table, wide: int) -> None:
        """Axes: number of moves (first, so that the rest lies in one line), row, the bucket's unit, its scope."""
        bucket = self.buckets.all[at]
        table = np.zeros([1, len(own), *[2] * (wide + 1)], self.type)
        table[:, :, 1] += own.reshape([1, -1] + [1] * wide)
        for place, ahead, back in bucket.links:
            across = np.moveaxis(table, place + 3, 0)
            across[0, :, :, 1] += ahead
            across[1, :, :, 0] += back
        parts = []
        for child in bucket.children:
            parts.append(table)
            below = self.buckets.all[child]
            shape = [2 if unit in below.scope else 1 for unit in (bucket.unit, *bucket.scope)]
            message = taken(self._message, child, keep=self.keep)
            table = joined(table, message.reshape([len(message), len(own), *shape]), self.most)
        size = self.sizes[bucket.unit] if bucket.first else 0
        outside, inside = table[:, :, 0], table[:, :, 1]
        width = min(len(outside) + size, self.most + 1)
        message = np.full((width, *outside.shape[1:]), NEVER, self.type)
        message[: len(outside)] = outside[:width]
        if size < width:
            np.minimum(message[size:], inside[: width - size], out=message[size:])
        self._parts.append(parts if self.keep else [])
        self._whole.append(table if self.keep else NOTHING)
        self._message.append(message)

    def inside(self, moved: Sequence[int], some: Sequence[int] | None = None) -> NDArray[np.bool_]:
        """[row, bucket]: whether the bucket's unit is inside in a cheapest choice with so many moves in the row.

        From the last bucket to the first, all rows (or `some`, in that order) at once; of exact buckets only.
        """
        rows = np.arange(len(moved)) if some is None else np.array(some, dtype=np.int64)
        sides: dict[int, Counts] = {}
        counts: dict[int, Counts] = {}

        def line(table: Table, units: Sequence[int]) -> Table:
            """[number of moves, row] at the sides known (an axis of one is the same for both)."""
            wide = zip(table.shape[2:], units, strict=True)
            return table[(slice(None), rows, *(sides[u] if axis == 2 else 0 for axis, u in wide))]

        def split(children: Sequence[int], lines: Sequence[Table], count: Counts) -> None:
            """Share out moves between children, the last joined first, along the tables before joining."""
            for child, before in zip(reversed(children), reversed(lines), strict=True):
                below = _share(before, line(self._message[child], self.buckets.all[child].scope), count)
                counts[child] = below
                count = count - below

        split(self.buckets.roots, [part[:, rows] for part in self._root_parts], np.array(moved, dtype=np.int64))
        chosen = np.zeros((len(moved), len(self.buckets.all)), dtype=bool)
        for at in range(len(self.buckets.all) - 1, -1, -1):
            bucket, count = self.buckets.all[at], counts[at]
            size = self.sizes[bucket.unit]
            sides[bucket.unit] = np.zeros(len(moved), dtype=np.int64)
            units = (bucket.unit, *bucket.scope)
            outside = _at(line(self._whole[at], units), count)
            sides[bucket.unit] = np.ones(len(moved), dtype=np.int64)
            value = _at(line(self._whole[at], units), count - size) < outside
            chosen[:, at] = value
            sides[bucket.unit] = value.astype(np.int64)
            split(bucket.children, [line(part, units) for part in self._parts[at]], count - size * value)
        return chosen


def _at(lines: Table, count: Counts) -> Table:
    """Each row at its number."""
    there = np.clip(count, 0, len(lines) - 1)
    found: Table = np.where(there == count, lines[there, np.arange(len(count))], 2 * NEVER)
    return found


def _share(before: Table, message: Table, count: Counts) -> Counts:
    """How many of `count` moves are the message's in the cheapest sum, row by row."""
    some = np.arange(len(message))[:, None]
    rest = count - some
    there = np.clip(rest, 0, len(before) - 1)
    total = np.where(there == rest, message + before[there, np.arange(len(count))], 2 * NEVER)
    found: Counts = total.argmin(axis=0)
    return found


def taken(messages: list[Table], at: int, *, keep: bool) -> Table:
    """The message of a bucket, forgotten once used unless tables are kept."""
    message = messages[at]
    if not keep:
        messages[at] = NOTHING
    return message


def joined(one: Table, two: Table, most: int) -> Table:
    """Least sum for every total number of moves up to `most` (the first axis of both)."""
    if len(one) < len(two):
        one, two = two, one
    width, shape = min(len(one) + len(two) - 1, most + 1), np.broadcast_shapes(one.shape[1:], two.shape[1:])
    first, second = _flat(one, shape), _flat(two, shape)
    found = np.full((width, first.shape[1]), NEVER, one.dtype)
    some = np.empty_like(first)
    for count in range(min(len(second), width)):
        part = found[count : count + len(first)]
        np.add(first[: len(part)], second[count], out=some[: len(part)])
        np.minimum(part, some[: len(part)], out=part)
    return found.reshape((width, *shape))


def _flat(table: Table, shape: tuple[int, ...]) -> Table:
    """One line per number of moves."""
    return np.broadcast_to(table, (len(table), *shape)).reshape(len(table), -1)
