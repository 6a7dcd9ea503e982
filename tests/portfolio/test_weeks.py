"""Weeks that nobody of a group can use: day by day the same as the calendar says, in common for all, in rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from readiness.app.body import read_inputs
from readiness.app.portfolio import survey
from readiness.app.reading import read_body
from readiness.messages.catalogue import Catalogue
from readiness.portfolio.weeks import ClosedWeek, Weeks, common
from readiness.report.portfolio.vendor_tables import closed_table
from readiness.report.portfolio.view import portfolio_view
from readiness.standard.calendar import hits, is_closed, with_windows
from readiness.standard.load import load_standard
from tests.portfolio.test_joint import TOWN
from tests.standard.test_calendar import acceptable

STANDARD = load_standard()
AS_OF = date(2026, 11, 2)
WINDOW = "windows: [{id: w1, from: 2027-06-01, to: 2027-06-30, strict: true, basis: 議会の議決, why: 庁舎の移転}]\n"


def town(folder: Path, number: int, more: str = "") -> Path:
    path = folder / f"t{number}"
    path.mkdir(parents=True)
    (path / "all.yaml").write_text(TOWN.format(id=f"t{number}", name=f"{number}町") + more, encoding="utf-8")
    return path


def test_weeks_are_those_without_a_free_open_day(tmp_path: Path) -> None:
    path = town(tmp_path, 1, WINDOW)
    inputs = read_inputs(path, read_body(path, STANDARD), STANDARD, AS_OF)
    assert inputs is not None
    calendar = with_windows(STANDARD.calendar, inputs.inventory.windows, None)
    for systems in (inputs.inventory.systems, inputs.inventory.systems[:1]):
        found = {week.monday: week.strict for week in Weeks(calendar, AS_OF).closed(systems)}
        monday = date(2026, 11, 9)
        for week in range(104):
            days = [monday + timedelta(days=7 * week + day) for day in range(7)]
            free = [
                day
                for day in days
                if not is_closed(calendar, day)
                and any(not hits(calendar, day, s.areas[0], system=s.id, units=s.units) for s in systems)
            ]
            assert (days[0] in found) is not free, days[0]
            if not free:
                may = any(
                    acceptable(calendar, day, s.areas[0], system=s.id, units=s.units) for day in days for s in systems
                )
                assert found[days[0]] is not may
        assert found[date(2027, 6, 7)] is True


def test_only_weeks_of_all_are_in_common_and_rows_stand_together() -> None:
    weeks = [ClosedWeek(monday=date(2027, 6, 7) + timedelta(weeks=at), strict=at < 2) for at in (0, 1, 2, 5)]
    (first, second, third) = common([weeks, weeks[:4]])
    assert (first.first, first.last, first.strict) == (date(2027, 6, 7), date(2027, 6, 20), True)
    assert (second.first, third.first) == (date(2027, 6, 21), date(2027, 7, 12))
    assert common([weeks, weeks[1:2]])[0].first == weeks[1].monday
    assert common([weeks, [replace(weeks[0], strict=False)]])[0].strict is False
    assert common([weeks]) == () == common([weeks, ()])


def test_the_table_names_the_vendor_the_weeks_and_why(tmp_path: Path) -> None:
    for number in (1, 2):
        town(tmp_path, number, WINDOW)
    surveyed = survey([tmp_path], as_of=AS_OF)
    view = portfolio_view(surveyed.portfolio, "ja", STANDARD.areas)
    rows = [row for row in closed_table(view).rows if row[5].text == "切替不可" and row[3].raw == date(2027, 6, 7)]
    assert {row[1].text for row in rows} == {"株式会社甲(架空)", "乙(架空)"}
    assert all("庁舎の移転" in row[6].text and row[2].raw == 2 for row in rows)
    town(tmp_path, 3)
    spans = [span for load in survey([tmp_path], as_of=AS_OF).portfolio.vendors for span in load.closed]
    assert not any(span.strict and span.first == date(2027, 6, 7) for span in spans)
    assert "⟦" not in Catalogue("ja").get("portfolio.note.closed")
