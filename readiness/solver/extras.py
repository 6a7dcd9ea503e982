"""What a step costs beyond pairs of units: openings of link groups and retests per slot, for many steps at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.solver.core import Core
from readiness.solver.patterns import Matrix


class Extras:
    """Prices of the folded problem's groups and retests; `unit`: weight of the level *cost*."""

    def __init__(self, core: Core, unit: int) -> None:
        self.unit = unit
        self.bit_of = {u: bit for bit, u in enumerate(core.order)}
        self.groups, self.retests = (core.compiled.groups, core.compiled.retests) if unit else ((), ())

    def __bool__(self) -> bool:
        return bool(self.groups or self.retests)

    def price(self, before: Matrix, moving: Matrix) -> NDArray[np.float64]:
        """Per row, when the units of `moving` move and those of `before` have."""
        total = np.zeros(len(before))
        after = before + moving
        for group in self.groups:
            pairs = [(self.bit_of[u], self.bit_of[v]) for u, v in group.pairs]
            total += group.setup * self.unit * (~_apart(before, pairs) & _apart(after, pairs))
        for retest in self.retests:
            at, others = self.bit_of[retest.at], [self.bit_of[v] for v in retest.neighbours]
            called = moving[:, others].any(axis=1) & (moving[:, at] == 0)
            counts = np.where(before[:, at] > 0, retest.moved, retest.waiting)
            total += retest.amount * self.unit * (called & counts)
        return total


def _apart(inside: Matrix, pairs: list[tuple[int, int]]) -> NDArray[np.bool_]:
    found = np.zeros(len(inside), dtype=bool)
    for one, two in pairs:
        found |= inside[:, one] != inside[:, two]
    return found
