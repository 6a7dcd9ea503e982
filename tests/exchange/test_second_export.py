"""Issued books are records: what was sent is not sent again; what is unanswered gets a reminder of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from readiness.exchange.check_code import clean_id
from readiness.model.gap import base32
from tests.command import Done, run
from tests.replies.town import LEDGER


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "momiji"
    folder.mkdir()
    (folder / "inventory.yaml").write_text(LEDGER, encoding="utf-8")
    return folder


def export(town: Path, *more: str, day: str = "2026-10-05") -> Done:
    return run("gaps", "export", str(town), "--as-of", day, *more)


def books(town: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (town / "register" / "books").glob("*.xlsx")}


def gap_in(row: Iterable[Cell]) -> str:
    """The ID of the question a row asks, wherever its column stands."""
    return next(found for cell in row if (found := clean_id(str(cell.value or ""))))


def events(town: Path, kind: str) -> int:
    return (town / "register" / "gaps.jsonl").read_text(encoding="utf-8").count(f'"kind":"{kind}"')


def test_a_second_export_holds_what_is_new_and_lies_beside_the_first(town: Path) -> None:
    assert export(town, "--number", "村第1号").returncode == 0
    first, asked = books(town), events(town, "asked")
    assert set(first) == {"hato_村第1号.xlsx"}
    done = export(town, "--number", "村第2号", day="2026-11-05")
    assert done.returncode == 0 and "新たに照会する事項はありません" in done.stdout and "村第1号" in done.stdout
    assert books(town) == first and events(town, "asked") == asked

    ledger = town / "inventory.yaml"
    text = ledger.read_text(encoding="utf-8").replace(
        "contracts:", "- {id: nenkin, name: 年金, areas: [国民年金], vendor: hato, migrated: いいえ}\ncontracts:"
    )
    ledger.write_text(text, encoding="utf-8")
    assert export(town, "--number", "村第2号", day="2026-11-05").returncode == 0
    second = books(town)
    assert (
        set(second) == {"hato_村第1号.xlsx", "hato_村第2号.xlsx"}
        and second["hato_村第1号.xlsx"] == first["hato_村第1号.xlsx"]
    )
    book = load_workbook(town / "register" / "books" / "hato_村第2号.xlsx")
    sheet = book["照会事項"]
    asked_of = [{str(cell.value) for cell in row} for row in sheet.iter_rows(min_row=2)]
    assert asked_of and all(cells & {"nenkin", "年金"} for cells in asked_of)
    assert "第2回" in [row[1] for row in book["鑑"].iter_rows(values_only=True)]


def returned(town: Path, name: str, path: Path, answer: str) -> Done:
    """A book that was sent, with one answer in its first row, taken in."""
    book = load_workbook(town / "register" / "books" / name)
    sheet = book["照会事項"]
    sheet.cell(2, {cell.value: cell.column for cell in sheet[1]}["回答内容"], answer)
    book.save(path)
    return run("gaps", "import", str(town), str(path))


def test_an_answer_of_the_vendor_that_was_asked_before_is_history(town: Path, tmp_path: Path) -> None:
    export(town, "--number", "村第1号")
    ledger = town / "inventory.yaml"
    said = ledger.read_text(encoding="utf-8").replace("vendor: hato", "vendor: kame")
    ledger.write_text(said.replace("vendors: [", "vendors: [{id: kame, name: かめ情報株式会社}, "), encoding="utf-8")
    assert export(town, "--number", "村第2号", day="2026-11-05").returncode == 0
    done = returned(town, "hato_村第1号.xlsx", tmp_path / "返送.xlsx", "提供します")
    assert done.returncode == 1 and "以前に宛てた先(hato)の回答です" in done.stdout


def test_the_answer_to_the_earlier_wording_is_none_to_the_later_one(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:  # a version of the program that worded its questions otherwise
        earlier.setattr("readiness.model.gap.base32", lambda raw, size: base32("*" * (size == 4) + raw, size))
        export(town, "--number", "村第1号")
        assert returned(town, "hato_村第1号.xlsx", tmp_path / "返送.xlsx", "提供します").returncode == 1  # no code
    assert run("gaps", "export", str(town), "--out", str(tmp_path / "案"), "--as-of", "2026-11-05").returncode == 0
    (draft,) = (tmp_path / "案").rglob("hato*.xlsx")
    (town / "register" / "books" / draft.name).write_bytes(draft.read_bytes())
    done = returned(town, draft.name, tmp_path / "写し.xlsx", "提供します")
    assert done.returncode == 1 and "改訂前の回答がそのまま残っています" in done.stdout
    assert events(town, "answered") == 1


def test_a_used_number_is_refused_where_something_is_new(town: Path) -> None:
    export(town, "--number", "村第1号")
    ledger = town / "inventory.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("name: 介護,", "name: 介護改,"), encoding="utf-8")
    before = books(town)
    text = ledger.read_text(encoding="utf-8").replace(
        "contracts:", "- {id: nenkin, name: 年金, areas: [国民年金], vendor: hato, migrated: いいえ}\ncontracts:"
    )
    ledger.write_text(text, encoding="utf-8")
    done = export(town, "--number", "村第1号")
    assert done.returncode == 2 and "発行済み" in done.stderr and books(town) == before


def test_a_reminder_cites_the_first_letter_and_holds_what_is_unanswered(town: Path, tmp_path: Path) -> None:
    export(town, "--number", "村第1号")
    book = load_workbook(town / "register" / "books" / "hato_村第1号.xlsx")
    sheet = book["照会事項"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    answered = gap_in(sheet[2])
    sheet.cell(2, heads["回答区分"], "未対応")
    sheet.cell(3, heads["回答内容"], "検討中")
    book.save(tmp_path / "返送.xlsx")
    run("gaps", "import", str(town), str(tmp_path / "返送.xlsx"))
    assert export(town, "--remind", "--number", "村第9号", day="2026-12-01").returncode == 0
    reminder = load_workbook(town / "register" / "books" / "hato_督促_村第9号.xlsx")
    rows = [gap_in(row) for row in reminder["照会事項"].iter_rows(min_row=2)]
    assert answered not in rows and len(rows) == sheet.max_row - 2
    cover = " ".join(str(cell) for row in reminder["鑑"].iter_rows(values_only=True) for cell in row if cell)
    assert "督促" in cover and "令和8年10月5日付け村第1号" in cover
    asked, reminded = events(town, "asked"), events(town, "reminded")
    assert asked == sheet.max_row - 1 and reminded == len(rows)
    told = run("gaps", "status", str(town), str(rows[0])).stdout
    assert "督促" in told and "村第9号" in told
    # The reminder comes back as an answer like the book itself.
    back = reminder["照会事項"]
    back.cell(2, {cell.value: cell.column for cell in back[1]}["回答区分"], "適合")
    reminder.save(tmp_path / "督促回答.xlsx")
    assert run("gaps", "import", str(town), str(tmp_path / "督促回答.xlsx")).returncode == 0


def test_a_division_is_asked_once_and_reminded_of_what_it_left(town: Path, tmp_path: Path) -> None:
    """With a number its book is a record: the next one holds what is new, a reminder cites the first."""
    assert export(town, "--by", "division", "--number", "村第1号").returncode == 0
    first = books(town)
    name = next(name for name in first if name.startswith("fukushi_所管課確認_村第1号"))
    book = load_workbook(town / "register" / "books" / name)
    sheet = book["所管課確認"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    own = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["照会番号"]).value]
    assert len(own) > 1
    sheet.cell(own[0], heads["所管課の回答"], "令和10年1月に移行する")
    answered = gap_in(sheet[own[0]])
    book.save(tmp_path / "返送.xlsx")
    assert run("gaps", "import", str(town), str(tmp_path / "返送.xlsx")).returncode < 2

    done = export(town, "--by", "division", "--number", "村第2号", day="2026-11-05")
    assert done.returncode == 0 and "新たに照会する事項はありません" in done.stdout and books(town) == first
    assert export(town, "--by", "division", "--remind", "--number", "村第3号", day="2026-11-05").returncode == 0
    name = next(name for name in books(town) if name.startswith("fukushi_所管課確認_督促_村第3号"))
    reminder = load_workbook(town / "register" / "books" / name)
    rows = [gap_in(row) for row in reminder["所管課確認"].iter_rows(min_row=2)]
    assert answered not in rows and len(rows) == len(own) - 1
    assert "村第1号" in " ".join(str(row[0] or "") for row in reminder["鑑"].iter_rows(values_only=True))
    assert export(town, "--by", "division", "--number", "村第3号", day="2026-11-06").stdout.startswith("新たに")


def test_each_row_offers_the_words_that_fit_its_question(town: Path) -> None:
    """Yes and no, or the words of the field; codes of functions only where a function is asked about."""
    export(town, "--number", "村第1号")
    book = load_workbook(town / "register" / "books" / "hato_村第1号.xlsx")
    sheet, lists = book["照会事項"], book["定義"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    offered = [[cell for cell in row[3:] if cell] for row in lists.iter_rows(values_only=True)]
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert all(rule.startswith("OFFSET('定義'!$D$") for rule in rules.values()) and len(rules) == 2
    codes = [row for row in offered if "対象外" in row and "未対応" in row]
    assert ["未対応", "対象外", "未確認"] in codes
    assert ["準拠", "経過措置あり", "未準拠", "未確認"] in offered
    for row in range(2, sheet.max_row + 1):
        at = int(sheet.cell(row, heads["#words"]).value) - 1
        words = offered[len(codes) + at] if codes[0] == offered[0] else offered[at]
        if "準拠状況" in str(sheet.cell(row, heads["事項"]).value):
            assert "経過措置あり" in words
