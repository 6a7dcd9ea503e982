"""The times of a plan as rows: who has moved before a time, who moves then and who moves after, at the least cost.

One program over the buckets of the graph of links gives, for all rows and for every number of units that move then, the
least sum of amounts by unit and side and by linked pair and both sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.counted_cut import NEVER, NOTHING, joined, taken
from readiness.solver.elimination import Buckets

Table = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]
BEFORE, NOW, AFTER = 0, 1, 2
WORK_PER_TABLE, CELLS_PER_WORK = 3e-4, 1e9
"""Of making one, however small, and of filling it."""


class SideTables:
    """`least[row, n]`: least cost of a row in which n units move. Buckets must be exact."""

    def __init__(
        self,
        buckets: Buckets,
        edges: Mapping[tuple[int, int], int],
        units: Table,
        pairs: Table,
        most: int,
        *,
        keep: bool = True,
    ) -> None:
        """`units[row, unit, side]`, `pairs[edge, row, side of its first end, side of its second]`: amounts; `edges`:
        the number of each linked pair; `keep`: hold the tables, so that `sides` can be asked."""
        self.buckets, self.edges, self.most, self.keep = buckets, edges, most, keep
        self._parts: list[list[Table]] = []
        self._whole: list[Table] = []
        self._message: list[Table] = []
        for at in range(len(buckets.all)):
            self._eliminate(at, units, pairs)
        self._roots: list[Table] = []
        total = np.zeros((1, len(units)), units.dtype)
        for root in buckets.roots:
            self._roots.append(total)
            total = joined(total, taken(self._message, root, keep=self.keep), most)
        self.least = total.T

    def _eliminate(self, at: int, units: Table, pairs: Table) -> None:
        """Axes: number that move, row, side of the bucket's unit, sides of its scope (axes of 1: whichever)."""
        bucket = self.buckets.all[at]
        linked = {place: bucket.scope[place] for place, _, _ in bucket.links}
        table = units[None, :, bucket.unit]
        for place in range(len(bucket.scope)):
            table = table[..., None]
            if place in linked:
                cost = self._pair(pairs, bucket.unit, linked[place])
                table = table + cost.reshape(1, len(units), 3, *[1] * place, 3)
        parts = []
        for child in bucket.children:
            if self.keep:
                parts.append(table)
            message = taken(self._message, child, keep=self.keep)
            known = dict(zip(self.buckets.all[child].scope, message.shape[2:], strict=True))
            shape = [known.get(unit, 1) for unit in (bucket.unit, *bucket.scope)]
            table = joined(table, message.reshape(*message.shape[:2], *shape), self.most)
        still, now = np.minimum(table[:, :, BEFORE], table[:, :, AFTER]), table[:, :, NOW]
        width = min(len(table) + 1, self.most + 1)
        message = np.full((width, *still.shape[1:]), NEVER, table.dtype)
        message[: len(still)] = still[:width]
        np.minimum(message[1:], now[: width - 1], out=message[1:])
        self._parts.append(parts)
        self._whole.append(table if self.keep else NOTHING)
        self._message.append(message)

    def _pair(self, pairs: Table, one: int, two: int) -> Table:
        """[row, side of one, side of two]"""
        turned = (one, two) not in self.edges
        found: Table = pairs[self.edges[two, one] if turned else self.edges[one, two]]
        return found.transpose(0, 2, 1) if turned else found

    def sides(self, rows: Numbers, moving: Numbers) -> Numbers:
        """[question, unit]: a cheapest choice of sides in a row in which so many move, from the last bucket to the
        first."""
        buckets, every = self.buckets, np.arange(len(rows))
        found = np.full((len(rows), len(buckets.all)), AFTER, dtype=np.int64)
        counts: dict[int, Numbers] = {}

        def line(table: Table, units: Sequence[int]) -> Table:
            """[number that move, question] at the sides known."""
            wide = zip(table.shape[2:], units, strict=True)
            return table[(slice(None), rows, *(found[:, u] if axis == 3 else 0 for axis, u in wide))]

        def at(lines: Table, count: Numbers) -> Table:
            there = np.clip(count, 0, len(lines) - 1)
            chosen: Table = np.where(there == count, lines[there, every], 2 * NEVER)
            return chosen

        def split(children: Sequence[int], lines: Sequence[Table], count: Numbers) -> None:
            """Share out those that move between children, the last joined first, along the tables before joining."""
            for child, before in zip(reversed(children), reversed(lines), strict=True):
                below = line(self._message[child], buckets.all[child].scope)
                total = [below[some] + at(before, count - some) for some in range(len(below))]
                counts[child] = np.argmin(total, axis=0)
                count = count - counts[child]

        split(buckets.roots, [part[:, rows] for part in self._roots], moving)
        for place in range(len(buckets.all) - 1, -1, -1):
            bucket, count = buckets.all[place], counts[place]
            units, values = (bucket.unit, *bucket.scope), []
            for side in (BEFORE, NOW, AFTER):
                found[:, bucket.unit] = side
                values.append(at(line(self._whole[place], units), count - (side == NOW)))
            found[:, bucket.unit] = np.argmin(values, axis=0)
            rest = count - (found[:, bucket.unit] == NOW)
            split(bucket.children, [line(part, units) for part in self._parts[place]], rest)
        return found


def side_cells(buckets: Buckets, most: int) -> tuple[float, float]:
    """Per row: (numbers touched, numbers kept)."""
    touched = kept = 0.0
    for bucket in buckets.all:
        states, have = 3.0 ** (len(bucket.scope) + 1), 1
        for child in bucket.children:
            more = min(most, buckets.all[child].below) + 1
            touched += states * have * min(more, most + 1)
            have = min(most + 1, have + more - 1)
            kept += states * have
        touched += states * (have + 3)
        kept += states * have
    return touched, kept
