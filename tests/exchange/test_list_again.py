"""A list read again into YAML: rows renamed, split, merged, deleted are recognised or asked, and nothing is doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.reading import read_body, read_standard
from readiness.intake.again import without_gone
from readiness.model.diff import Entry
from readiness.model.inventory import Inventory
from readiness.model.missing import Missing
from tests.command import Done, run

HEAD = ("システム名", "業務", "委託先", "所管課", "契約終了日", "連携先")
ROWS = (
    ("住民情報システム", "住民基本台帳", "北風情報株式会社", "町民課", "2029-03-31", ""),
    ("介護保険システム", "介護保険", "北風情報株式会社", "福祉課", "2028-03-31", "住民情報システム"),
    ("健康管理システム", "健康管理", "南星ソフト株式会社", "保健課", "2028-03-31", ""),
)


def saved(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    for row in (("つばき町 情報システム一覧",), HEAD, *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def town(tmp_path: Path) -> Path:
    done = take(tmp_path / "台帳", *ROWS)
    assert done.returncode == 0, done.stderr
    return tmp_path / "台帳"


def take(town: Path, *rows: tuple[str, ...], day: str = "2026-11-02") -> Done:
    return run("ledger", "import", str(town), str(saved(town.with_name("一覧.xlsx"), *rows)), "--as-of", day)


def inventory(town: Path) -> Inventory:
    loaded = read_body(town, read_standard(town))
    assert loaded.inventory is not None and not loaded.fatal, loaded.findings
    return loaded.inventory


def names(town: Path) -> list[str]:
    return [system.label for system in inventory(town).systems]


def questions(town: Path) -> dict[str, str]:
    sheet = load_workbook(town / "reading.xlsx")["確認してください"]
    at = {cell.value: cell.column - 1 for cell in sheet[1]}
    return {str(row[at["対象"]]): str(row[at["選べる答え"]]) for row in sheet.iter_rows(min_row=2, values_only=True)}


def answer(town: Path, **told: str) -> None:
    filled = load_workbook(town / "reading.xlsx")
    sheet = filled["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if word := told.get(str(sheet.cell(row, at["対象"]).value)):
            sheet.cell(row, at["回答"], word)
    filled.save(town / "reading.xlsx")
    done = run("ledger", "confirm", str(town), str(town / "reading.xlsx"))
    assert done.returncode == 0, done.stdout + done.stderr


RENAMED = (ROWS[0], ("介護保険事務システム", *ROWS[1][1:]), ROWS[2])


def test_a_renamed_row_waits_and_then_carries_its_record_on(town: Path) -> None:
    before = {system.id for system in inventory(town).systems}
    done = take(town, *RENAMED)
    assert done.returncode == 1 and "ledger confirm" in done.stdout
    assert "介護保険事務システム" in questions(town)["介護保険システム"]
    assert names(town) == [row[0] for row in ROWS] and len(inventory(town).contracts) == 3
    answer(town, 介護保険システム="介護保険事務システム")
    assert take(town, *RENAMED).returncode == 0
    assert names(town) == [row[0] for row in RENAMED]
    found = inventory(town)
    assert {system.id for system in found.systems} == before
    assert len(found.contracts) == 3 and len(found.interfaces) == 1
    assert take(town, *RENAMED).returncode == 0 and names(town) == [row[0] for row in RENAMED]
    # A third name, a month later, is asked about by the second one.
    third = (ROWS[0], ("介護総合システム", *ROWS[1][1:]), ROWS[2])
    assert take(town, *third).returncode == 1 and list(questions(town)) == ["介護保険事務システム"]
    answer(town, 介護保険事務システム="介護総合システム")
    assert take(town, *third).returncode == 0 and names(town) == [row[0] for row in third]
    assert {system.id for system in inventory(town).systems} == before


@pytest.mark.parametrize(("word", "stays"), [("廃止", False), ("書き漏れ", True)])
def test_a_deleted_row_is_asked_about_once(town: Path, word: str, stays: bool) -> None:
    gone = ROWS[:1] + ROWS[2:]
    assert take(town, *gone).returncode == 1
    assert set(questions(town)) == {"介護保険システム"} and names(town) == [row[0] for row in ROWS]
    answer(town, 介護保険システム=word)
    done = take(town, *gone)
    assert done.returncode == 0, done.stdout
    found = inventory(town)
    assert ("介護保険システム" in names(town)) is stays
    assert (len(found.contracts), len(found.interfaces)) == ((3, 1) if stays else (2, 0))
    assert ("契約1件、連携1件" in done.stdout) is not stays
    assert take(town, *gone).returncode == 0  # and never again


@pytest.mark.parametrize("pointed_at", [False, True])
def test_a_system_that_is_gone_leaves_unless_something_speaks_of_it(tmp_path: Path, pointed_at: bool) -> None:
    town, kept = tmp_path / "台帳", ROWS[:2]
    take(town, *kept, ("健康管理システム", "健康管理", "", "", "", ""))
    take(town, *kept)
    answer(town, 健康管理システム="廃止")
    (gone,) = (system.id for system in inventory(town).systems if system.name == "健康管理システム")
    file = town / "ledger.yaml"
    if pointed_at:
        said = file.read_text(encoding="utf-8")
        file.write_text(said.replace("\nsystems:\n  - id:", f"\nsystems:\n  - note: {gone}\n    id:"), encoding="utf-8")
    told = take(town, *kept).stdout
    assert ("「健康管理システム」(廃止)を台帳から除きました" in told) is not pointed_at
    assert ("台帳のほかの記載が指しているため、除いていません" in told) is pointed_at
    assert ("健康管理システム" in names(town)) is pointed_at


def test_a_split_row_and_two_that_became_one(town: Path) -> None:
    parts = (("介護保険(認定)システム", *ROWS[1][1:]), ("介護保険(給付)システム", *ROWS[1][1:]))
    split = (ROWS[0], *parts, ROWS[2])
    assert take(town, *split).returncode == 1 and names(town) == [row[0] for row in ROWS]
    answer(town, 介護保険システム="分割")
    assert take(town, *split).returncode == 0
    assert set(names(town)) == {row[0] for row in split}
    merged = (ROWS[0], ("介護保険システム", *ROWS[1][1:]), ROWS[2])
    assert take(town, *merged).returncode == 1
    asked = {part[0]: "介護保険システム" for part in parts}
    assert set(questions(town)) == set(asked)
    answer(town, **asked)
    take(town, *merged)
    assert set(names(town)) == {row[0] for row in merged}


def test_a_further_list_says_nothing_of_the_systems_of_the_first(town: Path) -> None:
    more = (("財務会計システム", "財務会計", "西日ソフト株式会社", "財政課", "2029-03-31", ""),)
    assert take(town, *more).returncode == 0
    assert len(names(town)) == 4
    assert take(town, *ROWS).returncode == 0  # the first list again: nothing of it is missing


def test_a_firm_that_changed_its_name_is_asked_about(town: Path) -> None:
    rows = tuple((*row[:2], row[2].replace("北風情報", "ノースウインド"), *row[3:]) for row in ROWS)
    assert take(town, *rows).returncode == 1 and set(questions(town)) == {"北風情報株式会社"}
    assert len(inventory(town).vendors) == 2
    answer(town, 北風情報株式会社="ノースウインド株式会社")
    assert take(town, *rows).returncode == 0
    assert [vendor.name for vendor in inventory(town).vendors] == ["ノースウインド株式会社", "南星ソフト株式会社"]


def test_a_book_that_somebody_fills_in_is_left_alone(town: Path) -> None:
    take(town, *RENAMED)
    book = load_workbook(town / "reading.xlsx")
    sheet = book["確認してください"]
    sheet.cell(2, {cell.value: cell.column for cell in sheet[1]}["回答"], "介護保険事務システム")
    book.save(town / "reading.xlsx")
    before = (town / "reading.xlsx").read_bytes()
    assert "書き換えていません" in take(town, *RENAMED).stdout
    assert (town / "reading.xlsx").read_bytes() == before


def test_what_else_speaks_of_a_record_keeps_it() -> None:
    gone = Missing(section="systems", id="S-1", entry=Entry("甲", {}))
    data = {"a.yaml": {"systems": [{"id": "S-1"}, {"id": "S-2"}], "contracts": [{"id": "C-1", "systems": ["S-1"]}]}}
    found = without_gone(data, gone)
    assert found is not None and found[0] == {"a.yaml": {"systems": [{"id": "S-2"}], "contracts": []}}
    data["a.yaml"]["systems"][1]["note"] = "S-1"
    assert without_gone(data, gone) is None
