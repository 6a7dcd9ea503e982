"""Bound of the linear ordering problem: 3-dicycle linear program by rounds of violated rows."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

ROWS_PER_ROUND = 1_500
MAX_ROUNDS = 60
ROUNDS_PER_WORK = 2.0


def ordering_bound(
    cost: NDArray[np.int64], target: int, work: float, stop: Callable[[], bool]
) -> tuple[int | None, float]:
    """(bound, work spent); ends once the bound reaches `target`. None when no linear program was solved."""
    size = len(cost)
    solver: Any = pywraplp.Solver.CreateSolver("GLOP")
    x = {(i, j): solver.NumVar(0, 1, "") for i in range(size) for j in range(i + 1, size)}
    for (i, j), variable in x.items():
        solver.Objective().SetCoefficient(variable, float(cost[i, j] - cost[j, i]))
    base = int(np.tril(cost, -1).sum())
    known: set[tuple[int, int, int, bool]] = set()
    bound, rounds = None, 0
    while rounds < min(MAX_ROUNDS, work * ROUNDS_PER_WORK) and not stop():
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            break
        rounds += 1
        value = solver.Objective().Value() + base
        bound = math.ceil(value - 1e-6 * max(1.0, abs(value) * 1e-3))
        if bound >= target:
            break
        point = np.zeros((size, size))
        for (i, j), variable in x.items():
            point[i, j] = variable.solution_value()
        fresh = _violated(point, known)
        if not fresh:
            break
        for i, j, k, high in fresh:
            row = solver.Constraint(-solver.infinity() if high else 0.0, 1.0 if high else solver.infinity())
            row.SetCoefficient(x[i, j], 1)
            row.SetCoefficient(x[j, k], 1)
            row.SetCoefficient(x[i, k], -1)
            known.add((i, j, k, high))
    return bound, rounds / ROUNDS_PER_WORK


def _violated(point: NDArray[np.float64], known: set[tuple[int, int, int, bool]]) -> list[tuple[int, int, int, bool]]:
    """The circles most violated by a point, at most `ROWS_PER_ROUND`."""
    size = len(point)
    first, second, third = np.nonzero(_ascending(size))
    value = point[first, second] + point[second, third] - point[first, third]
    excess = np.maximum(value - 1, -value)
    chosen = np.argsort(-excess, kind="stable")[:ROWS_PER_ROUND]
    rows = [(int(first[c]), int(second[c]), int(third[c]), bool(value[c] > 0.5)) for c in chosen if excess[c] > 1e-6]
    return [row for row in rows if row not in known]


def _ascending(size: int) -> NDArray[np.bool_]:
    at = np.arange(size)
    return (at[:, None, None] < at[None, :, None]) & (at[None, :, None] < at[None, None, :])
