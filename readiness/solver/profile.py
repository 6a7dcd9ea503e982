"""The cheapest way to let the number of moved units grow over time, given what each number costs after each slot.

Every bound built on it is valid for the full cost: other amounts (builds, set-ups, retests) are at least zero.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readiness.solver.bounds import most_in_slot, separable_bound
from readiness.solver.compiled import Compiled

Rows = NDArray[np.float64]
NEVER = 1e15


class Growth:
    """How the number of moved units may grow from one slot of change to the next.

    `times`: slots at which something may move; `gaps[j]`: slots from the j-th to the next (the last has none).
    `steady`: every slot is like every other, so that pausing never pays and each slot moves something.
    """

    def __init__(self, compiled: Compiled) -> None:
        self.size = compiled.size
        self.times = sorted({t for allowed in compiled.allowed for t in allowed})
        self.gaps = [after - slot for slot, after in zip(self.times, self.times[1:], strict=False)]
        self._steps = [most_in_slot(compiled, slot) for slot in self.times]
        self._least = [sum(allowed[-1] <= slot for allowed in compiled.allowed) for slot in self.times]
        self._most = [sum(allowed[0] <= slot for allowed in compiled.allowed) for slot in self.times]
        self.steady = (
            set(self.gaps) <= {1}
            and len(set(self._steps)) == 1
            and all(len(allowed) == len(self.times) for allowed in compiled.allowed)
            and all(len({table[t] for t in self.times}) == 1 for table in compiled.own["cost"])
        )

    def cheapest(self, rows: Rows) -> tuple[float, list[int]]:
        """(least sum, number moved after each slot but the last); `rows[j, k]`: k moved after the j-th slot."""
        best = np.full(self.size + 1, NEVER)
        best[0] = 0.0
        came = []
        for j, step in enumerate(self._steps):
            options = np.full((step + 1, self.size + 1), NEVER)
            for more in range(min(step, self.size) + 1):
                options[more, more:] = best[: self.size + 1 - more]
            if self.steady:
                options[0, : self.size] = NEVER
            choice = options.argmin(axis=0)
            best = options[choice, np.arange(self.size + 1)]
            best[: self._least[j]] = NEVER
            best[self._most[j] + 1 :] = NEVER
            if j < len(rows):
                best = best + rows[j]
            came.append(choice)
        moved, path = self.size, []
        for choice in reversed(came):
            path.append(moved)
            moved -= int(choice[moved])
        return float(best[self.size]), path[::-1][:-1]


def profile_bound(compiled: Compiled, profile: Sequence[int]) -> int:
    """Bound on the level *cost*; `profile[k]`: least holding cost per slot with k units moved."""
    growth = Growth(compiled)
    if not growth.times:
        return separable_bound(compiled, "cost")
    least, _ = growth.cheapest(np.outer(np.array(growth.gaps, dtype=float), np.array(profile, dtype=float)))
    return separable_bound(compiled, "cost") + round(min(least, sum(profile) * compiled.horizon))
