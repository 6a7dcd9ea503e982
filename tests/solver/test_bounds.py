"""Bounds never exceed the brute-force optimum; cut profiles equal enumeration."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from readiness.solver.bounds import simple_bound
from readiness.solver.budget import Budget
from readiness.solver.cuts import cut_profile, hold_profile, larger_profile, undirected
from readiness.solver.exact import exact
from readiness.solver.fold import compile_problem
from readiness.solver.problem import Link, Move, Problem, Together
from readiness.solver.profile import profile_bound
from readiness.solver.scalar import scalarise
from tests.solver.brute import best, plans, values
from tests.solver.problems import problems

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


@QUICK
@given(problems(objectives=(("cost",),)))
def test_cost_bounds_hold(problem: Problem) -> None:
    optimum = best(problem)
    if optimum is None:
        return
    compiled = compile_problem(problem)
    assert simple_bound(compiled, "cost")[0] <= optimum[0]
    assert profile_bound(compiled, hold_profile(compiled, 1, 0.0)) <= optimum[0]


@QUICK
@given(problems(objectives=(("cost",),)))
def test_exact_method_from_the_worst_plan(problem: Problem) -> None:
    """Whatever plan it starts from: its bound is valid, and when it claims a proof, the value is the optimum."""
    allowed = list(plans(problem))
    if not allowed:
        return
    worst = max(allowed, key=lambda plan: values(problem, plan))
    compiled = compile_problem(problem)
    scalar = scalarise(compiled, ("cost",))
    found = exact(compiled, scalar, compiled.collapse(worst), Budget(50, None))
    optimum = best(problem)[0]
    assert found is not None
    assert found.bound <= optimum
    if found.proven:
        assert found.bound == optimum
        assert found.slots is None or scalar.value(compiled, found.slots) == optimum


def enumerated(problem: Problem) -> dict[int, int]:
    names = [move.id for move in problem.moves]
    least = {}
    for k in range(len(names) + 1):
        for moved in combinations(names, k):
            if any(0 < len(set(moved) & set(group.moves)) < len(set(group.moves)) for group in problem.together):
                continue
            apart = sum((link.a in moved) != (link.b in moved) for link in problem.links)
            least[k] = min(least.get(k, apart), apart)
    return least


@QUICK
@given(problems(features=frozenset({"together"})))
def test_cut_profile_equals_enumeration(problem: Problem) -> None:
    found = {cut.moved: cut.weight for cut in cut_profile(problem)}
    assert found == enumerated(problem)


@settings(QUICK, max_examples=6)
@given(problems(features=frozenset({"together"})))
def test_profile_of_larger_problems_is_a_bound(problem: Problem) -> None:
    """The method for many units, applied to few: eigenvalues alone stay below, with work it is exact."""
    compiled = compile_problem(problem)
    sizes = [len(names) for names in compiled.members]
    pairs: dict[tuple[int, int], int] = {}
    for link in problem.links:
        u, v = compiled.unit_of[link.a], compiled.unit_of[link.b]
        if u != v:
            pairs[u, v] = pairs.get((u, v), 0) + 1
            pairs[v, u] = pairs.get((v, u), 0) + 1
    truth = enumerated(problem)
    for work, exactly in ((0.0, False), (5.0, True)):
        for cut in larger_profile(sizes, undirected(pairs), work):
            if cut.moved in truth:
                assert cut.weight <= truth[cut.moved]
                assert not exactly or cut.weight == truth[cut.moved]


def test_two_cliques_joined_by_one_link() -> None:
    left, right = ["a", "b", "c"], ["d", "e", "f"]
    ends = [*combinations(left, 2), *combinations(right, 2), ("c", "d")]
    problem = Problem(
        horizon=6,
        moves=tuple(Move(id=name, slots=tuple(range(6))) for name in (*left, *right)),
        links=tuple(Link(id=f"{a}{b}", a=a, b=b, hold_a_first=3, hold_b_first=5) for a, b in ends),
    )
    assert [cut.weight for cut in cut_profile(problem)] == [0, 2, 2, 1, 2, 2, 0]
    assert [cut.weight for cut in cut_profile(problem, weight="hold")] == [0, 6, 6, 3, 6, 6, 0]
    joined = replace(problem, together=(Together(name="t", moves=("a", "b")),))
    assert [(cut.moved, cut.weight) for cut in cut_profile(joined)] == [
        (0, 0), (1, 2), (2, 2), (3, 1), (4, 2), (5, 2), (6, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [23, 40])
def test_profile_of_a_path_is_one_everywhere(size: int) -> None:
    moves = tuple(Move(id=f"m{n}", slots=(0, 1)) for n in range(size))
    links = tuple(Link(id=f"l{n}", a=f"m{n}", b=f"m{n + 1}") for n in range(size - 1))
    cuts = cut_profile(Problem(horizon=2, moves=moves, links=links), work=1)
    assert [cut.weight for cut in cuts] == [0, *[1] * (size - 1), 0]
