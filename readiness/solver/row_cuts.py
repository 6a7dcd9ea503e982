"""Cheapest sets of moved units row by row, each row with own costs of its own: tables no larger than the row needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from readiness.solver.counted_cut import NEVER, CountedCut
from readiness.solver.elimination import Buckets

Table = NDArray[np.float64]
OPERATIONS_PER_WORK = 1.7e9
WORK_PER_TABLE = 1.2e-4
"""Of making one, however small."""


class Batch(NamedTuple):
    """Rows that share tables for up to `most` units inside; `mirrored`: units outside are counted instead."""

    rows: tuple[int, ...]
    mirrored: bool
    most: int


class RowCuts:
    """`least[row, k]`: least cost with k units moved, `NEVER` where a batch does not reach. Buckets must be exact."""

    def __init__(
        self, buckets: Buckets, batches: Sequence[Batch], own: NDArray[np.floating[Any]], *, keep: bool = True
    ) -> None:
        """`own[row, unit]`: cost of having the unit moved; `keep`: hold the tables, so that `moved` can be asked."""
        count, size = own.shape
        self.units = [bucket.unit for bucket in buckets.all]
        self.least = np.full((count, size + 1), NEVER)
        self._cuts: list[tuple[tuple[int, ...], bool, CountedCut]] = []
        for rows, mirrored, most in batches:
            mine = own[list(rows)]
            tree = buckets.mirrored() if mirrored else buckets
            inside = (-mine if mirrored else mine)[:, self.units]
            cut = CountedCut(tree, [1] * size, inside, keep=keep, most=most)
            self._cuts.append((rows, mirrored, cut))
            reach = cut.least.shape[1]
            for at, row in enumerate(rows):
                if mirrored:
                    self.least[row, size + 1 - reach :] = cut.least[at, ::-1] + mine[at].sum()
                else:
                    self.least[row, :reach] = cut.least[at]

    def moved(self, path: Sequence[int], some: Sequence[int] | None = None) -> Table:
        """[row, unit] 1.0 where the unit is in a cheapest set with `path[row]` units; of one batch also of `some` of
        its rows alone, in their order."""
        found, count = np.zeros((len(path), len(self.units))), len(self.units)
        if some is not None:
            (_, mirrored, cut), *_ = self._cuts
            inside = cut.inside([count - k if mirrored else k for k in path], some)
            found[:, self.units] = ~inside if mirrored else inside
            return found
        for rows, mirrored, cut in self._cuts:
            inside = cut.inside([count - path[row] if mirrored else path[row] for row in rows])
            found[np.ix_(rows, self.units)] = ~inside if mirrored else inside
        return found


def row_work(buckets: Buckets, batches: Sequence[Batch], size: int) -> float:
    """Work of one `RowCuts`."""
    share = sum(len(batch.rows) * (batch.most + 1) / (size + 1) for batch in batches)
    return buckets.operations * share / OPERATIONS_PER_WORK + len(batches) * len(buckets.all) * WORK_PER_TABLE
