"""Bounds never exceed the brute-force optimum; cut profiles equal enumeration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.planning.towns import town, unbundled
from readiness.solver.bounds import simple_bound
from readiness.solver.budget import Budget
from readiness.solver.core import make_core
from readiness.solver.counted_cut import CountedCut
from readiness.solver.cuts import cut_profile, hold_profile, hold_weights, larger_profile, undirected, widest
from readiness.solver.elimination import fill_order, take_apart
from readiness.solver.exact import exact
from readiness.solver.fold import compile_problem
from readiness.solver.methods import Methods
from readiness.solver.nested import Nested, fits
from readiness.solver.problem import Cap, Link, Move, Problem, Together
from readiness.solver.profile import profile_bound
from readiness.solver.row_cuts import Batch, RowCuts
from readiness.solver.scalar import scalarise
from readiness.solver.semidefinite import semidefinite_profile
from readiness.solver.size_prices import SizePrices
from readiness.solver.solve import solve
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
    assert profile_bound(compiled, hold_profile(compiled, 0.0)[0]) <= optimum[0]


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
    assert found.proven or make_core(compiled, scalar).relaxed
    if found.proven:
        assert found.bound == optimum
        assert found.slots is None or scalar.value(compiled, found.slots) == optimum


@pytest.mark.parametrize(
    ("problem", "by"), [(unbundled(17, 0), "patterns"), (town(14, 1), "chains")], ids=["build", "hold"]
)
def test_bodies_are_proven_within_the_work_of_a_plan(problem: Problem, by: str) -> None:
    """Whether making links decides or holding them: the plan is proven by a method of our own, not by CP-SAT."""
    found = solve(problem, work_limit=10, methods=Methods(anneal=False))
    assert found.status == "optimal"
    assert found.levels[-1].bound_by == by
    assert found.work < 5


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [21, 22])
@pytest.mark.parametrize("kind", [unbundled, town])
def test_the_largest_bodies_are_proven(kind: Callable[[int, int], Problem], size: int, seed: int) -> None:
    assert solve(kind(size, seed), work_limit=10).status == "optimal"


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


@QUICK
@given(problems(features=frozenset({"together"})), st.integers(1, 3))
def test_profile_of_larger_problems_is_a_bound(problem: Problem, width: int) -> None:
    """The methods for many units, applied to few: split buckets and matrices stay below, whole buckets are exact."""
    compiled = compile_problem(problem)
    sizes = [len(names) for names in compiled.members]
    pairs: dict[tuple[int, int], int] = {}
    for link in problem.links:
        u, v = compiled.unit_of[link.a], compiled.unit_of[link.b]
        if u != v:
            pairs[u, v] = pairs.get((u, v), 0) + 1
            pairs[v, u] = pairs.get((v, u), 0) + 1
    truth = enumerated(problem)
    assert {cut.moved: cut.weight for cut in larger_profile(sizes, pairs, 5.0)[0]} == truth
    split = take_apart(sizes, pairs, fill_order(len(sizes), pairs), width)
    narrow = CountedCut(split, sizes, np.zeros((1, len(split.all)))).least[0]
    matrix, _ = semidefinite_profile(sizes, undirected(pairs), 1e-5, lambda: False)
    for moved, weight in truth.items():
        assert narrow[moved] <= weight
        assert matrix[moved] <= weight + 1e-6
        assert narrow[moved] == weight or not split.exact


@QUICK
@given(problems(objectives=(("cost",),)), st.integers(0, 12))
def test_nested_cuts_never_exceed_the_optimum(problem: Problem, steps: int) -> None:
    optimum = best(problem)
    if optimum is None:
        return
    compiled = compile_problem(problem)
    buckets = widest([1] * compiled.size, hold_weights(compiled), 1.0)
    if fits(compiled, buckets):
        nested = Nested(compiled, buckets)
        nested.improve(optimum[0] + 50, nested.work * steps, lambda: False)
        assert nested.bound <= optimum[0] + 1e-6


@st.composite
def free_windows(draw: st.DrawFn) -> Problem:
    """Every move may take every slot, so many a slot; links differ by which end moves first, or never do."""
    size, limit = draw(st.integers(2, 6)), draw(st.integers(1, 3))
    names, amount = [f"m{at}" for at in range(size)], st.integers(0, 9)
    horizon = draw(st.integers(-(-size // limit), min(size, 4 if size > 5 else 5)) if size <= 5 * limit else st.just(6))
    pairs = draw(st.lists(st.sampled_from(list(combinations(names, 2))), min_size=1, max_size=9, unique=True))
    alike = draw(st.booleans())
    holds = [(hold, hold if alike else draw(amount)) for hold in (draw(amount) for _ in pairs)]
    return Problem(
        horizon=horizon,
        moves=tuple(Move(id=name, slots=tuple(range(horizon))) for name in names),
        caps=(Cap(name="date", limit=limit, weights=tuple((name, 1) for name in names)),),
        links=tuple(
            Link(id=f"l{at}", a=a, b=b, hold_a_first=ahead, hold_b_first=back, build_a_first=draw(amount))
            for at, ((a, b), (ahead, back)) in enumerate(zip(pairs, holds, strict=True))
        ),
        objective=("cost",),
    )


@QUICK
@given(free_windows(), st.integers(1, 60), st.integers(1, 3), st.booleans())
def test_prices_of_sizes_never_exceed_the_optimum(problem: Problem, steps: int, hubs: int, lead: bool) -> None:
    """Whatever pauses, slow slots and changes between chains a plan has; asked twice, the bound never falls."""
    optimum = best(problem)
    if optimum is None:
        return
    compiled = compile_problem(problem)
    prices = SizePrices(compiled)
    work = prices.work * (steps + prices.step)
    prices.improve(optimum[0] + 9, work, lambda: False, lead=lead)
    first = prices.bound
    prices.widen(hubs)
    prices.improve(optimum[0] + 9, work, lambda: False)
    assert first <= prices.bound <= optimum[0] + 1e-6


@QUICK
@given(problems(features=frozenset({"hold"}), largest=6), st.data())
def test_mirrored_and_short_tables_hold_the_same_cuts(problem: Problem, data: st.DataObject) -> None:
    compiled = compile_problem(problem)
    size, amounts = compiled.size, st.integers(-9, 9)
    own = np.array([[data.draw(amounts) for _ in range(size)] for _ in range(2)], dtype=float)
    buckets = widest([1] * size, hold_weights(compiled), 1.0)
    whole = RowCuts(buckets, [Batch((0, 1), False, size)], own)
    most = data.draw(st.integers(0, size))
    parts = RowCuts(buckets, [Batch((0,), False, most), Batch((1,), True, most)], own)
    assert parts.least[0, : most + 1].tolist() == whole.least[0, : most + 1].tolist()
    assert parts.least[1, size - most :].tolist() == whole.least[1, size - most :].tolist()
    moved, weights = parts.moved([most, size - most]), hold_weights(compiled)
    for row, count in enumerate((most, size - most)):
        cost = float(moved[row] @ own[row])
        cost += sum(w for (u, v), w in weights.items() if moved[row, u] and not moved[row, v])
        assert (moved[row].sum(), cost) == (count, whole.least[row, count])
    assert whole.moved([size - most, most], [1, 0])[::-1].tolist() == whole.moved([most, size - most]).tolist()


@QUICK
@given(problems(features=frozenset({"waiting", "hold"}), objectives=(("cost",),)))
def test_nested_cuts_price_own_costs_and_windows(problem: Problem) -> None:
    """Without links each unit goes to its cheapest slot; with prices at zero the bound is the profile's or better."""
    compiled = compile_problem(replace(problem, links=()))
    buckets = widest([1] * compiled.size, {}, 1.0)
    if fits(compiled, buckets):
        nested = Nested(compiled, buckets)
        nested.improve(10**6, nested.work * 40, lambda: False)
        assert nested.bound <= simple_bound(compiled, "cost")[0] + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_priced_sets_grow_better_than_single_ones(seed: int) -> None:
    """On towns with free windows: profile ≤ prices of sizes ≤ the optimum, strictly better than the profile."""
    compiled = compile_problem(town(21, seed))
    optimum = {0: 214, 1: 213, 2: 224}[seed]
    profile = profile_bound(compiled, hold_profile(compiled, 1.0)[0])
    prices = SizePrices(compiled)
    prices.improve(optimum, prices.work * 25, lambda: False)
    assert profile < prices.bound <= optimum


def test_hubs_after_the_first_are_units_that_prices_hold_least() -> None:
    """The first two by their links; then what the cheapest sets take back at high prices counts as much."""
    prices = SizePrices(compile_problem(town(21, 0)), 2)
    links = prices.now.links
    first, second, third, fourth, *_ = np.argsort(-links, kind="stable").tolist()
    assert prices.now.units.tolist() == [first, second]
    prices.chains[0].torn[[first, third, fourth]] = 1e6, 1.0, 2.0 * links[third] / links[fourth]
    prices.widen(4)
    assert prices.now.units.tolist() == [first, second, fourth, third]


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
