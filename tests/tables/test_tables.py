"""One table, three forms: what is ours is calculated, what is foreign is text, in a workbook as in CSV."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from readiness.tables.guard import RISKY
from readiness.tables.table import Book, Cell, Column, Table, heads, record_rows, with_remarks, with_sums
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx

DAY = date(2026, 11, 2)


def saved(table: Table) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(BytesIO(write_xlsx(Book(title="t", tables=(table,), dated=DAY)))).worksheets[0]


def priced() -> Table:
    """Three lines of 数量×単価×月数, each rounded up to thousands, and their sum."""
    columns = tuple(Column(key=key, header=key) for key in ("item", "quantity", "price", "months", "thousand"))
    lines = [("回線", 2, 110_001, 5), ("保守", 1, 38_500, 12), ("利用料", 3, 7, 1)]
    rows = [
        (
            Cell(text=item),
            *(Cell(text=str(value), raw=value) for value in (quantity, price, months)),
            Cell(
                text="",
                raw=-(-quantity * price * months // 1000),
                formula="ROUNDUP({quantity}*{price}*{months}/1000,0)",
            ),
        )
        for item, quantity, price, months in lines
    ]
    total = sum(int(row[4].raw or 0) for row in rows)
    foot = (
        Cell(text="計"),
        *(Cell(text="") for _ in range(3)),
        Cell(text="", raw=total, formula="SUM({thousand@0:2})"),
    )
    return Table(id="b2", caption="積算", columns=columns, rows=(*rows, foot))


def test_our_sums_are_formulas_with_stored_values() -> None:
    sheet = saved(priced())
    assert sheet["E4"].value == "=ROUNDUP(B4*C4*D4/1000,0)"
    assert sheet["E7"].value == "=SUM(E4:E6)"
    stored = openpyxl.load_workbook(BytesIO(write_xlsx(Book(title="t", tables=(priced(),), dated=DAY))), data_only=True)
    assert [cell.value for cell in stored.worksheets[0]["E"][3:]] == [1101, 462, 1, 1564]


def sums() -> Table:
    """Two amounts, one a floor, and their sum."""
    floor = Cell(text="1,200", raw=1200, number=True, sub="うち見積未徴取5件")
    rows = ((Cell(text="A"), floor), (Cell(text="B"), Cell(text="未確認", sub="2件")))
    foot = (Cell(text="計"), Cell(text="1,200", raw=1200, number=True, sub="(5件を除く)"))
    return Table(id="t", caption="表", columns=heads("費目", "額"), rows=with_sums((*rows, foot)))


def test_words_below_a_number_stand_beside_it_in_a_workbook() -> None:
    """Without them a sum that leaves something out would pass for the whole."""
    rows = [[cell.value for cell in row] for row in saved(sums()).iter_rows(min_row=3)]
    assert rows == [
        ["費目", "額", "額 ※"],
        ["A", 1200, "うち見積未徴取5件"],
        ["B", "未確認(2件)", None],
        ["計", "=SUM(B4:B5)", "(5件を除く)"],
    ]
    assert with_remarks(priced()) == priced()
    apart = with_remarks(sums())
    assert with_remarks(apart) == apart  # what has moved is not said twice, nor makes its old column wide
    lines = list(csv.reader(io.StringIO(write_csv(sums()).decode("utf-8-sig"))))
    assert lines == [
        ["費目", "額", "額 ※"], ["A", "1200", "うち見積未徴取5件"],
        ["B", "未確認(2件)", ""], ["計", "1200", "(5件を除く)"],
    ]  # fmt: skip


def test_a_number_that_is_no_sum_of_the_rows_above_stays_a_number() -> None:
    foot = (Cell(text="計"), Cell(text="1,300", raw=1300, number=True))
    assert with_sums((*sums().rows[:2], foot))[-1][1].formula == ""


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_calculates_what_is_stored(tmp_path: Path) -> None:
    (tmp_path / "b2.xlsx").write_bytes(write_xlsx(Book(title="t", tables=(priced(),), dated=DAY)))
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "b2.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    rows = list(csv.reader((tmp_path / "b2.csv").read_text(encoding="utf-8").splitlines()))
    assert [row[4].replace(",", "") for row in rows[3:]] == ["1101", "462", "1", "1564"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(RISKY + "'x"), st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
)
def test_no_foreign_text_is_calculated(first: str, rest: str) -> None:
    table = Table(id="t", caption="表", columns=heads("文"), rows=record_rows(heads("文"), [{"0": first + rest}]))
    cell = saved(table)["A4"]
    assert cell.data_type in ("s", "n") and cell.data_type != "f"
    (line,) = list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline="")))[1:]
    assert not line[0].startswith(tuple(RISKY))


def test_an_apostrophe_before_a_sign_is_told_from_our_own() -> None:
    table = Table(id="t", caption="表", columns=heads("文"), rows=record_rows(heads("文"), [{"0": "'=1"}, {"0": "=1"}]))
    lines = list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["''=1", "'=1"]


def test_days_and_numbers_keep_their_type() -> None:
    columns = heads("日", "円", "率")
    sheet = saved(
        Table(id="t", caption="表", columns=columns, rows=record_rows(columns, [{"0": DAY, "1": 1_234_567, "2": 0.5}]))
    )
    assert [sheet[f"{letter}4"].value for letter in "ABC"] == [datetime(2026, 11, 2), 1_234_567, 0.5]
    assert sheet["B4"].number_format == "#,##0_ "  # without borders it would touch the next column


def test_a_table_without_rows_says_so() -> None:
    sheet = saved(Table(id="t", caption="表", columns=heads("文"), rows=(), empty="該当なし"))
    assert sheet["A3"].value == "該当なし"


def test_only_what_may_be_answered_is_unlocked() -> None:
    columns = (Column(key="id", header="番号"), Column(key="told", header="回答", editable=True, choices=("可", "否")))
    table = Table(id="t", caption="表", columns=columns, rows=record_rows(columns, [{"id": "1"}]), blank_rows=2)
    sheet = saved(table)
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked, sheet["B4"].protection.locked) == (
        True,
        False,
        False,
    )
    assert sheet.protection.sheet and sheet.data_validations.dataValidation[0].formula1 == '"可,否"'


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(("", "甲", "=1+1", " a<b&c ", "改\n行")), min_size=3, max_size=3), max_size=40
    ),
    editable=st.booleans(),
    help_=st.sampled_from(("", "説明")),
)
def test_a_sheet_is_what_the_library_writes(texts: list[list[str]], editable: bool, help_: str) -> None:
    """Our way of writing rows is the library's, only sooner: every byte, with comments, blanks, dates and formulas."""

    class Plain(Worksheet):  # type: ignore[misc] # the library states no types
        put = Worksheet.write_string

        def leave(self, row: int, at: int, style: object) -> None:
            self.write_blank(row, at, None, style)

    columns = tuple(Column(key=key, header=key, editable=editable, help=help_) for key in "abc")
    rows = tuple(tuple(Cell(text=text) for text in row) for row in texts)
    mixed = (Cell(text="", raw=DAY), Cell(text="", raw=3, formula="1+2"), Cell(text="長" * 33_000))
    table = Table(id="t", caption="表", columns=columns, rows=(*rows, mixed), blank_rows=2 * editable)
    book = Book(title="t", tables=(priced(), table), dated=DAY, definitions_title="語", definitions=(("甲", "乙"),))
    ours = write_xlsx(book)
    with patch("readiness.tables.xlsx_sheet.Sheet", Plain):
        assert write_xlsx(book) == ours
