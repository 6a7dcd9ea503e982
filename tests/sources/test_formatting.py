"""What cells look like, of workbooks written by a library that shares no code with the reader."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from readiness.sources.formatting import MOST_CELLS, Formatting, read_formatting
from readiness.sources.xlsx import parse_workbook

GONE = InlineFont(strike=True)


def likeness_key(book: Any) -> Formatting:
    stream = BytesIO()
    book.save(stream)
    found, formatted = read_formatting(parse_workbook(stream.getvalue(), "台帳.xlsx"))
    assert formatted
    return found["台帳"]


def sheet_of(rows: int = 1) -> tuple[Any, Any]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台帳"
    for row in range(1, rows + 1):
        sheet.cell(row, 1, f"第{row}業務")
    return book, sheet


def test_a_struck_cell_and_what_is_left_of_one_struck_in_part() -> None:
    book, sheet = sheet_of()
    sheet["A1"].font = Font(strike=True)
    sheet["B1"] = CellRichText("介護", TextBlock(GONE, "保険"))
    sheet["C1"] = CellRichText(TextBlock(GONE, "廃止"))
    sheet["D1"] = CellRichText(TextBlock(InlineFont(b=True), "国保"), "年金")
    sheet["D1"].font = Font(strike=True)  # the first piece has a font of its own, which is not struck
    found = likeness_key(book)
    assert found.struck == {(0, 0), (0, 2)}
    assert found.kept == {(0, 1): "介護", (0, 3): "国保"}


def test_grey_letters_by_colour_and_by_tint() -> None:
    book, sheet = sheet_of(6)
    colours = [
        Color(rgb="FF808080"),
        Color(rgb="FF000000"),
        Color(rgb="FFA01010"),
        Color(theme=0, tint=-0.35),
        Color(theme=1, tint=0.5),
        Color(theme=1),
    ]
    for row, colour in enumerate(colours, 1):
        sheet.cell(row, 1).font = Font(color=colour)
    assert likeness_key(book).faded == {(0, 0), (3, 0), (4, 0)}


def test_what_number_formats_divide_by_and_add() -> None:
    book, sheet = sheet_of()
    formats = ["#,##0,", "#,##0,,", '#,##0"千円"', '#,##0,"千円";[Red]-#,##0', '"約,"0', "#,##0"]
    for column, told in enumerate(formats, 2):
        sheet.cell(1, column, 12_345_678).number_format = told
    found = likeness_key(book)
    assert found.divided == {(0, 1): 1_000, (0, 2): 1_000_000, (0, 4): 1_000}
    for row, told in enumerate(("0%", "0.0%", "0.0%;[Red]-0.0%", '0"%"', "General"), 2):
        sheet.cell(row, 1, 0.65).number_format = told
    assert likeness_key(book).percent == {(1, 0), (2, 0), (3, 0)}
    assert found.suffixed == {(0, 3): "千円", (0, 4): "千円", (0, 5): "約,"}


def test_hidden_filled_commented_calculated_and_covered_cells() -> None:
    book, sheet = sheet_of(3)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["D1"] = "=1+1"
    yellow = PatternFill("solid", fgColor="FFFF00")
    sheet["B3"].fill = yellow  # empty
    sheet["A3"].comment = Comment("確認済み", "担当")
    sheet["A5"].fill = yellow
    sheet["B5"].fill = yellow
    sheet.merge_cells("A5:B5")
    found = likeness_key(book)
    assert (found.hidden_rows, found.hidden_columns) == ({1}, {2})
    assert found.formulas == {(0, 3)}
    assert found.filled == {(2, 1), (4, 0)}
    assert found.comments == {(2, 0): "確認済み"}


def test_a_sheet_of_too_many_cells_is_told_as_not_looked_at() -> None:
    book, sheet = sheet_of()
    sheet.cell(MOST_CELLS // 100 + 1, 100, "端")
    stream = BytesIO()
    book.save(stream)
    assert read_formatting(parse_workbook(stream.getvalue(), "台帳.xlsx")) == ({}, False)
