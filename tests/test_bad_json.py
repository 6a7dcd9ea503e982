"""JSON that is nested too deeply is bad input (exit 2), never a fault of the tool (exit 3)."""

from pathlib import Path

import pytest

from readiness.app.bare_solver import Request, solve_problem
from readiness.app.plan import PlanError
from readiness.gaps.events import read_events
from readiness.messages.catalogue import Catalogue
from readiness.standard.edition_json import parse_edition
from readiness.standard.list_json import parse_list

DEEP = "[" * 200_000


def test_the_solver_refuses_it_by_file_name_and_writes_nothing(tmp_path: Path) -> None:
    problem, out = tmp_path / "problem.json", tmp_path / "answer.json"
    problem.write_text(DEEP)
    with pytest.raises(PlanError) as refused:
        solve_problem(Request(problem=problem, work=1), out)
    assert "problem.json" in Catalogue("ja").render(refused.value.message)
    assert not out.exists()


def test_a_register_line_is_told_by_number() -> None:
    bad = read_events(["", DEEP]).bad
    assert [(line.line, line.reason) for line in bad] == [(2, "json")]


@pytest.mark.parametrize("parse", [parse_edition, parse_list])
def test_an_edition_of_the_users_pack_is_refused(parse) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        parse(DEEP)
