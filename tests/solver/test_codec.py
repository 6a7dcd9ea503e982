"""JSON forms: round trip, published schemas, all defects at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from readiness.solver.check import InvalidProblemError, Issue
from readiness.solver.codec import problem_from_json, problem_to_json, solution_to_json
from readiness.solver.problem import Problem
from readiness.solver.solve import solve
from tests.command import run
from tests.solver.problems import FEATURES, problems
from tools.make_solver_schemas import PAGE, page, texts

SCHEMAS = Path(__file__).resolve().parents[2] / "specs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")))


def test_published_schemas_are_those_of_the_values() -> None:
    for name, text in texts().items():
        assert (SCHEMAS / name).read_text(encoding="utf-8") == text, f"run python -m tools.make_solver_schemas ({name})"


@pytest.mark.parametrize("of", ["solver-problem", "solver-solution"])
def test_every_field_is_explained_with_an_example_that_is_admitted(of: str) -> None:
    schema = json.loads((SCHEMAS / f"{of}.schema.json").read_text(encoding="utf-8"))
    for record in (schema, *schema["$defs"].values()):
        for name, field in record["properties"].items():
            assert field["description"] and field["x-description-en"], name
            assert "default" in field or name in record["required"] or name in {"version", "optimality_gap"}, name
            if of == "solver-problem":
                assert field["examples"][0] != [], name
            only = {"$ref": "#/$defs/It", "$defs": {**schema["$defs"], "It": field}}
            assert list(Draft202012Validator(only).iter_errors(field["examples"][0])) == [], name


def test_the_page_is_current_and_its_problem_is_solved_as_a_stranger_would(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page() == text, "run python -m tools.make_solver_schemas"
    problem, out = tmp_path / "problem.json", tmp_path / "solution.json"
    problem.write_text(text.partition("```json")[2].partition("```")[0], encoding="utf-8")
    assert list(validator("solver-problem").iter_errors(json.loads(problem.read_text(encoding="utf-8")))) == []
    assert run("plan", "solve", "--problem", str(problem), "--out", str(out)).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems(features=frozenset(FEATURES)))
def test_round_trip_and_schemas(problem: Problem) -> None:
    obj = json.loads(json.dumps(problem_to_json(problem)))
    assert problem_from_json(obj) == problem
    assert list(validator("solver-problem").iter_errors(obj)) == []
    found = json.loads(json.dumps(solution_to_json(solve(problem, work_limit=1))))
    assert list(validator("solver-solution").iter_errors(found)) == []


def test_defects_of_form_come_all_at_once_in_order() -> None:
    obj = {
        "horizon": True,
        "moves": [{"id": 7, "slots": [0, "x"], "colour": "red"}, {"slots": [0]}],
        "links": [{"id": "l", "a": "p", "b": "q", "hold_a_first": 1.5}],
        "caps": [{"name": "c", "limit": 1, "parties": [["a", ["\udfff"]]]}],
        "objective": ["beauty"],
        "extra": 1,
    }
    with pytest.raises(InvalidProblemError) as caught:
        problem_from_json(obj)
    assert {(i.path, i.code) for i in caught.value.issues} == {
        (("extra",), "unknown-key"),
        (("horizon",), "type"),
        (("moves", 0, "colour"), "unknown-key"),
        (("moves", 0, "id"), "type"),
        (("moves", 0, "slots", 1), "type"),
        (("moves", 1, "id"), "missing"),
        (("links", 0, "hold_a_first"), "type"),
        (("caps", 0, "parties", 0, 1, 0), "no-characters"),
        (("objective", 0), "choice"),
    }


def test_defects_of_content_come_all_at_once() -> None:
    obj = {
        "horizon": 3,
        "moves": [
            {"id": "a", "slots": [0, 5], "effort": [["crew", 1]]},
            {"id": "a", "slots": [], "lumps": [{"name": "x", "slot": 0, "amount": 10**13}]},
        ],
        "links": [{"id": "l", "a": "a", "b": "a", "build_a_first": -1}],
        "retests": [{"id": "r", "at": "a", "neighbours": ["zzz"], "amount": 1}],
        "caps": [{"name": "c", "limit": -2, "weights": [["b", 1]], "limit_at": [[9, 1]]}, {"name": " ", "limit": 1}],
        "link_groups": [{"id": "g", "links": ["none"], "setup": 1}],
        "peak": "power",
    }
    with pytest.raises(InvalidProblemError) as caught:
        problem_from_json(obj)
    assert {(i.code, i.value) for i in caught.value.issues} == {
        ("duplicate", "a"),
        ("out-of-range", 5),
        ("no-such-resource", "crew"),
        ("too-few", None),
        ("nameless", None),
        ("too-large", 10**13),
        ("no-such-move", "b"),
        ("negative", -2),
        ("out-of-range", 9),
        ("same-ends", "a"),
        ("negative", -1),
        ("no-such-link", "none"),
        ("no-such-move", "zzz"),
        ("no-such-resource", "power"),
    }


def test_not_a_problem_at_all() -> None:
    for obj in ([], "x", None, {"version": 2, "horizon": 1, "moves": []}):
        with pytest.raises(InvalidProblemError):
            problem_from_json(obj)


def test_slots_to_evaluate_must_be_complete_and_known() -> None:
    problem = problem_from_json({"horizon": 2, "moves": [{"id": "a", "slots": [0]}, {"id": "b", "slots": [1]}]})
    with pytest.raises(InvalidProblemError) as caught:
        solve(problem, mode="evaluate", warm_start={"a": 7, "c": 0})
    assert set(caught.value.issues) == {
        Issue(("slots", "c"), "no-such-move", "c"),
        Issue(("slots", "a"), "out-of-range", 7),
        Issue(("slots", "b"), "missing", "b"),
    }
