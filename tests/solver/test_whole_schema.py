"""Whatever the schema admits is solved as brute force says, or refused with the place of what is wrong."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from readiness.solver.check import InvalidProblemError
from readiness.solver.codec import problem_from_json
from readiness.solver.problem import Cap, Move, Problem
from readiness.solver.solution import Solution
from readiness.solver.solve import solve
from tests.solver.brute import best, values
from tests.solver.test_clash import possible
from tests.solver.test_codec import validator
from tests.solver.whole_schema import admitted

SETTINGS = settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)  # fmt: skip
SCHEMA = validator("solver-problem")
MOST_ASSIGNMENTS = 3_000
LONGEST = 12
"""Problems that brute force can judge; larger ones must come to an end without a crash."""


def judged(obj: dict[str, Any]) -> None:
    assert list(SCHEMA.iter_errors(obj)) == []
    try:
        problem = problem_from_json(obj)
    except InvalidProblemError as refused:
        event("refused")
        for issue in refused.issues:
            assert_place(obj, issue.path)
        return
    found = solve(problem, work_limit=5)
    assert found.reproducible
    small = math.prod(len(set(move.slots)) for move in problem.moves) <= MOST_ASSIGNMENTS
    if small and problem.horizon <= LONGEST:
        agrees(problem, found)


def assert_place(obj: Any, path: tuple[str | int, ...]) -> None:
    """The path leads to something in the problem; only its last part may be a field that has its default."""
    for at, part in enumerate(path):
        if isinstance(part, str) and part not in obj:
            assert at == len(path) - 1, path
            return
        obj = obj[part]


def agrees(problem: Problem, found: Solution) -> None:
    expected = best(problem)
    if expected is not None:
        event("solved")
        assert found.status == "optimal"
        assert tuple(level.value for level in found.levels) == expected
        assert values(problem, dict(found.slots)) == expected
        return
    event("impossible")
    assert found.status == "infeasible"
    assert found.clash is not None and found.clash.minimal
    outside = [rule for rule in problem.rules() if rule not in found.clash.rules]
    assert not possible(problem, outside)
    free = math.prod([problem.horizon] * len(problem.moves))
    for rule in found.clash.rules if free <= MOST_ASSIGNMENTS else ():
        assert possible(problem, [*outside, rule]), rule


@SETTINGS
@given(admitted())
def test_what_the_schema_admits_is_solved_or_refused(obj: dict[str, Any]) -> None:
    judged(obj)


@pytest.mark.long
@settings(SETTINGS, max_examples=2500)
@given(admitted())
def test_what_the_schema_admits_is_solved_or_refused_at_length(obj: dict[str, Any]) -> None:
    judged(obj)


def colouring(edges: int) -> Problem:
    """Forty moves on four dates; so many pairs that may not share one: no plan is seen at a glance, nor its absence."""
    draw = random.Random(1)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < edges:
        one, two = sorted(draw.sample(range(40), 2))
        pairs.add((one, two))
    names = [f"m{at}" for at in range(40)]
    caps = [Cap(name=f"{a}-{b}", limit=1, weights=((names[a], 1), (names[b], 1))) for a, b in sorted(pairs)]
    even = Cap(name="even", limit=10, weights=tuple((name, 1) for name in names))
    return Problem(horizon=4, moves=tuple(Move(id=name, slots=(0, 1, 2, 3)) for name in names), caps=(*caps, even))


def test_what_is_not_found_within_the_work_is_said() -> None:
    found = solve(colouring(178), work_limit=0.001)
    assert (found.status, found.clash) == ("unknown", None)
    assert [attempt.method for attempt in found.tried] == ["naive", "cp-sat"]
    assert found.tried[-1].work > 0


def test_a_clash_that_is_not_thinned_holds_every_rule_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """All rules together are true of a problem known to be impossible."""
    monkeypatch.setattr("readiness.solver.clash.find_clash", lambda *_, **__: None)
    problem = Problem(
        horizon=2,
        moves=(Move(id="a", slots=(0,)), Move(id="b", slots=(0,))),
        caps=(Cap(name="one", limit=1, weights=(("a", 1), ("b", 1))),),
    )
    found = solve(problem)
    assert found.clash is not None and not found.clash.minimal
    assert found.clash.rules == tuple(problem.rules())
    assert [attempt.method for attempt in found.tried] == ["thinning"]


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"moves": [{"id": "a", "slots": [0, 9]}]}, ("moves", 0, "slots", 1), "out-of-range"),
        ({"moves": [{"id": "a", "slots": [0], "fixed": 9}]}, ("moves", 0, "fixed"), "out-of-range"),
        ({"moves": [{"id": "a", "slots": [0], "due": -1}]}, ("moves", 0, "due"), "out-of-range"),
        ({"caps": [{"name": "c", "limit": 1, "weights": [["a", -1]]}]}, ("caps", 0, "weights", 0, 1), "negative"),
        (
            {"caps": [{"name": "c", "limit": 1, "limit_at": [[1, 2], [1, 0]]}]},
            ("caps", 0, "limit_at", 1, 0),
            "duplicate",
        ),
        (
            {"resources": [{"name": "r", "capacity": 1, "capacity_at": [[4, 2]]}]},
            ("resources", 0, "capacity_at", 0, 0),
            "out-of-range",
        ),
        ({"horizon": 100_000, "moves": [{"id": f"m{n}", "slots": [0]} for n in range(6)]}, ("horizon",), "too-large"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused_where_it_stands(
    change: dict[str, Any], place: tuple[Any, ...], code: str
) -> None:
    with pytest.raises(InvalidProblemError) as caught:
        problem_from_json({"horizon": 4, "moves": [{"id": "a", "slots": [0]}], **change})
    assert [(issue.path, issue.code) for issue in caught.value.issues] == [(place, code)]
