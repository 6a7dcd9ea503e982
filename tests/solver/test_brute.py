"""Every mode against brute force on random small problems with every feature switched on and off."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from readiness.solver import cuts, optimise
from readiness.solver.local_search import LocalSearch
from readiness.solver.methods import Methods
from readiness.solver.problem import Problem
from readiness.solver.solve import solve
from tests.solver.brute import best, plans, values
from tests.solver.problems import FEATURES, problems
from tests.solver.test_solve import municipal

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a solver run is too slow to shrink with
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)


METHODS = (Methods(), Methods(exact=False), Methods(anneal=False), Methods(anneal=False, exact=False))


def agrees(problem: Problem, methods: Methods = METHODS[0], start: int = 0) -> None:
    """`start`: which of the plans that keep the rules is given to begin with, counted from 1; 0 for none."""
    expected = best(problem)
    given_plan = next(islice(plans(problem), start - 1, None), None) if start else None
    solution = solve(problem, work_limit=5, methods=methods, warm_start=given_plan)
    if expected is None:
        assert solution.status == "infeasible"
        assert solution.clash is not None and solution.clash.rules
        return
    assert solution.status == "optimal"
    assert tuple(level.value for level in solution.levels) == expected
    assert values(problem, dict(solution.slots)) == expected


@QUICK
@given(problems(), st.sampled_from(METHODS), st.integers(0, 9))
def test_optimum_equals_brute_force(problem: Problem, methods: Methods, start: int) -> None:
    agrees(problem, methods, start)


@pytest.mark.parametrize("soon", [0, 16])
def test_a_plan_given_is_proven_or_bettered_before_annealing(soon: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few units: the proof comes first and needs no annealing; more: annealing comes first. The optimum is the same."""
    runs: list[int] = []
    monkeypatch.setattr(optimise, "SOON_PROVEN", soon)
    monkeypatch.setattr(LocalSearch, "anneal", lambda search, n: runs.append(n))
    problem = municipal(8, 6, 3, 1)
    first = solve(problem, work_limit=5, methods=METHODS[2])
    worst = max(islice(plans(problem), 2000), key=lambda plan: values(problem, plan))
    for start in (dict(first.slots), worst):
        found = solve(problem, work_limit=5, warm_start=start)
        assert found.status == "optimal"
        assert [level.value for level in found.levels] == [level.value for level in first.levels]
    assert bool(runs) == (soon == 0)


def test_methods_for_many_units_on_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What only large problems meet (cuts by elimination, priced sets) goes through brute force as well."""
    monkeypatch.setattr(optimise, "MAX_ENUMERATED", 0)
    monkeypatch.setattr(cuts, "MAX_ENUMERATED", 0)

    @settings(QUICK, max_examples=20)
    @given(problems(objectives=(("cost",), ("lateness", "cost"))))
    def large(problem: Problem) -> None:
        agrees(problem, Methods(exact=False, anneal=False))

    large()


@pytest.mark.long
@settings(QUICK, max_examples=1500)
@given(problems(largest=7), st.sampled_from(METHODS))
def test_optimum_equals_brute_force_at_length(problem: Problem, methods: Methods) -> None:
    agrees(problem, methods)


@pytest.mark.parametrize("feature", FEATURES)
def test_one_feature_off_then_on_alone(feature: str) -> None:
    """Each feature is missing once beside all others, and stands once with nothing but links that hold."""

    @settings(QUICK, max_examples=3)
    @given(
        problems(features=frozenset(FEATURES) - {feature}, largest=5), problems(features=frozenset({feature, "hold"}))
    )
    def both(rest: Problem, alone: Problem) -> None:
        agrees(rest)
        agrees(alone)

    both()


@settings(QUICK, max_examples=15)
@given(problems(features=frozenset(FEATURES) - {"fixed", "together"}, objectives=(("lateness", "cost"),)))
def test_with_everything_on(problem: Problem) -> None:
    agrees(problem)


@settings(QUICK, max_examples=25)
@given(problems(), st.data())
def test_repair_changes_least(problem: Problem, data: st.DataObject) -> None:
    reference = {m.id: data.draw(st.integers(0, problem.horizon - 1), label=m.id) for m in problem.moves}
    expected = best(problem, reference)
    solution = solve(problem, mode="repair", warm_start=reference, work_limit=8)
    if expected is None:
        assert solution.status == "infeasible"
        return
    assert solution.status == "optimal"
    assert tuple(level.value for level in solution.levels) == expected
    free = best(problem)
    price = tuple(amount for _, amount in solution.stability.price)
    assert price == tuple(kept - least for kept, least in zip(expected[2:], free, strict=True))


@QUICK
@given(problems(), st.data())
def test_evaluate_prices_any_assignment(problem: Problem, data: st.DataObject) -> None:
    slots = {m.id: data.draw(st.integers(0, problem.horizon - 1), label=m.id) for m in problem.moves}
    solution = solve(problem, mode="evaluate", warm_start=slots)
    assert tuple(level.value for level in solution.levels) == values(problem, slots)
    allowed = all(slots[m.id] in m.slots for m in problem.moves)
    assert (solution.status == "feasible") == (allowed and slots in list(plans(problem)))
