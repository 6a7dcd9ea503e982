"""Groups of findings and rows of questions: nothing left out, one owner and one date each, few enough to be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from readiness.analysis.analyze import Analysis, analyze
from readiness.analysis.finding_groups import finding_groups, grouping_of
from readiness.analysis.question_rows import question_rows
from readiness.app.body import open_body
from readiness.gaps.matters import MATTERS, Topic, numbered
from readiness.messages.catalogue import Catalogue, load_words
from readiness.model.body import BudgetRules
from readiness.model.gap import BODY, DIVISION
from readiness.model.plan import GateKind
from readiness.rules.engine import all_rules

ROOT = Path(__file__).parents[2] / "inventories"
MOST = {"aozora-shi": (45, 170), "midori-cho": (25, 60)}


@pytest.fixture(scope="module", params=MOST)
def town(request: pytest.FixtureRequest) -> Analysis:
    inputs = open_body(ROOT / request.param).inputs
    assert inputs is not None
    return analyze(inputs)


def test_every_finding_is_in_exactly_one_group_and_the_groups_are_few(town: Analysis) -> None:
    groups = finding_groups(town)
    told = Counter(finding.fingerprint for group in groups for finding in group.findings)
    assert told == Counter(finding.fingerprint for finding in town.findings)
    assert max(told.values()) == 1
    assert len(groups) <= MOST[town.inputs.inventory.body.id][0]


def test_every_open_point_is_in_exactly_one_row_and_the_rows_are_few(town: Analysis) -> None:
    rows = question_rows(town)
    told = Counter(entry.id for row in rows for entry in row.entries)
    assert told == Counter(entry.id for entry in town.register.open if entry.gap is not None)
    assert max(told.values()) == 1
    assert len(rows) <= MOST[town.inputs.inventory.body.id][1]
    assert len({(row.asked, row.matter.key) for row in rows}) == len(rows)


def test_a_group_has_one_owner_one_date_and_one_matter(town: Analysis) -> None:
    divisions = town.inputs.inventory.division_by_id
    for group in finding_groups(town):
        assert group.owner.kind == BODY or group.owner.id in divisions
        assert isinstance(group.due, date)
        assert {grouping_of(finding.code).matter or finding.code for finding in group.findings} == {group.matter}
        assert group.severity is min((f.severity for f in group.findings), key=lambda severity: severity.rank)
    keys = [group.key for group in finding_groups(town)]
    assert len(set(keys)) == len(keys)


def test_what_a_budget_must_hold_is_due_with_the_request_where_no_gate_of_a_move_is(town: Analysis) -> None:
    """A rule names the gate by its kind, not by the code of it."""
    inventory, as_of = town.inputs.inventory, town.inputs.as_of
    body = replace(inventory.body, budget=replace(inventory.body.budget or BudgetRules(), request_due=as_of))
    inputs = replace(town.inputs, inventory=replace(inventory, body=body))
    without = replace(town, inputs=inputs, plan=replace(town.plan, gates=()))
    due = {group.because.key: group.due for group in finding_groups(without)}
    assert due["group.due.budget"] == as_of


def test_rows_come_by_what_an_answer_unlocks(town: Analysis) -> None:
    rows = question_rows(town)
    order = [(row.cutover or date.max, row.assembly or date.max, -row.priced) for row in rows]
    assert order == sorted(order)
    assert all(row.reasons for row in rows)
    first = next(row for row in rows if row.cutover is not None)
    assert first.reasons[0].key == "matter.unlocks.cutover"
    dates = {town.stands[s].cutover.date for s in first.systems if town.stands[s].cutover and town.stands[s].moving}  # type: ignore[union-attr]
    assert first.cutover == min(dates)


def test_what_stands_in_a_contract_is_asked_of_those_who_keep_it_in_one_row(town: Analysis) -> None:
    rows = [row for row in question_rows(town) if row.matter.topic is Topic.CONTRACT]
    assert [row.asked.kind for row in rows] == [BODY]
    assert {gap.asked.kind for gap in rows[0].gaps} == {BODY, DIVISION}


def test_every_point_of_the_books_belongs_to_one_matter_with_words() -> None:
    points = [point for matter in MATTERS for point in matter.points]
    keys = {key.removeprefix("gap.").removesuffix(".title") for key in load_words("gap") if key.endswith(".title")}
    assert set(points) == keys and len(points) == len(set(points))
    words = Catalogue()
    assert all(words.has(f"matter.{m.key}.{kind}") for m in MATTERS for kind in ("title", "ask", "inside"))


def test_every_shared_matter_has_a_title_and_one_remedy() -> None:
    words = Catalogue()
    shared = {rule.group.matter for rule in all_rules() if rule.group.matter}
    assert all(words.has(f"group.{matter}.{kind}") for matter in shared for kind in ("title", "remedy"))
    assert {rule.group.gate for rule in all_rules() if rule.group.gate} <= set(GateKind)


def test_numbers_are_printed_without_a_break_and_lines_of_one_question_share_its_number(town: Analysis) -> None:
    for row in question_rows(town):
        if row.asked.kind != "vendor":
            continue
        gaps = [gap for other in question_rows(town) if other.asked == row.asked for gap in other.gaps]
        questions = numbered([gaps])
        lines = [question.row(at) for question in questions for at in range(len(question.lines))]
        assert len(set(lines)) == len(lines)
        assert sorted(gap.id for question in questions for line in question.lines for gap in line) == sorted(
            gap.id for gap in gaps
        )
        groups = list(dict.fromkeys(int(question.number.split("-")[0]) for question in questions))
        assert groups == list(range(1, len(groups) + 1)) and len(groups) <= 8 and len(questions) <= 25
