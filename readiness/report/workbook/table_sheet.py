"""A table as a sheet: filters, frozen head, widths for Japanese; text is written as text, never as a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any

from readiness.report.values import Cell, Table
from readiness.sources.width import display_width

WIDEST = 48  # half-width cells; longer texts wrap
NARROWEST = 8
HEAD_ROW = 2  # title, empty row, head of the table
CELL_LIMIT = 32_767
LINE = 18.0  # points of a line of Japanese; a row is told its height, for not every program finds it by itself
HIGHEST = 409.0  # points, the limit of the format


def open_book(buffer: BytesIO, *, title: str, author: str, day: date) -> tuple[Any, dict[str, Any]]:
    """An empty workbook, dated `day` so that the same input gives the same bytes, and the formats of its cells."""
    import xlsxwriter  # noqa: PLC0415 - heavy

    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties({"title": title, "author": author, "created": datetime(day.year, day.month, day.day)})
    return book, {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0.##", "valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e6e6e6", "border": 1}),
    }


def table_book(title: str, day: date, tables: Iterable[tuple[str, str, Table]]) -> bytes:
    """A workbook of nothing but tables, each with its key and the name of its sheet."""
    buffer = BytesIO()
    book, formats = open_book(buffer, title=title, author="", day=day)
    for key, name, table in tables:
        table_sheet(book.add_worksheet(name), table, key, formats)
    book.close()
    return buffer.getvalue()


def table_sheet(sheet: Any, table: Table, key: str, formats: dict[str, Any]) -> None:
    """Title, table with filters, frozen head and first column, A4 landscape fitted to the page width."""
    sheet.write_string(0, 0, table.caption, formats["title"])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    if not table.rows:
        sheet.write_string(HEAD_ROW, 0, table.empty, formats["text"])
        return
    widths = [_width(name, [row[column] for row in table.rows]) for column, name in enumerate(table.columns)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.add_table(
        HEAD_ROW,
        0,
        HEAD_ROW + len(table.rows),
        len(table.columns) - 1,
        {
            "name": f"T_{key}",
            "style": "Table Style Light 1",
            "columns": [{"header": name, "header_format": formats["head"]} for name in _unique(table.columns)],
        },
    )
    sheet.print_area(0, 0, HEAD_ROW + len(table.rows), len(table.columns) - 1)
    for number, row in enumerate(table.rows, start=HEAD_ROW + 1):
        sheet.set_row(number, min(HIGHEST, LINE * max(map(_lines, row, widths))))
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)


def _unique(names: tuple[str, ...]) -> list[str]:
    """Heads of a table must differ."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    value = cell.stored
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])
    elif isinstance(value, bool) or value is None:
        sheet.write_string(row, column, cell.text, formats["text"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats["whole"])
    elif isinstance(value, float):
        sheet.write_number(row, column, value, formats["number"])
    else:
        sheet.write_string(row, column, _text(cell)[:CELL_LIMIT], formats["text"])


def _text(cell: Cell) -> str:
    return f"{cell.text}({cell.sub})" if cell.sub else cell.text


def _lines(cell: Cell, width: float) -> int:
    """Lines of a cell in a column of that width."""
    if not isinstance(cell.stored, str):
        return 1
    return sum(max(1, ceil(display_width(line, ambiguous=2) / (width - 1))) for line in _text(cell).split("\n"))


def _width(name: str, cells: list[Cell]) -> float:
    widest = max([display_width(_text(cell), ambiguous=2) for cell in cells] + [display_width(name, ambiguous=2) + 4])
    return float(min(WIDEST, max(NARROWEST, widest + 2)))
