"""Least cut with a given number of moves on one side, by CP-SAT: its bound is valid even if it is stopped."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ortools.sat.python import cp_model


def least_cut(
    sizes: list[int], pairs: Mapping[tuple[int, int], int], moved: int, work: float
) -> tuple[int | None, bool, float]:
    """(bound or None when no set has that size, whether it is exact, work spent)."""
    model = cp_model.CpModel()
    inside = [model.new_bool_var(f"i{u}") for u in range(len(sizes))]
    model.add(sum(size * x for size, x in zip(sizes, inside, strict=True)) == moved)
    terms = []
    for (u, v), amount in pairs.items():
        apart = model.new_bool_var("")
        model.add_bool_or([inside[u].negated(), inside[v], apart])
        model.add_bool_or([inside[u], inside[v].negated(), apart])
        terms.append(amount * apart)
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = work
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    used = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return None, True, used
    return math.ceil(solver.best_objective_bound - 1e-6), status == cp_model.OPTIMAL, used
