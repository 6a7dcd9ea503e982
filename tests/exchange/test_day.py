"""The steps of a day go out as a workbook of their own, are filled in, and come back as the rehearsal's record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.command import run

TOWN = """body: {id: t, name: 見本町}
systems:
- {id: juki, name: 住記, areas: [住民基本台帳]}
- {id: koki, name: 後期, areas: [後期高齢者医療]}
- {id: kaigo, name: 介護, areas: [介護保険]}
rehearsals:
- id: rh-1
  name: 住記 第1回
  systems: [juki]
  result: 未確認
  counts: [{item: 住民, expected: 100}]
  steps: [{no: 1, step: 停止, planned_at: "2028-01-03 17:30"}, {no: 2, step: 取込み}]
- {id: rh-2, name: 後期 第1回, systems: [koki], steps: [{no: 1, step: 停止}]}
"""


def town(folder: Path) -> Path:
    folder.mkdir()
    (folder / "town.yaml").write_text(TOWN, encoding="utf-8")
    return folder


def head_row(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "種別")


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).rpartition("・")[2]: cell.column for cell in sheet[head_row(sheet)]}


def rehearsals(home: Path) -> list[dict[str, Any]]:
    """As text: `no` is no word for false here."""
    told = yaml.load((home / "town.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return list(told["rehearsals"])


def fill_in(file: Path) -> None:
    book = load_workbook(file)
    steps, results = book.worksheets[:2]
    at, first = columns(steps), head_row(steps) + 1
    steps.cell(first, at["実績時刻"]).value = "2028-01-03 17:40"
    steps.cell(first + 2, at["番号"]).value = 3
    steps.cell(first + 2, at["手順"]).value = "再開"
    at, first = columns(results), head_row(results) + 1
    results.cell(first, at["リハーサルの判定"]).value = "合格"
    results.cell(first + 1, at["実績件数"]).value = 100
    book.save(file)


def test_a_day_filled_in_comes_back_as_the_record(tmp_path: Path) -> None:
    home, file = town(tmp_path / "t"), tmp_path / "day.xlsx"
    assert run("ledger", "day", str(home), str(file), "--system", "juki").returncode == 0
    fill_in(file)
    done = run("ledger", "import", str(home), str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    told = rehearsals(home)
    assert [step.get("step") for step in told[0]["steps"]] == ["停止", "取込み", "再開"]
    assert told[0]["steps"][0]["actual_at"] == "2028-01-03 17:40"
    assert (told[0]["result"], told[0]["counts"][0]["actual"]) == ("合格", "100")
    assert told[1]["steps"] == [{"no": "1", "step": "停止"}]
    assert "rehearsals.steps  rh-2" not in done.stdout  # steps of rehearsals that did not go out are not missing


def test_untouched_it_changes_nothing(tmp_path: Path) -> None:
    home, file = town(tmp_path / "t"), tmp_path / "day.xlsx"
    run("ledger", "day", str(home), str(file))
    assert run("ledger", "import", str(home), str(file)).returncode == 0
    assert (home / "town.yaml").read_text(encoding="utf-8") == TOWN


def test_a_move_without_a_rehearsal_gets_the_usual_steps_to_fill_in(tmp_path: Path) -> None:
    home, file = town(tmp_path / "t"), tmp_path / "day.xlsx"
    run("ledger", "day", str(home), str(file), "--system", "kaigo")
    assert run("ledger", "import", str(home), str(file)).returncode == 0
    data = rehearsals(home)[2]
    assert data["systems"] == ["kaigo"] and len(data["steps"]) == 10
    assert [step["no"] for step in data["steps"] if step.get("last_way_back") == "true"] == ["8"]


def test_the_word_of_workbooks_written_before_is_still_read(tmp_path: Path) -> None:
    home, file = town(tmp_path / "t"), tmp_path / "ledger.xlsx"
    run("ledger", "export", str(home), str(file))
    book = load_workbook(file)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("進行表", "工程の状況")
    book.save(file)
    done = run("ledger", "import", str(home), str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (home / "town.yaml").read_text(encoding="utf-8") == TOWN


def test_a_system_nobody_has_is_told_with_one_like_it(tmp_path: Path) -> None:
    home, file = town(tmp_path / "t"), tmp_path / "day.xlsx"
    done = run("ledger", "day", str(home), str(file), "--system", "jukki")
    assert done.returncode == 2 and "juki" in done.stderr and not file.exists()
