"""Clashes of random impossible problems against brute force: minimal, and no smaller relaxation would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from readiness.solver.problem import Cap, Move, Problem, Resource, Rule
from readiness.solver.solve import solve
from readiness.solver.violations import violations
from tests.solver.brute import assignments
from tests.solver.problems import FEATURES, problems

HARD = frozenset(FEATURES) & {"duration", "effort", "fixed", "precedences", "together", "caps", "parties"}
SETTINGS = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


def without(problem: Problem, rules: Iterable[Rule]) -> Problem:
    """The problem with these rules taken away."""
    gone = set(rules)
    everywhere = tuple(range(problem.horizon))
    moves = []
    for move in problem.moves:
        free = {"slots": everywhere} if ("slots", move.id) in gone else {}
        free |= {"fixed": None} if ("fixed", move.id) in gone else {}
        moves.append(replace(move, **free))
    return replace(
        problem,
        moves=tuple(moves),
        precedences=tuple(p for p in problem.precedences if ("precedence", p.name) not in gone),
        together=tuple(t for t in problem.together if ("together", t.name) not in gone),
        caps=tuple(c for c in problem.caps if ("cap", c.name) not in gone),
        resources=tuple(
            replace(r, capacity=99, capacity_at=()) if ("resource", r.name) in gone else r for r in problem.resources
        ),
    )


def given_way(problem: Problem, rule: Rule, amount: int) -> Problem:
    """The problem with one rule relaxed by so much."""
    if rule.kind == "slots":
        moves = tuple(
            replace(m, slots=tuple(t for t in range(problem.horizon) if min(abs(t - s) for s in m.slots) <= amount))
            if m.id == rule.id
            else m
            for m in problem.moves
        )
        return replace(problem, moves=moves)
    if rule.kind == "precedence":
        wider = tuple(
            replace(
                p, min_lag=p.min_lag - amount, max_lag=None if p.max_lag is None else p.max_lag + amount
            )
            if p.name == rule.id
            else p
            for p in problem.precedences
        )  # fmt: skip
        return replace(problem, precedences=wider)
    if rule.kind == "cap":
        caps = tuple(
            replace(c, limit=c.limit + amount, limit_at=tuple((t, n + amount) for t, n in c.limit_at))
            if c.name == rule.id
            else c
            for c in problem.caps
        )
        return replace(problem, caps=caps)
    resources = tuple(
        replace(r, capacity=r.capacity + amount, capacity_at=tuple((t, n + amount) for t, n in r.capacity_at))
        if r.name == rule.id
        else r
        for r in problem.resources
    )
    return replace(problem, resources=resources)


def possible(problem: Problem, free_of: Iterable[Rule] = ()) -> bool:
    """Whether some assignment breaks none but the rules of `free_of`."""
    gone = set(free_of)
    loosened = without(problem, gone)
    return any(all(v.rule in gone for v in violations(loosened, plan)) for plan in assignments(loosened))


@SETTINGS
@given(problems(features=HARD, objectives=(("cost",),), largest=4))
def test_clashes_are_minimal_and_relaxations_least(problem: Problem) -> None:
    assume(not possible(problem))
    clash = solve(problem, work_limit=20).clash
    assert clash is not None
    assert clash.minimal
    outside = [rule for rule in problem.rules() if rule not in clash.rules]
    assert not possible(problem, outside), "the rules of the clash alone are impossible"
    for rule in clash.rules:
        assert possible(problem, [*outside, rule]), f"without {rule} the others are possible"
    for rule, amount in ((r.rule, r.amount) for r in clash.relaxations):
        if rule.kind in {"fixed", "work", "together"}:
            continue  # relaxed as a distance, which brute force would have to count by itself
        if amount is None:
            assert not possible(problem, [rule])
        else:
            assert possible(given_way(problem, rule, amount))
            assert not possible(given_way(problem, rule, amount - 1))


@pytest.mark.parametrize("kind", ["cap", "resource"])
@pytest.mark.parametrize(("each", "holds"), [(1, 2), (3, 8)])
def test_too_little_room_for_many_moves_is_counted(kind: str, each: int, holds: int) -> None:
    """Every place is like every other: a search for the reason would try them all."""
    ids = [f"m{at}" for at in range(30)]
    crowd = Problem(
        horizon=12,
        moves=tuple(Move(id=id_, slots=tuple(range(12)), effort=(("x", each),)) for id_ in ids),
        caps=(Cap(name="x", limit=holds if kind == "cap" else 99, weights=tuple((id_, each) for id_ in ids)),),
        resources=(Resource(name="x", capacity=holds if kind == "resource" else 99),),
    )
    clash = solve(crowd, work_limit=10).clash
    assert clash is not None
    assert (clash.rules, clash.minimal) == ((Rule(kind, "x"),), True)
    assert clash.relaxations[0].amount == 1


def test_only_the_moves_that_may_take_no_other_slots_are_named() -> None:
    ids = [f"m{at}" for at in range(20)]
    crowd = Problem(
        horizon=12,
        moves=tuple(Move(id=id_, slots=tuple(range(4 if at % 2 else 12))) for at, id_ in enumerate(ids)),
        caps=(Cap(name="x", limit=2, weights=tuple((id_, 1) for id_ in ids)),),
    )
    clash = solve(crowd, work_limit=10).clash
    assert clash is not None
    assert clash.minimal
    assert clash.rules == (*(Rule("slots", id_) for id_ in ids[1:18:2]), Rule("cap", "x"))
