"""Proofs by chains of sets: never above the optimum, and equal to it where holding links is all that costs."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.planning.towns import town
from readiness.solver.budget import Budget
from readiness.solver.chain_proof import chain_proof
from readiness.solver.chains import ChainSearch
from readiness.solver.fold import compile_problem
from readiness.solver.incumbent import Incumbent
from readiness.solver.methods import Methods
from readiness.solver.problem import Cap, Link, Move, Precedence, Problem, SlotCost
from readiness.solver.size_prices import SizePrices
from readiness.solver.solve import solve
from tests.solver.brute import best, plans, values

QUICK = settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


@st.composite
def flat(draw: st.DrawFn, largest: int = 6, steps: int = 2) -> Problem:
    """Every slot like every other; few slots for the units at times, links that cost more one way round at times."""
    size, step = draw(st.integers(4, largest)), draw(st.integers(1, steps))
    alike = draw(st.booleans())
    ids = [f"m{at}" for at in range(size)]
    links = []
    for a in range(size):
        for b in range(a + 1, size):
            if draw(st.booleans()):
                ahead = draw(st.integers(0, 9))
                back = ahead if alike else draw(st.integers(0, 9))
                links.append(Link(id=f"{a}-{b}", a=ids[a], b=ids[b], hold_a_first=ahead, hold_b_first=back))
    slots = tuple(range(draw(st.integers(-(-size // step), size))))
    own = draw(st.integers(0, 3))
    moves = tuple(
        Move(id=id_, slots=slots, slot_costs=tuple(SlotCost(name="same", slot=t, amount=own) for t in slots))
        for id_ in ids
    )
    caps = (Cap(name="date", limit=step, weights=tuple((id_, 1) for id_ in ids)),)
    return Problem(horizon=slots[-1] + 1, moves=moves, caps=caps, links=tuple(links), objective=("cost",))


def attempted(problem: Problem) -> tuple[int, int] | None:
    """(bound, value) of the proof, from the worst plan there is; None where it does not take the problem."""
    compiled, budget = compile_problem(problem), Budget(50, None)
    worst = max(plans(problem), key=lambda plan: values(problem, plan))
    incumbent = Incumbent(compiled, ("cost",), budget)
    incumbent.offer(compiled.collapse(worst))
    proof = chain_proof(compiled, budget, 1.0)
    if proof is None:
        return None
    proof.attempt(incumbent, budget.left)
    return proof.bound, incumbent.value(compiled, "cost")


def optimum_of(problem: Problem) -> int:
    """By trying all plans."""
    found = best(problem)
    assert found is not None
    return found[0]


@QUICK
@given(flat())
def test_chains_of_holding_costs_end_at_the_optimum(problem: Problem) -> None:
    proven_right(problem)


@pytest.mark.long
@settings(QUICK, max_examples=2500)
@given(flat(largest=7, steps=3), st.integers(0, 5), st.integers(0, 5))
def test_prices_and_chains_agree_with_all_chains_of_sets_at_length(problem: Problem, steps: int, hubs: int) -> None:
    optimum, compiled = least_of_chains(problem), compile_problem(problem)
    prices = SizePrices(compiled)
    prices.improve(optimum + 9, prices.work * (steps + prices.step), lambda: False)
    prices.widen(hubs)
    prices.improve(optimum + 9, prices.work * (steps + prices.step), lambda: False)
    assert prices.bound <= optimum + 1e-6
    found = ChainSearch(compiled, prices, lambda: False).run(optimum + 1 - prices.base, 50.0)
    assert found.bound + prices.base == optimum or len(problem.moves[0].slots) < len(problem.moves)
    assert found.bound + prices.base <= optimum


def least_of_chains(problem: Problem) -> int:
    """The least cost where slots are alike, by the sets moved after each slot."""
    size, step, slots = len(problem.moves), problem.caps[0].limit, problem.moves[0].slots
    place = {move.id: at for at, move in enumerate(problem.moves)}
    ends = [(place[x.a], place[x.b], x.hold_a_first, x.hold_b_first) for x in problem.links]
    sets = range(1 << size)
    small = [s for s in sets if s.bit_count() <= step]
    cut = [sum((a if m >> u & 1 else b) for u, v, a, b in ends if (m >> u & 1) != (m >> v & 1)) for m in sets]
    least = {0: 0}
    for _ in slots:
        after: dict[int, int] = {}
        for moved, paid in least.items():
            for more in (s for s in small if not s & moved):
                total = paid + cut[moved | more]
                after[moved | more] = min(after.get(moved | more, total), total)
        least = after
    return least[(1 << size) - 1] + sum(move.slot_costs[0].amount for move in problem.moves)


def test_a_search_knows_how_many_sets_a_lower_limit_would_keep() -> None:
    compiled = compile_problem(town(21, 0))
    prices = SizePrices(compiled)
    prices.improve(214, prices.work * 20, lambda: False)
    search, limit = ChainSearch(compiled, prices, lambda: False), math.floor(prices.bound - prices.base) + 8
    search.run(limit, 9.0)
    cheaper = search.cheaper
    search.run(limit - 1, 9.0)
    assert 0 < search.sets == cheaper


@QUICK
@given(flat())
def test_all_chains_of_sets_are_all_plans(problem: Problem) -> None:
    assert least_of_chains(problem) == optimum_of(problem)


def proven_right(problem: Problem) -> None:
    found, optimum = attempted(problem), optimum_of(problem)
    if found is not None:
        bound, value = found
        assert bound <= optimum <= value
        enough = len(problem.moves[0].slots) == len(problem.moves)
        assert not enough or bound == optimum == value


@QUICK
@given(flat())
def test_few_slots_are_left_to_the_patterns(problem: Problem) -> None:
    """A chain may have more steps than there are slots: then its bound is too low, and others prove the plan."""
    found = solve(problem, work_limit=20, methods=Methods(anneal=False))
    assert (found.status, found.value("cost")) == ("optimal", optimum_of(problem))


def test_what_chains_do_not_see_is_not_theirs() -> None:
    plain = town(14, 0)
    link, cap, moves = plain.links[0], plain.caps[0], plain.moves
    others = (
        replace(plain, links=(replace(link, build_a_first=1), *plain.links[1:])),
        replace(plain, caps=(replace(cap, parties=((moves[0].id, ("v",)),)),)),
        replace(plain, caps=(replace(cap, weights=cap.weights[1:]),)),
        replace(plain, moves=(replace(moves[0], slots=moves[0].slots[1:]), *moves[1:])),
        replace(plain, precedences=(Precedence(name="p", before=moves[0].id, after=moves[1].id),)),
    )
    taken = [chain_proof(compile_problem(one), Budget(50, None), 1.0) is not None for one in (plain, *others)]
    assert taken == [True, False, False, False, False, False]


def test_a_town_of_24_is_proven_within_the_work_of_a_plan() -> None:
    found = solve(town(24, 1), work_limit=10)
    assert (found.status, found.value("cost"), found.levels[-1].bound_by) == ("optimal", 291, "chains")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [22, 24, 26, 28])
def test_larger_towns_with_free_windows_are_proven(size: int, seed: int) -> None:
    assert solve(town(size, seed), work_limit=60, wall_limit=None).status == "optimal"


@pytest.mark.long
def test_sixty_units_end_with_the_best_plan_known_and_a_bound_of_four_percent() -> None:
    found = solve(town(60, 0), work_limit=60, wall_limit=None)
    assert found.value("cost") == 1458
    assert found.levels[0].optimality_gap <= 0.04


def test_two_bounds_are_not_added_up() -> None:
    """The table of holding costs and the prices each drop sets; what a pattern adds to one is nothing to the other."""
    ends = {
        "01": (5, 2),
        "02": (2, 2),
        "04": (5, 2),
        "12": (2, 0),
        "13": (0, 8),
        "14": (0, 9),
        "24": (4, 5),
        "34": (9, 2),
    }
    ids = [f"m{at}" for at in range(5)]
    problem = Problem(
        horizon=5,
        moves=tuple(Move(id=id_, slots=tuple(range(5))) for id_ in ids),
        caps=(Cap(name="date", limit=2, weights=tuple((id_, 1) for id_ in ids)),),
        links=tuple(
            Link(id=pair, a=f"m{pair[0]}", b=f"m{pair[1]}", hold_a_first=ahead, hold_b_first=back)
            for pair, (ahead, back) in ends.items()
        ),
        objective=("cost",),
    )
    found = solve(problem, work_limit=20, methods=Methods(anneal=False))
    assert (found.status, found.value("cost")) == ("optimal", 10)
