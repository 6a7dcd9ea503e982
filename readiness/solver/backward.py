"""Least cost to go from every set of moved units after every slot: dynamic programming over subsets.

Within a slot the units that move are taken off the set reached, one connected piece (by build costs) at a time. A
piece pays its build costs towards everything outside the set it is taken from. If the pieces of one slot are not
linked to each other, that is exact; if they are, it is too dear, and the piece that joins them gives the right price.
So the minimum is exact as long as every piece that may move at once is in the list, and with caps counted by number.
What the table leaves out (caps on parties, whole set-ups, retests per slot) can only make plans dearer: a bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from readiness.solver.core import INFINITE, Core, connected_sets
from readiness.solver.subsets import EXACT_BELOW, Cube, Single, directed_cut, linear

MAX_PIECES = 4_000
MAX_BYTES = 1_200_000_000
OPERATIONS_PER_WORK = 6e8


@dataclass(frozen=True, slots=True)
class Pieces:
    """Sets that may be taken off at once, as bits; `most[j]`: units per slot; `kept`: build costs are in."""

    sets: tuple[tuple[int, ...], ...]
    most: tuple[int, ...]
    kept: bool


def choose_pieces(core: Core) -> Pieces:
    """Single units, and the connected sets up to the size a cap allows; without build costs if there are too many."""
    most = tuple(core.most(j) for j in range(len(core.times)))
    singles = [(bit,) for bit in range(core.size)]
    largest = max(most, default=0)
    joined = connected_sets(core, largest, MAX_PIECES) if core.build else []
    sets = tuple(singles + sorted(joined or [], key=lambda units: (len(units), units)))
    return Pieces(sets, most, joined is not None)


def operations(core: Core, pieces: Pieces) -> float:
    """About how many elements will be touched."""
    total = 0.0
    size = float(1 << core.size)
    for j, most in enumerate(pieces.most):
        for units in pieces.sets:
            if len(units) <= most and all(core.own[bit][j] < INFINITE for bit in units):
                total += (most + 1 - len(units)) * 3.0 * size / (1 << len(units))
    return total + 4.0 * len(core.times) * size


def memory(core: Core) -> float:
    """Bytes of all tables kept."""
    return (len(core.times) + core.size / 2 + 8) * 4.0 * float(1 << core.size)


class Backward:
    """`to_go[j]` (single precision): cost from after the j-th time on, per set moved by then; `start`: from nothing.

    Rounding: amounts below 2^24 are exact; above, `slack` is the relative error to allow for.
    """

    def __init__(self, core: Core, pieces: Pieces, stop: Callable[[], bool]) -> None:
        self.core, self.pieces = core, pieces
        self.cube = Cube(core.size)
        self.hold = directed_cut(core.size, core.hold)
        self.towards = self._towards() if pieces.kept else {}
        self.to_go: list[Single] = []
        self.start = 0.0
        self.finished = False
        after = np.full(1 << core.size, INFINITE, dtype=np.float32)
        after[-1] = 0.0
        for j in reversed(range(len(core.times))):
            if stop():
                return
            self.to_go.append(after)
            after = self._before(j, after)
        self.to_go.reverse()
        self.start = float(after[0])
        self.finished = True

    @property
    def slack(self) -> float:
        """Relative error of the tables."""
        return 0.0 if self.start < EXACT_BELOW / 2 else 2e-5

    def _towards(self) -> dict[int, Single]:
        """Build costs of a unit towards all units outside a set."""
        tables = {}
        for u in range(self.core.size):
            costs = [float(self.core.build.get((u, v), 0)) for v in range(self.core.size)]
            if any(costs):
                tables[u] = linear([-cost for cost in costs], sum(costs)).astype(np.float32)
        return tables

    def _reached(self, j: int, after: Single) -> Single:
        """Cost from the moment the j-th slot's moves are done, per set reached; infinite where a rule forbids it."""
        reached: Single = (self.hold * self.core.gap(j)).astype(np.float32)
        reached += after
        for bit in range(self.core.size):
            if all(cost >= INFINITE for cost in self.core.own[bit][j + 1 :]):  # last chance: must be inside
                self.cube.outside(reached, (bit,))[...] = INFINITE
        for u, v in self.core.first:
            self.cube.split(reached, inside=v, outside=u)[...] = INFINITE
        return reached

    def _before(self, j: int, after: Single) -> Single:
        core, most = self.core, self.pieces.most[j]
        layers = [self._reached(j, after)]
        layers += [np.full_like(after, INFINITE) for _ in range(most)]
        for units in self.pieces.sets:
            own = sum(core.own[bit][j] for bit in units)
            if own >= INFINITE or len(units) > most or not core.possible(j, units):
                continue
            price = self._price(units, own)
            for count in reversed(range(most + 1 - len(units))):
                values = self.cube.with_all(layers[count], units) + price
                self.cube.lower(layers[count + len(units)], units, values)
        best = layers[0]
        for layer in layers[1:]:
            np.minimum(best, layer, out=best)
        return best

    def _price(self, units: tuple[int, ...], own: float) -> Single | np.float32:
        total: Single | np.float32 = np.float32(own)
        for bit in units:
            if bit in self.towards:
                total = total + self.cube.with_all(self.towards[bit], units)
        return total
