"""The least cost of holding links from every set of waiting units on, whatever the time: one table over all sets.

Between two moments of moving at least the shortest gap goes by, and in one slot at most so many units move. That is
all the table knows, so it is a bound; where every slot is like every other and only holding costs, it is the truth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.solver.core import Core
from readiness.solver.patterns import Masks
from readiness.solver.subsets import EXACT_BELOW, directed_cut, sizes

GATHERS_PER_WORK = 6e7
MAX_BYTES = 600_000_000


class HoldToGo:
    """`start`: from nothing moved; `of(masks)`: after these sets of moved units, before the next slot."""

    def __init__(self, core: Core) -> None:
        size, gap = core.size, _shortest(core)
        most = max((core.most(j) for j in range(len(core.times))), default=0)
        waiting_first = {(v, u): amount * gap for (u, v), amount in core.hold.items()}  # seen from the waiting side
        exact: Any = np.float32 if size * sum(waiting_first.values()) < EXACT_BELOW else np.float64
        held: NDArray[Any] = directed_cut(size, waiting_first).astype(exact)
        count = sizes(size)
        order = np.argsort(count, kind="stable").astype(np.int32)
        ends = np.searchsorted(count[order], np.arange(size + 2))
        # fewest[k]: least cost from a set on when exactly k more units move at once; of k = 0 the holding itself.
        fewest: list[NDArray[Any]] = [np.full(1 << size, np.inf, dtype=exact) for _ in range(most + 1)]
        fewest[0][0] = 0.0
        self._table = np.zeros(1 << size, dtype=exact)
        for number in range(1, size + 1):
            layer = order[ends[number] : ends[number + 1]]
            for bit in range(size):
                with_bit = layer[(layer >> bit) & 1 == 1]
                without = with_bit ^ (1 << bit)
                for k in range(1, most + 1):
                    fewest[k][with_bit] = np.minimum(fewest[k][with_bit], fewest[k - 1][without])
            least: NDArray[Any] = np.minimum.reduce([table[layer] for table in fewest])
            self._table[layer] = least
            fewest[0][layer] = held[layer] + least
        self.start = float(self._table[-1])

    def of(self, masks: Masks) -> NDArray[np.float64]:
        """The least still to come after each of these sets of moved units."""
        found: NDArray[np.float64] = self._table[len(self._table) - 1 - masks].astype(np.float64)
        return found


def work(core: Core) -> float:
    """What the table takes."""
    most = max((core.most(j) for j in range(len(core.times))), default=0)
    return core.size * 2.0 ** (core.size - 1) * most / GATHERS_PER_WORK


def fits(core: Core) -> bool:
    """Whether the tables stay within bounds of memory."""
    most = max((core.most(j) for j in range(len(core.times))), default=0)
    return (most + 4) * 8.0 * 2.0**core.size <= MAX_BYTES


def _shortest(core: Core) -> int:
    return min((core.gap(j) for j in range(len(core.times) - 1)), default=0)
