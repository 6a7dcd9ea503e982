"""A book names the body that asked: another body's is refused whole, however much its IDs are like ours."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from readiness.exchange.check_code import check_code
from readiness.exchange.replies.asker import greeted
from readiness.model.body import Body
from tests.command import Done, run

LEDGER = """
body: {{id: {id}, name: {name}, code: "{code}", issuer: {issuer}, as_of: 2026-11-02}}
vendors: [{{id: v, name: 木曜電算}}]
systems:
- {{id: s1, name: 国保, areas: [国民健康保険], vendor: v, migrated: いいえ, owner_division: hoken}}
- {{id: s2, name: 介護, areas: [介護保険], vendor: v, migrated: いいえ, owner_division: hoken}}
divisions: [{{id: hoken, name: 保険課}}]
"""


def body(folder: Path, id_: str, name: str, issuer: str = "") -> Path:
    place = folder / name
    place.mkdir()
    told = LEDGER.format(id=id_, name=name, code="990000", issuer=issuer or f"{name}長")
    (place / "inventory.yaml").write_text(told, encoding="utf-8")
    return place


def exported(town: Path, *more: str) -> Path:
    done = run("gaps", "export", str(town), "--number", "第1号", *more)
    assert done.returncode == 0, done.stderr
    return next((town / "register" / "books").glob("*.xlsx"))


def filled(book: Path, target: Path, *, as_before: bool = False, cover: bool = True, asker: bool = True) -> Path:
    """One row answered; `as_before`: as books were when neither rows nor codes held the body."""
    workbook = load_workbook(book)
    sheet = workbook["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["回答区分"], "適合")
    sheet.cell(2, at["回答内容"], "秘密の回答")
    if as_before:
        for row in range(2, sheet.max_row + 1):
            code = check_code(str(sheet.cell(row, at["照会ID"]).value), str(sheet.cell(row, at["改訂"]).value))
            sheet.cell(row, at["照合コード"], code)
        front = workbook["鑑"]
        front.delete_rows(next(cell.row for cell in front["A"] if cell.value == "照会した団体"))
    if as_before or not asker:
        sheet.delete_cols(at["照会した団体"])
    if not cover:
        del workbook["鑑"]
    workbook.save(target)
    return target


def as_csv(book: Path) -> Path:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([cell.value for cell in row] for row in load_workbook(book)["照会事項"])
    target = book.with_suffix(".csv")
    target.write_bytes(buffer.getvalue().encode("cp932"))
    return target


def taken(town: Path, file: Path, *more: str) -> Done:
    return run("gaps", "import", str(town), str(file), *more)


def answers(town: Path) -> int:
    return (town / "register" / "gaps.jsonl").read_text(encoding="utf-8").count('"kind":"answered"')


@pytest.mark.parametrize("as_before", [False, True])
@pytest.mark.parametrize("id_", ["kita", "higashi"], ids=["same-id", "other-id"])
def test_the_book_of_another_town_is_refused_with_its_name(tmp_path: Path, as_before: bool, id_: str) -> None:
    ours, theirs = body(tmp_path, "kita", "北野町"), body(tmp_path, id_, "東山村")
    exported(ours)
    before = (ours / "register" / "gaps.jsonl").read_bytes()
    done = taken(ours, filled(exported(theirs), tmp_path / "回答.xlsx", as_before=as_before))
    assert done.returncode == 2
    assert "東山村" in done.stderr and "北野町" in done.stderr and done.stderr.count("\n") == 1
    assert (ours / "register" / "gaps.jsonl").read_bytes() == before


def test_a_list_torn_out_of_another_towns_book_is_refused_by_its_rows_or_codes(tmp_path: Path) -> None:
    ours, theirs = body(tmp_path, "kita", "北野町"), body(tmp_path, "higashi", "東山村")
    exported(ours)
    book = exported(theirs)
    for asker in (True, False):
        file = as_csv(filled(book, tmp_path / f"{asker}.xlsx", cover=False, asker=asker))
        done = taken(ours, file)
        assert done.returncode == 2 and ("東山村" in done.stderr) is asker
        assert answers(ours) == 0


def test_a_town_of_the_same_name_is_told_apart_by_its_codes(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    ours, theirs = body(tmp_path, "one", "北野町"), body(tmp_path / "x", "two", "北野町")
    exported(ours)
    assert taken(ours, filled(exported(theirs), tmp_path / "回答.xlsx")).returncode == 2
    assert answers(ours) == 0


@pytest.mark.parametrize("as_before", [False, True])
def test_our_own_book_is_taken_and_older_ones_are_still_read(tmp_path: Path, as_before: bool) -> None:
    ours = body(tmp_path, "kita", "北野町")
    book = filled(exported(ours), tmp_path / "回答.xlsx", as_before=as_before)
    done = taken(ours, book)
    assert done.returncode == 0 and answers(ours) == 1, done.stdout + done.stderr
    assert "照会した団体の記載がない" not in done.stdout
    assert taken(ours, book).returncode == 0 and answers(ours) == 1


def test_an_older_list_that_names_nobody_is_taken_and_said_to_be_so(tmp_path: Path) -> None:
    ours = body(tmp_path, "kita", "北野町")
    file = as_csv(filled(exported(ours), tmp_path / "回答.xlsx", as_before=True))
    done = taken(ours, file)
    assert done.returncode == 0 and answers(ours) == 1
    assert "照会した団体の記載がない以前の様式" in done.stdout


def test_a_body_that_changed_its_name_says_once_that_the_book_is_its_own(tmp_path: Path) -> None:
    ours = body(tmp_path, "kita", "北野町")
    book = filled(exported(ours), tmp_path / "回答.xlsx")
    ledger = ours / "inventory.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("北野町", "新北野市"), encoding="utf-8")
    assert taken(ours, book).returncode == 2 and answers(ours) == 0
    assert taken(ours, book, "--ours").returncode == 0 and answers(ours) == 1


@pytest.mark.parametrize("name", ["架空県北野町", "北野町(架空)", "架空県 有明郡 北野町"])
def test_prefecture_county_and_remarks_do_not_make_another_body(tmp_path: Path, name: str) -> None:
    ours = body(tmp_path, "kita", "北野町")
    book = filled(exported(ours), tmp_path / "回答.xlsx")
    ledger = ours / "inventory.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("name: 北野町", f"name: {name}"), encoding="utf-8")
    assert taken(ours, book).returncode == 0 and answers(ours) == 1
    assert taken(ours, filled(exported(ours), tmp_path / "2.xlsx", as_before=True)).returncode == 0


def test_a_books_division_is_told_its_body_too(tmp_path: Path) -> None:
    ours, theirs = body(tmp_path, "kita", "北野町"), body(tmp_path, "higashi", "東山村")
    exported(ours)
    done = run("gaps", "export", str(theirs), "--by", "division", "--out", str(tmp_path / "d"))
    assert done.returncode == 0
    book = next(path for path in (tmp_path / "d").glob("*.xlsx") if path.name.startswith("hoken"))
    workbook = load_workbook(book)
    sheet = workbook["所管課確認"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["所管課の回答"] if "所管課の回答" in at else sheet.max_column - 8, "はい")
    workbook.save(book)
    done = taken(ours, book)
    assert done.returncode == 2 and "東山村" in done.stderr


def test_a_mail_greets_a_body_and_no_group_of_them() -> None:
    ours = Body(id="kita", name="北野町")
    groups = ("関係市町村 御中", "県内各市町村 御中", "各市区町村 ご担当者様", "中村様", "北野町 情報課 御中")
    assert [line for line in groups if greeted([line], ours)] == []
    assert greeted(["", "かえで町 情報課 御中"], ours) == (2, "かえで町")
