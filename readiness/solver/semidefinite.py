"""Least cuts of large graphs by a semidefinite program: x'Lx/4 over signs x with a given balance, relaxed to matrices.

Solved by alternating between duals and projections (one eigenvalue problem each). Any duals give a bound once they are
shifted to be feasible; the same duals bound the cuts of every other number of moves, so a few numbers are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
Weights = Mapping[tuple[int, int], int]
WORK_PER_CUBE = 1e-9
LOOK_EVERY = 20
SHARES = (0.5, 0.35, 0.2, 0.1)
"""Numbers moved, as shares of all, whose cuts are bounded one after the other."""
MOST_UNITS = 600


def semidefinite_profile(
    sizes: Sequence[int], pairs: Weights, work: float, stop: Callable[[], bool]
) -> tuple[Table, float]:
    """(bound on the least cut for every number of moves, work spent)."""
    total = sum(sizes)
    moved = np.arange(total + 1)
    found = np.zeros(total + 1)
    if not pairs or len(sizes) > MOST_UNITS:
        return found, 0.0
    program = _Program(sizes, pairs)
    each = int(work / len(SHARES) / (WORK_PER_CUBE * len(sizes) ** 3))
    for share in SHARES:
        for constant, curve in program.solve(total - 2 * round(share * total), each, stop):
            found = np.maximum(found, constant + curve * (total - 2.0 * moved) ** 2)
    found[[0, -1]] = 0.0
    return found, program.steps * WORK_PER_CUBE * len(sizes) ** 3


class _Program:
    """min <L/4, X> with X positive semidefinite, its diagonal one and <ss', X> = balance²; scaled to unit norms."""

    def __init__(self, sizes: Sequence[int], pairs: Weights) -> None:
        self.count = len(sizes)
        laplacian = np.zeros((self.count, self.count))
        for (u, v), amount in pairs.items():
            laplacian[[u, v], [u, v]] += amount
            laplacian[[u, v], [v, u]] -= amount
        self.scale = float(np.linalg.norm(laplacian)) / 4 / np.sqrt(self.count)
        self.goal = laplacian / (4 * self.scale)
        self.norm = float(np.dot(sizes, sizes))
        self.side = np.outer(sizes, sizes) / self.norm
        gram = np.eye(self.count + 1)
        gram[-1, :-1] = gram[:-1, -1] = np.diag(self.side)
        self.inverse = np.linalg.pinv(gram)
        self.matrix, self.slack = np.eye(self.count), np.zeros_like(laplacian)
        self.penalty, self.steps = 1.0, 0

    def solve(self, balance: int, steps: int, stop: Callable[[], bool]) -> list[tuple[float, float]]:
        """Bounds constant + curve · balance², valid for every balance, best for the one asked."""
        wanted = np.append(np.ones(self.count), balance**2 / self.norm)
        best, found = -np.inf, []
        for step in range(1, steps + 1):
            residual = (self._measure(self.matrix) - wanted) / self.penalty
            duals = self.inverse @ (self._measure(self.slack - self.goal) + residual)
            combined = self.goal + np.diag(duals[:-1]) + duals[-1] * self.side
            values, vectors = np.linalg.eigh(combined - self.matrix / self.penalty)
            up = values > 0
            self.slack = (vectors[:, up] * values[up]) @ vectors[:, up].T
            down = (vectors[:, ~up] * -values[~up]) @ vectors[:, ~up].T
            self.matrix = self.penalty * down
            self.steps += 1
            if step % LOOK_EVERY == 0 or step == steps:
                lift = max(0.0, -float(np.linalg.eigvalsh(combined)[0])) + 1e-9
                bound = (-(duals[:-1].sum() + self.count * lift) * self.scale, -duals[-1] / self.norm * self.scale)
                value = bound[0] + bound[1] * balance**2
                if value > best:
                    best, found = value, [bound]
                self._balance(float(np.linalg.norm(residual)) * self.penalty, wanted, combined)
                if stop():
                    break
        return found

    def _measure(self, matrix: Table) -> Table:
        return np.append(np.diag(matrix), float((self.side * matrix).sum()))

    def _balance(self, primal: float, wanted: Table, combined: Table) -> None:
        """Keep both errors alike."""
        primal /= 1 + float(np.linalg.norm(wanted))
        dual = float(np.linalg.norm(combined - self.slack)) / (1 + float(np.linalg.norm(self.goal)))
        if primal > 3 * dual:
            self.penalty /= 1.4
        elif dual > 3 * primal:
            self.penalty *= 1.4
