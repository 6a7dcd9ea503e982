"""Free windows without slots: which numbers of moved units a plan passes through, and windows of such numbers.

Where every slot is like every other and at most `step` units take one, all that counts of a plan is the chain of its
sets of moved units. It passes through numbers at most `step` apart, so it stops in every window of `step` numbers in
a row. Each window is a row of its own: its set must lie in the next window's, wherever in time a plan stands by then.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.solver.row_cuts import Batch

Table = NDArray[np.float64]
NEVER = 1e15
PARTS = 2
"""Batches on either side of the middle: rows nearer to the ends need smaller tables."""


class Positions:
    """Rows are windows: row j holds the numbers `first[j]` … `first[j]` + step - 1.

    `profile[k]`: least cost with k units moved; it prices further stops within a window.
    """

    def __init__(self, size: int, step: int, profile: Table) -> None:
        self.size, self.step, self.profile = size, step, profile
        self.first = list(range(step, size - step + 1, step))
        self.row = {k: j for j, first in enumerate(self.first) for k in range(first, first + step)}

    def batches(self) -> list[Batch]:
        """Rows that need tables of about the same size; of those past the middle the waiting units are counted."""
        found = []
        below = [(first + self.step - 1, j) for j, first in enumerate(self.first) if 2 * first <= self.size]
        above = [(self.size - first, j) for j, first in enumerate(self.first) if 2 * first > self.size]
        for mirrored, rows in ((False, below), (True, sorted(above))):
            for part in range(PARTS):
                if some := rows[part * len(rows) // PARTS : (part + 1) * len(rows) // PARTS]:
                    found.append(Batch(tuple(j for _, j in some), mirrored, some[-1][0]))
        return found

    def cheapest(self, rows: Table) -> tuple[float, list[int]]:
        """(least sum over the stops of a plan, number moved at the first stop in each window)."""
        best, came = [0.0] + [NEVER] * self.size, [0] * (self.size + 1)
        for k in range(1, self.size + 1):
            j = self.row.get(k)
            for before in range(max(0, k - self.step), k):
                if k == self.size:
                    price = 0.0
                elif j is None or before >= self.first[j]:
                    price = self.profile[k]
                else:
                    price = rows[j, k]
                if best[before] + price < best[k]:
                    best[k], came[k] = best[before] + price, before
        path, k = [0] * len(self.first), self.size
        while k:
            if k < self.size and (j := self.row.get(k)) is not None:
                path[j] = k  # the first stop of a window is met last
            k = came[k]
        return float(best[self.size]), path
