"""The codec under what really happens to a workbook: LibreOffice, CSV, hidden sheets, lost protection, hostile text."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from readiness.exchange.cells import read_date, read_integer, read_yes
from readiness.exchange.check_code import check_code, check_fits, clean_id
from readiness.exchange.replies.read import read_answers
from readiness.exchange.rows import Incoming, find_tables
from readiness.sources.characters import visible
from readiness.sources.csvfile import parse_csv
from readiness.sources.xlsx import parse_workbook
from readiness.tables.guard import escape, unescape
from readiness.tables.table import Book, Column, Table, record_rows
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx
from tests.exchange.test_answers import LATER, answer_all, codes, filled, sent, xlsx
from tests.exchange.towns import LABELS, applied_to

# LibreOffice's words for: comma, quote, UTF-8, from row 1, the second sheet.
CSV_OF_SHEET_2 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
COLUMNS = (Column(key="id", header="番号", kind="code"), Column(key="told", header="内容", editable=True))
text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)


def told(raw: bytes, *, csv: bool) -> list[str]:
    workbook = parse_csv(raw, "x.csv") if csv else parse_workbook(raw, "x.xlsx")
    (table,) = find_tables(Incoming(workbook=workbook, csv=csv), COLUMNS, "id")
    return [row.text("told") for row in table.rows]


def one(value: str) -> Book:
    rows = record_rows(COLUMNS, [{"id": "0012", "told": value}])
    return Book(title="t", tables=(Table(id="t", caption="表", columns=COLUMNS, rows=rows),), dated=date(2026, 1, 1))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''-", "＝", "\t"]), text)
def test_any_text_survives_both_forms(risky: str, rest: str) -> None:
    """Every character that can be seen; what has no width is lost and controls are shown, as in any cell read."""
    value = risky + rest
    assert unescape(escape(value)) == value
    book = one(value)
    expected = visible(value).strip()
    assert told(write_xlsx(book), csv=False) == [expected]
    assert told(write_csv(book.tables[0]), csv=True) == [expected]


def test_leading_zeros_survive_the_workbook() -> None:
    sheet = load_workbook(BytesIO(write_xlsx(one("x"))))["表"]
    assert sheet.cell(2, 1).value == "0012" and sheet.cell(2, 1).number_format == "@"


def test_the_same_book_is_the_same_bytes() -> None:
    assert write_xlsx(one("x")) == write_xlsx(one("x"))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(
            (way, "2027-03-31")
            for way in ("2027/3/31", "令和9年3月31日", "R9.3.31", "2027-03", "２０２７年３月", "46477")
        ),
        ("近日", None),
    ],
)
def test_dates_as_people_write_them(typed: str, day: str | None) -> None:
    read = read_date(typed)
    assert (read.value.isoformat() if read.value else None) == day
    assert bool(read.problem) == (day is None)


def test_numbers_and_yes_as_people_write_them() -> None:
    assert [read_integer(t).value for t in ("1,200千円", "約１２０万円", "40時間", 40.0)] == [
        1_200_000,
        1_200_000,
        40,
        40,
    ]
    assert read_integer("応相談").problem == "number" and read_integer("1.5").problem == "integer"
    assert [read_yes(t).value for t in ("はい", "○", "無", "")] == [True, True, False, None]


def test_ids_as_people_retype_them() -> None:
    assert clean_id("ｇ－４tph1 vjfcv") == "G-4TPH1-VJFCV"
    assert clean_id("G-O0I1L-ABCDE") == "G-00111-ABCDE"
    assert clean_id("1234") == ""
    code = check_code("G-1", "AB12")
    assert check_fits(code.lower(), "G-1", "AB12") and not check_fits(code, "G-2", "AB12")


def test_hidden_sheets_and_lost_validation_and_protection_do_no_harm() -> None:
    register, inquiry, _ = sent()
    book = load_workbook(BytesIO(filled(answer_all, inquiry)))
    plain = Workbook()
    plain.remove(plain.active)
    for name in ("鑑", "照会事項", "定義"):
        copy = plain.create_sheet(name)
        for row in book[name].iter_rows():
            copy.append([cell.value for cell in row])
    plain["照会事項"].sheet_state = "hidden"
    buffer = BytesIO()
    plain.save(buffer)
    applied = applied_to(xlsx(buffer.getvalue()).rows, register, LATER)
    assert set(codes(applied)) == {"code-unclear"} and applied.counts == {"answered": len(inquiry.entries)}


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "form", ["xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"]
)
def test_through_libreoffice(form: str, tmp_path: Path) -> None:
    register, inquiry, _ = sent()
    source = tmp_path / "照会.xlsx"
    source.write_bytes(filled(answer_all, inquiry))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    (made,) = out.iterdir()
    raw = made.read_bytes()
    if form == "xlsx":
        rows = xlsx(raw).rows
    else:
        rows = read_answers(Incoming(workbook=parse_csv(raw, made.name), csv=True), LABELS).rows
    applied = applied_to(rows, register, LATER)
    assert set(codes(applied)) == {"code-unclear"} and applied.counts == {"answered": len(inquiry.entries)}
