"""Inventories that say two things, or nothing: one reading, and a question (the habits, in small towns of our own)."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.analysis.analyze import Analysis, analyze
from readiness.app.body import open_body
from readiness.planning.settings import FAST

BODY = """\
body:
  {id: t, name: 試験町, code: "993026", body_class: 町, welfare_office: いいえ, fictional: true, as_of: 2026-11-02}
divisions:
  - {id: fukushi, name: 福祉課, areas: [介護保険, 健康管理]}
"""
TWO_ROWS = """\
vendors: [{id: v, name: 架空, cutovers_per_date: 3}]
systems:
  - {id: kaigo, areas: [介護保険], vendor: v, migrated: false, duration_weeks: 12}
planning: {dates: [2027-05-06, 2027-09-21, 2028-01-04, 2028-05-08, 2028-10-24], until: 2028-12-31}
progress:
"""
OLD = "  - {scope: 業務, target: 介護保険, steps: {8-24: 未}, as_of: 2026-06, source: 福祉課}\n"
NEW = "  - {scope: 業務, target: 介護保険, steps: {1-24: 完了済み}, as_of: 2026-10, source: 情報係}\n"
STATES = """\
systems:
  - {id: kaigo, areas: [介護保険], migrated: false, moves: false, planned_date: 2028-01-04}
  - {id: juki, areas: [住民基本台帳], live_date: 2026-01-05}
  - {id: kenko, areas: [健康管理], migrated: true, live_date: 2027-01-05}
planning: {dates: [2027-09-21, 2028-01-04], until: 2028-09-30}
"""


def analysed(folder: Path, text: str) -> Analysis:
    folder.mkdir(exist_ok=True)
    (folder / "inventory.yaml").write_text(BODY + text, encoding="utf-8")
    opened = open_body(folder)
    assert opened.inputs is not None, opened.checked.findings
    return analyze(opened.inputs, FAST)


def codes(found: Analysis, subject: str) -> set[str]:
    return {finding.code for finding in found.findings if finding.subject.id == subject}


@pytest.mark.parametrize("order", [OLD + NEW, NEW + OLD])
def test_two_rows_of_progress_are_read_by_their_date(tmp_path: Path, order: str) -> None:
    found = analysed(tmp_path / "t", TWO_ROWS + order)
    (area,) = [area for area in found.status.areas if area.systems == ("kaigo",)]
    assert dict(area.steps.steps)[24].ja == "完了済み"
    (placed,) = found.plan.placements
    assert str(placed.date) == "2027-09-21"
    (asked,) = [finding for finding in found.findings if finding.code == "PR106"]
    told = dict(asked.message.mapping())
    assert (told["first"], told["last"], told["count"]) == (8, 24, 17)
    assert "福祉課" in str(told["rows"]) and "情報係" in str(told["rows"])


def test_one_answer_to_whether_a_system_still_moves(tmp_path: Path) -> None:
    found = analysed(tmp_path / "t", STATES)
    assert codes(found, "kaigo") & {"ST114", "MN104"} == {"ST114"}
    assert {"DT103"} <= codes(found, "juki") & codes(found, "kenko")
    assert found.plan.moves == ()
    assert [dict(note.params).get("count") for note in found.plan.notes if note.key == "plan.note.unclear"] == [2]
    assert {area.state.value for area in found.status.areas if area.systems and area.systems[0] != "kaigo"} == {
        "unknown"
    }
    assert (found.status.systems_migrated.known, found.status.systems_migrated.value) == (1, 0)
    asked = {(e.gap.system, e.gap.requirement) for e in found.register.open if e.gap is not None}
    assert ("juki", "builtin:state.migrated") in asked
    assert not {"builtin:migration.delivery", "builtin:migration.duration"} & {r for s, r in asked if s == "juki"}


def test_an_empty_inventory_is_not_clean(tmp_path: Path) -> None:
    found = analysed(tmp_path / "t", "")
    assert [finding.code for finding in found.findings] == ["AP106"]
    assert found.completeness.overall.known == found.completeness.overall.total == 0
    assert {area.state.value for area in found.status.areas} == {"unknown", "elsewhere"}
    assert found.status.areas_complete.known == 0
    assert any("AP106" in item.name for item in found.questions.items)
    assert (found.plan.state.value, [note.key for note in found.plan.notes]) == (
        "no_premises",
        ["plan.note.no_systems"],
    )


@pytest.mark.parametrize("due, state, variant", [("本則", "elsewhere", "message"), ("特例", "not_yet", "listed")])
def test_a_list_of_the_ministry_wins_over_our_rule_and_is_asked_about(
    tmp_path: Path, due: str, state: str, variant: str
) -> None:
    told = {"本則": "原則の移行期限", "特例": "省令等で別に定める期限"}[due]
    system = f"  - {{id: seiho, areas: [生活保護], migrated: false, due: {told}}}\n"
    found = analysed(tmp_path / "t", "systems:\n" + system)
    (area,) = [area for area in found.status.areas if area.systems == ("seiho",)]
    assert area.state.value == state
    (asked,) = [finding for finding in found.findings if finding.code == "AP101"]
    assert asked.message.key == f"rule.AP101.{variant}"


@pytest.mark.parametrize(("pinned", "asked"), [("2028-01-04", False), ("2028-05-08", True)])
def test_a_pin_against_the_record_is_asked_about_once(tmp_path: Path, pinned: str, asked: bool) -> None:
    """A pin holds its group; the planned date of any of its systems may say otherwise. The plan keeps to the pin."""
    (tmp_path / "decisions").mkdir()
    pins = f"pins: [{{move: kaigo, date: {pinned}, reason: 庁議, approver: 副町長}}]\n"
    (tmp_path / "decisions" / "pins.yaml").write_text(pins, encoding="utf-8")
    systems = """\
systems:
  - {id: kaigo, areas: [介護保険], migrated: false, vendor: v, move: m}
  - {id: kenko, areas: [健康管理], migrated: false, vendor: v, move: m, planned_date: 2028-01-04}
vendors: [{id: v, name: 架空, cutovers_per_date: 3}]
planning: {dates: [2028-01-04, 2028-05-08], until: 2028-09-30}
"""
    found = analysed(tmp_path, systems)
    asking = [finding.subject.id for finding in found.findings if finding.code == "PL102"]
    assert asking == (["kenko"] if asked else [])
    assert [day.isoformat() for day in found.plan.date_of.values() if day] == [pinned]
