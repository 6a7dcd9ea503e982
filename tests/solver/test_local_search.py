"""Changes are priced before they are made; the local search finds what no single shift or swap does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.planning.towns import town, unbundled
from readiness.solver.anneal import MIX, PLAIN, Annealer, Mix
from readiness.solver.budget import Budget
from readiness.solver.compiled import Compiled
from readiness.solver.first_plan import naive_orders
from readiness.solver.fold import compile_problem
from readiness.solver.herd import Herd, herd_fits
from readiness.solver.incumbent import Incumbent
from readiness.solver.local_search import LocalSearch
from readiness.solver.priced_board import Change, PricedBoard
from readiness.solver.problem import Move, Problem
from readiness.solver.scalar import scalarise
from readiness.solver.score import keeps_rules
from tests.solver.brute import plans
from tests.solver.problems import problems
from tests.solver.test_chains import flat

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
OBJECTIVES = (("cost",), ("lateness", "cost"))


def first_plan(compiled: Compiled, problem: Problem) -> list[int] | None:
    found = next(iter(plans(problem)), None)
    return None if found is None else compiled.collapse(found)


@QUICK
@given(problems(objectives=OBJECTIVES), st.data())
def test_a_change_costs_what_the_whole_plan_then_costs_more(problem: Problem, data: st.DataObject) -> None:
    compiled = compile_problem(problem)
    scalar, start = scalarise(compiled, problem.objective), first_plan(compiled, problem)
    if start is None:
        return
    plan = PricedBoard(compiled, scalar, start)
    for _ in range(4):
        units = data.draw(st.lists(st.integers(0, compiled.size - 1), min_size=1, max_size=4, unique=True))
        changes: Sequence[Change] = [
            (u, plan.slot[u], data.draw(st.sampled_from(compiled.allowed[u]))) for u in units
        ]  # fmt: skip
        wanted = list(plan.slot)
        for u, _, new in changes:
            wanted[u] = new
        before, exact = list(plan.slot), scalar.value(compiled, wanted)
        made = plan.make(changes, plan.price(changes), float("inf"))
        assert made == keeps_rules(compiled, wanted)
        assert plan.slot == (wanted if made else before)
        assert plan.value == scalar.value(compiled, plan.slot)
        assert not made or plan.value == exact
        for u in range(compiled.size):
            for t in compiled.allowed[u]:
                alone = [*plan.slot[:u], t, *plan.slot[u + 1 :]]
                pairs = scalar.value(compiled, alone) - sum(price() for price in plan.extra)
                now = plan.price([(u, plan.slot[u], t)])
                if not plan.extra:
                    assert pairs - plan.value == now


@settings(QUICK, max_examples=15)
@given(flat(largest=7, steps=3), st.booleans(), st.integers(0, 9))
def test_plans_side_by_side_keep_rules_and_prices(held: Problem, dear: bool, seed: int) -> None:
    """Slots shut for some units, slots that take fewer, links dear to make: tables and plans agree all the way."""
    made = unbundled(9, seed)
    made = replace(made, caps=(replace(made.caps[0], limit=2, limit_at=((5, 1), (8, 0))),))
    problem = made if dear else held
    compiled = compile_problem(problem)
    scalar, known = scalarise(compiled, problem.objective), Incumbent(compiled, problem.objective, Budget(1, None))
    naive_orders(known)
    if (start := known.plan) is None:
        return
    assert herd_fits(compiled)
    herd = Herd(compiled, scalar, start, seed)
    for _ in range(2):
        herd.run(2_000)
        for plan, slots in enumerate(herd.times[herd.slot[:, :-1]].tolist()):
            assert keeps_rules(compiled, slots)
            assert herd.values[plan] == scalar.value(compiled, slots)
            assert herd.bests[plan] == scalar.value(compiled, herd.times[herd.best_places[plan]].tolist())
        assert herd.best == scalar.value(compiled, herd.best_slots) <= scalar.value(compiled, start)
        gain = herd.gain.copy()
        herd._put(herd.slot[:, :-1].copy())
        assert (herd.gain == gain).all()
        herd.restart_from_best()


@QUICK
@given(
    problems(objectives=OBJECTIVES), st.sampled_from([MIX, PLAIN, Mix(0, 0, 1, 0), Mix(0, 0, 0, 1), Mix(0, 0, 0, 0)])
)
def test_whatever_the_changes_the_plan_keeps_its_rules_and_its_price(problem: Problem, mix: Mix) -> None:
    compiled = compile_problem(problem)
    scalar, start = scalarise(compiled, problem.objective), first_plan(compiled, problem)
    if start is None:
        return
    search = Annealer(compiled, scalar, start, 1, mix)
    search.run(600)
    assert keeps_rules(compiled, search.plan.slot) and keeps_rules(compiled, search.best_slots)
    assert search.plan.value == scalar.value(compiled, search.plan.slot)
    assert search.best == scalar.value(compiled, search.best_slots) <= scalar.value(compiled, start)


def found(problem: Problem, work: float) -> int:
    best = Incumbent(compile_problem(problem), problem.objective, Budget(work, None))
    naive_orders(best)
    LocalSearch(best, 0).anneal(10)
    return best.values(best.plan or ())[-1]


def test_the_best_known_plan_of_a_town_of_28_is_found() -> None:
    assert found(town(28, 0), 2.0) <= 446


def test_amounts_too_large_for_a_sum_are_left_to_later_methods() -> None:
    """Lateness comes first whatever the cost: what is searched is the part that fits, never a wrapped number."""
    moves = tuple(Move(id=f"m{n}", slots=(0, 1, 2), due=0, late_weight=10**9, waiting=-(10**12)) for n in range(3))
    problem = Problem(horizon=3, moves=moves)
    best = Incumbent(compile_problem(problem), problem.objective, Budget(5.0, None))
    search = LocalSearch(best, 0)
    assert search.scalar.levels == ("lateness",)
    assert found(problem, 0.2) == 0
