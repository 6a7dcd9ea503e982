"""The linear ordering problem as a special case: recognised, solved, bounded; plus one published instance."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from bench.planning import lolib, psplib
from readiness.solver.fold import compile_problem
from readiness.solver.ordering import before_costs, order_cost, search_order
from readiness.solver.ordering_bound import ordering_bound
from readiness.solver.problem import SlotCost
from readiness.solver.solve import solve

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench"


def matrix(size: int, seed: int) -> list[list[int]]:
    rng = random.Random(seed)
    return [[rng.randint(0, 20) if i != j else 0 for j in range(size)] for i in range(size)]


@pytest.mark.parametrize("seed", range(4))
def test_search_and_bound_against_all_orders(seed: int) -> None:
    cost = before_costs(compile_problem(lolib.as_problem(matrix(7, seed))))
    least = min(order_cost(cost, order) for order in permutations(range(7)))
    order, found = search_order(cost, range(7), 50, seed, lambda: False)
    assert (found, order_cost(cost, order)) == (least, least)
    bound, _ = ordering_bound(cost, least, 20, lambda: False)
    assert bound <= least
    assert bound >= 0.95 * least


def test_other_problems_are_not_mistaken_for_it() -> None:
    problem = lolib.as_problem(matrix(5, 1))
    assert before_costs(compile_problem(problem)) is not None
    soft = (replace(problem.moves[0], slot_costs=(SlotCost(name="x", slot=2, amount=1),)), *problem.moves[1:])
    held = (replace(problem.links[0], hold_a_first=1), *problem.links[1:])
    two = (replace(problem.caps[0], limit=2),)
    for other in (replace(problem, moves=soft), replace(problem, links=held), replace(problem, caps=two)):
        assert before_costs(compile_problem(other)) is None


def test_an_order_too_large_for_the_subsets_is_proven_by_its_program() -> None:
    chain = np.triu(np.arange(24 * 24).reshape(24, 24) % 7, 1) * 3 + np.tril(np.ones((24, 24), dtype=int), -1)
    solution = solve(lolib.as_problem(chain.tolist()), work_limit=4)
    assert solution.status == "optimal"
    assert solution.levels[0].bound_by in {"3-dicycle LP", "separable", "patterns"}


@pytest.mark.skipif(not BENCH.exists(), reason="published instances are not beside the checkout (../shared/bench)")
def test_published_instances() -> None:
    small = next(i for i in psplib.instances(BENCH / "psplib", "j30") if i.name == "j301_1")
    solution = solve(small.problem, work_limit=5)
    assert (solution.status, solution.value("makespan") + 1) == ("optimal", small.best)
    table = next(i for i in lolib.instances(BENCH / "lolib") if i.name == "N-t65l11xx")
    solution = solve(table.problem, work_limit=2)
    assert table.total - solution.value("cost") == table.optimum
