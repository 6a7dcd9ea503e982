"""Least cuts of large graphs by a semidefinite program: x'Lx/4 over signs x, relaxed to unit vectors.

The balance of the two sides (moves outside less moves inside) gets a price on its square. At a given price the unit
vectors are set one after the other, each against the pull of the others; in enough dimensions that ends at the optimum
of the semidefinite program (Burer and Monteiro). The duals are read off the vectors and shifted by the least eigenvalue
until they are feasible, so they give a bound wherever the search stopped: for every number of moves at once,
cut(k) ≥ constant - price · balance(k)². A row of prices, searched side by side, makes the curve.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
Weights = Mapping[tuple[int, int], int]
PRICES: Table = 4.0 * 0.65 ** np.arange(12, dtype=float)
"""As multiples of the goal's trace over the squared number of moves: from balanced sides to uneven ones."""
CHECK_EVERY = 25
"""Sweeps between two looks at the bounds."""
STILL = 1e-3
"""Gain between two looks, as a share of the whole curve, below which the rest is not worth the work."""
MOST_UNITS = 1_000
WORK_PER_CUBE, WORK_PER_VECTOR, WORK_PER_NUMBER = 5e-10, 5e-5, 5e-8
"""Of an eigenvalue problem, of setting one unit's vectors, of each number read in doing so."""


def semidefinite_profile(
    sizes: Sequence[int], pairs: Weights, work: float, stop: Callable[[], bool]
) -> tuple[Table, float]:
    """(bound on the least cut for every number of moves, work spent)."""
    total = sum(sizes)
    found = np.zeros(total + 1)
    if not pairs or len(sizes) > MOST_UNITS:
        return found, 0.0
    balance = (total - 2.0 * np.arange(total + 1)) ** 2
    program, spent = _Program(sizes, pairs), 0.0
    while spent + program.work <= work and not stop():
        before, spent = float(found.sum()), spent + program.work
        for _ in range(CHECK_EVERY):
            program.sweep()
        for price, constant in zip(program.prices, program.constants(), strict=True):
            found = np.maximum(found, constant - price * balance)
        if found.sum() <= before * (1 + STILL):
            break
    found[[0, -1]] = 0.0
    return found, spent


class _Program:
    """`vectors[u, p]`: the unit vector of unit u at the p-th price."""

    def __init__(self, sizes: Sequence[int], pairs: Weights) -> None:
        self.count = len(sizes)
        self.sizes = np.array(sizes, dtype=float)
        self.goal = np.zeros((self.count, self.count))
        for (u, v), amount in pairs.items():
            self.goal[[u, v], [u, v]] += amount / 4
            self.goal[[u, v], [v, u]] -= amount / 4
        self.prices = PRICES * float(np.trace(self.goal)) / float(self.sizes.sum()) ** 2
        around = self.goal - np.diag(np.diag(self.goal))
        self.near = [np.flatnonzero(row) for row in around]
        self.pull = [row[near] for row, near in zip(around, self.near, strict=True)]
        draw = np.random.default_rng(0)
        self.vectors = draw.normal(size=(self.count, len(PRICES), int(np.sqrt(2 * self.count)) + 2))
        self.vectors /= np.linalg.norm(self.vectors, axis=2, keepdims=True)

    @property
    def work(self) -> float:
        """Of some sweeps and a look at the bounds."""
        numbers = sum(map(len, self.near)) * self.vectors[0].size
        sweep: float = self.count * WORK_PER_VECTOR + numbers * WORK_PER_NUMBER
        check = len(PRICES) * WORK_PER_CUBE * self.count**3
        return CHECK_EVERY * sweep + check

    def sweep(self) -> None:
        """Set every unit's vectors once."""
        vectors, sizes = self.vectors, self.sizes
        whole = np.tensordot(sizes, vectors, 1)
        for u in range(self.count):
            rest = whole - sizes[u] * vectors[u]
            pull = np.tensordot(self.pull[u], vectors[self.near[u]], 1) + (self.prices * sizes[u])[:, None] * rest
            length = np.sqrt(np.einsum("pr,pr->p", pull, pull))[:, None]
            vector = np.where(length > 0, -pull / np.maximum(length, 1e-300), vectors[u])
            whole = rest + sizes[u] * vector
            vectors[u] = vector

    def constants(self) -> list[float]:
        """Per price, what the duals of the present vectors prove."""
        found, side = [], np.outer(self.sizes, self.sizes)
        for at, price in enumerate(self.prices):
            vectors = self.vectors[:, at]
            priced = self.goal + price * side
            duals = -((priced @ vectors) * vectors).sum(axis=1)
            lift = max(0.0, -float(np.linalg.eigvalsh(priced + np.diag(duals))[0])) + 1e-9
            found.append(-float(duals.sum()) - self.count * lift)
        return found
