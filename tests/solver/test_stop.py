"""Ended at any moment, a search returns its best checked plan with a bound, soon."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from bench.planning.towns import project, town, unbundled
from readiness.solver import clash, pattern_search
from readiness.solver.budget import Budget
from readiness.solver.chains import ChainSearch
from readiness.solver.clash_model import RuleModel
from readiness.solver.core import make_core
from readiness.solver.fold import compile_problem
from readiness.solver.patterns import MAX_PATTERNS, make_patterns
from readiness.solver.problem import Move, Precedence, Problem, Rule
from readiness.solver.scalar import scalarise
from readiness.solver.size_prices import SizePrices
from readiness.solver.solve import solve
from readiness.solver.violations import violations
from tests.solver.test_solve import municipal

KINDS = (town(9, 0), unbundled(9, 0), municipal(10, 6, 2, 3))


@pytest.mark.parametrize("problem", KINDS, ids=["held", "made", "both"])
def test_whenever_it_is_ended_a_plan_and_a_bound_come_back(problem: Problem) -> None:
    best = solve(problem, work_limit=5)
    assert best.status == "optimal"
    for after in (0, 1, 4, 12):
        questions = 0

        def stop(after: int = after) -> bool:
            nonlocal questions
            questions += 1
            return questions > after

        found = solve(problem, work_limit=5, stop=stop)
        assert violations(problem, found.slots) == ()
        assert found.reproducible == (questions <= after)
        for level, known in zip(found.levels, best.levels, strict=True):
            assert level.bound <= known.value <= level.value


def test_patterns_are_given_up_between_units() -> None:
    problem = compile_problem(unbundled(60, 0))
    core = make_core(problem, scalarise(problem, ("cost",)))
    assert make_patterns(core, MAX_PATTERNS, lambda: True) == 2, "nothing, and one unit"
    made = make_patterns(core, 5_000, lambda: False)
    assert isinstance(made, int) and 5_000 < made < 10_000


def test_sets_looked_at_in_blocks_are_the_same_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = solve(unbundled(9, 1), work_limit=5)
    monkeypatch.setattr(pattern_search, "SETS_AT_ONCE", 7)
    blocks = solve(unbundled(9, 1), work_limit=5)
    assert whole.status == blocks.status == "optimal"
    assert (blocks.slots, blocks.levels) == (whole.slots, whole.levels)


def test_more_sets_than_there_is_room_for_leave_the_bound_true(monkeypatch: pytest.MonkeyPatch) -> None:
    best = solve(unbundled(9, 1), work_limit=5)
    monkeypatch.setattr(pattern_search, "MERGE_EVERY", 20)
    monkeypatch.setattr(pattern_search, "MAX_SETS", 10)
    found = solve(unbundled(9, 1), work_limit=0.3)
    assert found.levels[-1].bound <= best.levels[-1].value <= found.levels[-1].value


def test_the_caller_stops_a_search_that_finds_nothing_new() -> None:
    """The solver calls back on news only; with the optimum as a start there is none."""
    problem = municipal(30, 12, 4, 3)
    late: list[float] = []

    def stop() -> bool:
        late.append(time.monotonic())
        return late[-1] - late[0] > 1.5

    solution = solve(problem, work_limit=10_000, stop=stop, workers=1)
    assert solution.slots
    assert not solution.reproducible
    assert late[-1] - late[0] < 60


def test_the_clock_is_a_safety_net_that_shows() -> None:
    solution = solve(municipal(40, 16, 4, 2), work_limit=1000, wall_limit=0.0)
    assert solution.slots
    assert not solution.reproducible


def test_a_clash_whose_thinning_is_ended_is_true_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = tuple(Move(id=name, slots=(0, 1)) for name in "abcd")
    orders = tuple(Precedence(name=x + y, before=x, after=y, min_lag=1) for x, y in ("ab", "bc", "cd", "ad"))
    made: list[str] = []

    def test(*given: Any) -> tuple[str, set[Rule]]:
        made.append("")
        return whole(*given)

    whole = clash._test
    monkeypatch.setattr(clash, "_test", test)
    found = clash.find_clash(
        Problem(horizon=2, moves=moves, precedences=orders), Budget(5, None, lambda: bool(made))
    )  # fmt: skip
    assert found is not None and not found.minimal
    assert len(made) == 1
    names = {rule.id for rule in found.rules if rule.kind == "precedence"}
    assert {"ab", "bc"} <= names or {"bc", "cd"} <= names
    assert {one.amount for one in found.relaxations} == {None}


def test_chains_far_above_their_bound_keep_to_their_work() -> None:
    """Without prices nearly every set stays below the limit; the sets seen by then still give a true bound."""
    compiled = compile_problem(town(28, 0))
    search = ChainSearch(compiled, SizePrices(compiled), lambda: False)
    found = search.run(10_000, 0.05)
    assert search.work < 4
    assert found.slots is None
    assert 0 <= found.bound <= 446


def test_a_clash_of_many_moves_is_looked_for_as_long_as_may_be() -> None:
    """What fills slots is written down move by move; ended on the way, it is no proof of anything."""
    problem = project(15, 0)
    rules = set(problem.rules())
    spent = [RuleModel(problem, rules, budget).whole for budget in (Budget(0.001, None), Budget(9, None, lambda: True))]
    assert spent == [False, False]
    assert clash._test(problem, list(rules), Budget(0.001, None), 0) == ("UNKNOWN", rules)
    assert RuleModel(problem, rules, Budget(9, None)).whole
    first, *_ = problem.precedences
    back = Precedence(name="back", before=first.after, after=first.before)
    found = clash.find_clash(replace(problem, precedences=(*problem.precedences, back)), Budget(0.15, None))
    assert found is not None and found.minimal
    assert {rule.id for rule in found.rules} == {first.name, "back"}


def test_prices_stopped_on_the_first_chain_bound_all_plans() -> None:
    """The others, which have no prices yet, take its prices: without any the bound would fall to next to nothing."""
    compiled, steps = compile_problem(town(21, 0)), iter(range(40))
    prices = SizePrices(compiled)
    prices.improve(214, 1e6, lambda: next(steps, None) is None, lead=True)
    assert 150 < prices.bound <= 214
