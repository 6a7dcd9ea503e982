"""Units with the dearest links, whose side is written down: which of them have moved is a state of a plan.

What they cost is then known for each state, and the graph of the others is narrower without them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import Compiled
from readiness.solver.cuts import hold_weights, narrowest

Table = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Hubs:
    """`units`: the hubs, `rest`: all others, `buckets`: their graph. States are numbers, a bit for each hub moved.

    In a state hubs cost `cut`, and each of the rest that has moved `own` more. `count`: hubs moved. `grows[a, b]`: hubs
    that move when state a becomes b, -1 where that cannot be. `links`: of each unit, what all its links cost.
    """

    def __init__(self, compiled: Compiled, units: Sequence[int]) -> None:
        weights, size, number = hold_weights(compiled), compiled.size, len(units)
        hold = np.zeros((size, size))
        for (u, v), amount in weights.items():
            hold[u, v] = amount
        self.units = np.array(units, dtype=np.int64)
        self.links: Table = hold.sum(axis=0) + hold.sum(axis=1)
        self.rest = np.setdiff1d(np.arange(size), self.units)
        place = {int(u): at for at, u in enumerate(self.rest)}
        inner = {(place[u], place[v]): amount for (u, v), amount in weights.items() if u in place and v in place}
        self.buckets = narrowest([1] * len(self.rest), inner)
        self.states = 1 << number
        states = np.arange(self.states)
        inside = ((states[:, None] >> np.arange(number)) & 1).astype(np.float64)
        among, outward = hold[np.ix_(self.units, self.units)], hold[np.ix_(self.units, self.rest)]
        inward = hold[np.ix_(self.rest, self.units)]
        self.cut: Table = ((inside @ among) * (1 - inside)).sum(axis=1) + inside @ outward.sum(axis=1)
        self.own: Table = (1 - inside) @ inward.T - inside @ outward
        self.count: Numbers = inside.sum(axis=1).astype(np.int64)
        stays = (states[:, None] & ~states[None, :]) == 0
        self.grows: Numbers = np.where(stays, self.count[None, :] - self.count[:, None], -1)

    def state(self, masks: Numbers) -> Numbers:
        """Of sets of moved units."""
        found = np.zeros(len(masks), np.int64)
        for bit, u in enumerate(self.units):
            found |= ((masks >> u) & 1) << bit
        return found

    def mask(self, state: int) -> int:
        """The hubs moved, as a set."""
        return sum(1 << int(u) for bit, u in enumerate(self.units) if state >> bit & 1)
