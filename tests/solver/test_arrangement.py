"""Minimum linear arrangement as a special case: graphs whose least total distance is known."""

from __future__ import annotations

from itertools import permutations

import pytest

from bench.planning import arrangement
from readiness.solver.solve import solve

SMALL = [one for one in arrangement.instances() if len(one.problem.moves) <= 16]


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.name)
def test_known_optima_are_proven(one: arrangement.Instance) -> None:
    solution = solve(one.problem, work_limit=30)
    assert (solution.status, solution.value("cost")) == ("optimal", one.optimum)


def test_formulas_against_all_orders() -> None:
    for edges, optimum in ((arrangement.cycle(7), 12), (arrangement.cube(2), 6), ([(0, n) for n in range(1, 7)], 12)):
        size = 1 + max(v for edge in edges for v in edge)
        least = min(sum(abs(p[u] - p[v]) for u, v in edges) for p in permutations(range(size)))
        assert least == optimum
