"""Rows of sides: never above the best plan, and equal to it where units, pairs and numbers are all that counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from bench.planning.towns import unbundled
from readiness.solver import optimise, side_prices
from readiness.solver import side_proof as side_proof_module
from readiness.solver.budget import Budget
from readiness.solver.core import make_core
from readiness.solver.fold import compile_problem
from readiness.solver.methods import Methods
from readiness.solver.problem import Cap, LinkGroup, Problem
from readiness.solver.scalar import scalarise
from readiness.solver.side_prices import SidePrices
from readiness.solver.side_proof import side_proof
from readiness.solver.side_search import SideSearch
from readiness.solver.solve import solve
from tests.solver.brute import best, plans, values
from tests.solver.problems import FEATURES, problems

OBJECTIVES = (("cost",), ("lateness", "cost"), ("lateness", "cost", "peak"))
PLAIN = frozenset(FEATURES) - {"duration", "effort", "caps", "parties", "groups", "retests"}
DRAWN = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)  # fmt: skip


@st.composite
def dear(draw: st.DrawFn, largest: int = 6) -> Problem:
    """Nothing but units, pairs, orders and numbers in a slot: what rows of sides know exactly."""
    problem = draw(problems(features=PLAIN, objectives=OBJECTIVES, largest=largest))
    each = tuple((move.id, 1) for move in problem.moves)
    tied = {name for tie in problem.together for name in tie.moves}
    limits = tuple((slot, draw(st.integers(0, 3))) for slot in draw(st.sets(st.integers(0, problem.horizon - 1))))
    cap = Cap(name="date", limit=draw(st.integers(1, 3)), weights=each, limit_at=limits)
    return problem if tied else replace(problem, caps=(cap,))


def agrees(problem: Problem, steps: int, *, exact: bool) -> None:
    """`exact`: the rows know all that counts."""
    expected = best(problem)
    compiled = compile_problem(problem)
    if expected is None:
        event("impossible")
        return
    scalar = scalarise(compiled, problem.objective)
    core = make_core(compiled, scalar)
    optimum = sum(w * v for w, v in zip(scalar.weights, expected, strict=False))
    exact &= not core.relaxed
    prices = SidePrices(core)
    prices.improve(optimum - core.base + 1, steps, lambda: False, (1.0, 0.3))
    assert prices.bound + core.base <= optimum + 1e-6
    event("exact" if exact else "more than rows know")
    for limit in (optimum - core.base + 1, optimum - core.base + 9):
        found = SideSearch(prices, lambda: False).run(limit, 1000)
        assert found.complete and found.cost is not None
        assert found.cost + core.base == optimum if exact else found.cost + core.base <= optimum
    worst = max(islice(plans(problem), 500), key=lambda plan: values(problem, plan))
    start = compiled.collapse(worst)
    proof = side_proof(compiled, scalar, start, Budget(50, None))
    if proof is not None:
        value = scalar.value(compiled, proof.slots or start)
        assert proof.bound <= optimum <= value
        assert proof.proven == (proof.bound == value)
        assert proof.proven or not exact


@DRAWN
@given(dear(), st.integers(0, 6))
def test_rows_of_sides_end_at_the_optimum(problem: Problem, steps: int) -> None:
    agrees(problem, steps, exact=True)


@DRAWN
@given(problems(objectives=OBJECTIVES), st.integers(0, 6))
def test_whatever_else_counts_they_are_a_bound(problem: Problem, steps: int) -> None:
    agrees(problem, steps, exact=False)


@pytest.mark.long
@settings(DRAWN, max_examples=300)
@given(dear(largest=7), problems(objectives=OBJECTIVES), st.integers(0, 12))
def test_rows_of_sides_agree_with_all_plans_at_length(exact: Problem, any_: Problem, steps: int) -> None:
    agrees(exact, steps, exact=True)
    agrees(any_, steps, exact=False)


def test_rows_one_by_one_are_the_rows_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tables of all rows take too much memory, they are made a few rows at a time."""
    compiled = compile_problem(unbundled(9, 1))
    scalar = scalarise(compiled, ("lateness", "cost"))
    found = []
    for room in (10**9, 40_000):
        monkeypatch.setattr(side_prices, "MAX_BYTES", room)
        prices = SidePrices(make_core(compiled, scalar))
        prices.improve(10**6, 10, lambda: False, (1.0, 0.3))
        found.append((prices.at_once < len(prices.most), prices.fits, prices.bound))
    assert found[0][:2] == (False, True) and found[1][:2] == (True, True)
    assert found[0][2] == pytest.approx(found[1][2])


def test_of_tables_that_stay_each_row_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every number that could move in it: with many slots that took ten times what a step is said to take."""
    asked, plain = [], side_prices.SideTables.sides
    monkeypatch.setattr(
        side_prices.SideTables, "sides", lambda self, rows, moving: asked.append(len(rows)) or plain(self, rows, moving)
    )
    compiled = compile_problem(unbundled(9, 1))
    prices = SidePrices(make_core(compiled, scalarise(compiled, ("lateness", "cost"))))
    prices.improve(10**6, 3, lambda: False, (1.0, 0.3))
    assert asked == [len(prices.most)] * 3


def test_dear_links_are_proven_by_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the units of the patterns; seen on few, where patterns say the same."""
    problem = unbundled(12, 0)
    others = solve(problem, work_limit=20)
    monkeypatch.setattr(optimise, "MAX_ENUMERATED", 0)
    found = solve(problem, work_limit=20, methods=Methods(anneal=False))
    assert (found.status, found.levels[-1].bound_by) == ("optimal", "sides")
    assert found.value("cost") == others.value("cost")


def test_where_set_ups_count_patterns_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows do not know them: a bound without them is not worth the work that patterns need."""
    town = unbundled(9, 0)
    problem = replace(town, link_groups=(LinkGroup(id="hub", links=tuple(x.id for x in town.links), setup=500),))
    monkeypatch.setattr(optimise, "MAX_ENUMERATED", 0)
    monkeypatch.setattr(side_proof_module, "side_proof", lambda *_: pytest.fail("patterns have proven it"))
    found = solve(problem, work_limit=20, methods=Methods(anneal=False))
    assert (found.status, found.levels[-1].bound_by) == ("optimal", "patterns")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [24, 26, 28])
def test_dear_links_of_larger_towns_are_proven(size: int, seed: int) -> None:
    found = solve(unbundled(size, seed), work_limit=60, wall_limit=None)
    assert (found.status, found.levels[-1].bound_by) == ("optimal", "sides")
