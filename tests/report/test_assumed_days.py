"""Days counted back over assumed lead times and sessions of the assembly say so wherever they are printed."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from readiness.analysis.analyze import analyze
from readiness.analysis.whatif import QUICK
from readiness.app.body import open_body
from readiness.report.context import ReportContext
from readiness.report.options import report_options
from readiness.report.sections import decide
from readiness.report.views.numbers import numbers
from readiness.report.views.timeline import timeline_view
from readiness.report.views.view import Sight
from readiness.report.views.waves import waves

MARK = "(仮置き)"


@pytest.fixture(scope="module")
def midori(town) -> Path:  # type: ignore[no-untyped-def]
    return town("midori-cho")


@pytest.fixture(scope="module")
def gates(midori: Path) -> list[dict[str, Any]]:
    """Gates of the plan whose days nobody of the body has told."""
    plan = json.loads((midori / "plan.json").read_text(encoding="utf-8"))["plan"]
    found = [gate for gate in plan["gates"] if gate["assumed"]]
    assert len(found) > 10
    return found


def test_calendar_entries_to_begin_by_a_day(midori: Path) -> None:
    text = re.sub(r"\r\n ", "", (midori / "plan.ics").read_bytes().decode("utf-8"))
    starts = [line for line in text.splitlines() if line.startswith("SUMMARY:着手期限")]
    assert starts and all(MARK in line for line in starts)


def test_marks_of_the_picture(midori: Path, gates: list[dict[str, Any]]) -> None:
    picture = (midori / "plan.svg").read_text(encoding="utf-8")
    marks = set(re.findall(r"<circle[^>]*><title>([^<]*)</title>", picture))
    assert sum(MARK in mark for mark in marks) >= len({gate["kind"] for gate in gates}) - 1  # work is a bar


def test_tables_of_the_plan_and_the_work_breakdown(midori: Path, gates: list[dict[str, Any]]) -> None:
    rows = []
    for sheet in load_workbook(midori / "wbs.xlsx"):
        for row in sheet.iter_rows(values_only=True):
            days = {value.date().isoformat() for value in row if isinstance(value, datetime)}
            rows.append((days, [value for value in row if isinstance(value, str)]))
    for gate in gates:
        span = {gate["start_by"], gate["finish_by"]}
        assert any(span <= days and any(MARK in text for text in texts) for days, texts in rows), gate


def test_what_to_do_next(midori: Path) -> None:
    page = html.unescape((midori / "index.html").read_text(encoding="utf-8"))
    steps = re.findall(r"」に係る[^<」]*に着手する", page)
    assert any(MARK in step for step in steps)  # those that the body itself has planned carry none


def test_the_decision_screen_and_the_views_say_where_the_body_has_set_no_days() -> None:
    """Cut-overs stand on days the calculation assumed: cards, dates, the waves, the timeline and the figures tell."""
    opened = open_body(Path(__file__).parents[2] / "inventories" / "midori-cho")
    inputs, options = opened.inputs, report_options("ja", opened.checked.positions, "庁内")
    own = inputs.inventory
    free = replace(
        own,
        planning=replace(own.planning, dates=()),
        proposals=(),
        systems=tuple(replace(system, planned_date=None) for system in own.systems),
    )
    for inventory, assumed in ((free, True), (own, False)):
        analysis = analyze(replace(inputs, inventory=inventory), QUICK)
        context = ReportContext(analysis=analysis, options=options)
        screen, sight = decide.view(context), Sight(context=context)
        told = [item.what for item in screen.dates if "の切替え" in item.what]
        assert [MARK in what for what in told] == [assumed] * len(told)
        assert bool(told) and ("候補日" in [card.kind for card in screen.cards]) is assumed
        views = (waves(sight), timeline_view(sight), numbers(sight))
        for said in (screen.sentence, *(view.first.sentence for view in views)):
            assert ("切替日に仮置きの日を含む" in said) is assumed
        for view, count in zip(views[:2], (len(analysis.plan.moves), 1), strict=True):
            assert (json.dumps(view.first.scene.marks, ensure_ascii=False).count(MARK) >= count) is assumed
        assert any(cell.sub == "仮置き" for row in views[1].tables[0].rows for cell in row) is assumed
