"""Plans of steps over months, legends on a sheet of their own, and what two lists say of one day (線表・凡例)."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.town import asked, fill, links, of_files, reading, systems

LIST = [
    ("システム名", "業務", "委託先", "標準化対象", "移行予定"),
    ("税", "固定資産税", "北信電算(株)", "○", "R9.10"),
    ("介護", "介護保険", "ケア(株)", "○", "R9.12.6"),
    ("家屋評価", None, "測図(株)", "×", None),
]
YEARS = ("令和9年度", "令和10年度")


def _steps(sheet: Worksheet) -> None:
    """Twelve months below each year, a row for each step; colours and marks stand below the months."""
    for at, year in enumerate(YEARS):
        sheet.cell(2, 3 + 12 * at, year)
        sheet.merge_cells(start_row=2, end_row=2, start_column=3 + 12 * at, end_column=14 + 12 * at)
        for month in range(12):
            sheet.cell(3, 3 + 12 * at + month, f"{(3 + month) % 12 + 1}月")
    sheet["A1"], sheet["A3"], sheet["B3"] = "移行スケジュール", "システム", "作業"
    for row, (name, step, at, text) in enumerate(
        [("税", "リハーサル", 8, "●9/6"), ("税", "本番切替", 9, "▲10/12"), ("介護", "本番切替", 10, "★11/3")], 4
    ):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, step)
        sheet.cell(row, at, text).fill = PatternFill("solid", fgColor="99CCFF")


def test_the_day_of_a_step_is_read_where_its_row_says_that_the_system_goes_live(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "一覧"
    fill(book.active, LIST)
    _steps(book.create_sheet("線表"))
    book.save(tmp_path / "見本町.xlsx")
    found = of_files(tmp_path / "見本町.xlsx")
    read = systems(found)
    assert read["税"]["planned_date"] == "2027-10-12"  # within the month of the list, which is no other day
    assert "planned_date" not in read["介護"]  # two days: asked
    assert [d.params["values"] for d in asked(found, "system.planned_date")] == [("2027-12-06", "2027-11-03")]
    assert not [u for u in found.unused if u.reason == "history"]


def test_marks_below_a_heading_that_asks_for_systems_of_the_standard_are_read(tmp_path: Path) -> None:
    found = reading(tmp_path, LIST)
    assert {name: data.get("kind") for name, data in systems(found).items()} == {
        "税": "標準化対象",
        "介護": "標準化対象",
        "家屋評価": "周辺",
    }
    assert not asked(found, "system.kind")


def test_a_legend_may_stand_in_two_cells_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    rows = [("システム名", "業務", "移行状況"), ("税", "固定資産税", "□"), ("介護", "介護保険", "■")]
    found = reading(tmp_path, {"一覧": rows, "凡例": [("□", "未着手"), ("■", "移行済")]})
    assert {name: data.get("migrated") for name, data in systems(found).items()} == {"税": False, "介護": True}


def test_the_receiving_side_has_many_names_and_a_way_may_end_like_a_reference(tmp_path: Path) -> None:
    rows = [
        ("提供側システム", "受領側システム", "連携データ", "連携方式"),
        ("税", "介護", "所得", "DB参照"),
        ("介護", "税", "保険料", "別紙参照"),
    ]
    found = reading(tmp_path, {"一覧": LIST, "連携": rows})
    assert links(found) == {("税", "介護"), ("介護", "税")}
    methods = {data["data"]: data.get("method") for data, _ in found.sections["interfaces"]}
    assert methods == {"所得": "DB直接参照", "保険料": None}
    assert [d.text for d in asked(found, "interface.method")] == ["別紙参照"]
