"""`Book` → the bytes of an .xlsx. Every cell of text is written as text; nothing becomes a formula, link or number."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from readiness.exchange.book import Book, CellValue, Column, Table
from readiness.exchange.safe import is_risky, writable
from readiness.sources.width import display_width

_FONT = "Yu Gothic"
_LIST_LIMIT = 255  # what Excel allows inside a validation; longer lists are put on the sheet of definitions
_HEADER: dict[str, Any] = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "bg_color": "#E8F1FE",
    "locked": True,
}
_LOCKED: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F5F5F5", "locked": True}
_OPEN: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "locked": False}
_VOID: dict[str, Any] = {"border": 1, "bg_color": "#D9D9D9", "locked": False}
_LINE_HEIGHT, _MOST_LINES = 18, 12


def write_xlsx(book: Book) -> bytes:
    """The workbook. The same book gives the same members, byte for byte."""
    import xlsxwriter  # noqa: PLC0415 - heavy

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": book.title, "created": datetime.combine(book.dated, time())})
        _Writer(workbook, book).write()
    return buffer.getvalue()


class _Writer:
    def __init__(self, workbook: Any, book: Book) -> None:
        self.workbook, self.book = workbook, book
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        """Cover first, definitions last: the order in which people read."""
        if self.book.cover:
            self._cover()
        sheets = [self.workbook.add_worksheet(_sheet_name(table.title)) for table in self.book.tables]
        if self.book.definitions_title:
            self._definitions()
        for table, sheet in zip(self.book.tables, sheets, strict=True):
            self._table(table, sheet)

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"font_name": _FONT, "font_size": 10, **properties})
        return self._formats[key]

    def _cover(self) -> None:
        sheet = self.workbook.add_worksheet(_sheet_name(self.book.cover_title))
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 78)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for row, line in enumerate(self.book.cover):
            if line.style == "title":
                sheet.merge_range(row, 0, row, 1, "", self._format(bold=True, align="center"))
                self._text(sheet, row, 0, line.value, bold=True, align="center", size=14)
                sheet.set_row(row, 30)
                continue
            if line.label:
                self._text(sheet, row, 0, line.label, bold=True, valign="top")
                self._text(sheet, row, 1, line.value, text_wrap=True, valign="top")
                sheet.set_row(row, _height(line.value, 78))
                continue
            sheet.merge_range(row, 0, row, 1, "", self._format(text_wrap=True, valign="top"))
            self._text(sheet, row, 0, line.value, text_wrap=True, valign="top")
            sheet.set_row(row, _height(line.value, 96))

    def _definitions(self) -> None:
        sheet = self.workbook.add_worksheet(_sheet_name(self.book.definitions_title))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 90)
        for row, (term, meaning) in enumerate(self.book.definitions):
            self._text(sheet, row, 0, term, bold=True, valign="top", border=1)
            self._text(sheet, row, 1, meaning, text_wrap=True, valign="top", border=1)
            sheet.set_row(row, _height(meaning, 90))
        long = [c.choices for t in self.book.tables for c in t.columns if len(",".join(c.choices)) > _LIST_LIMIT]
        for at, choices in enumerate(dict.fromkeys(long)):
            column = at + 3
            for row, choice in enumerate(choices):
                self._text(sheet, row, column, choice)
            name = _sheet_name(self.book.definitions_title)
            letters = self._letters(column)
            self._lists[choices] = f"='{name}'!${letters}$1:${letters}${len(choices)}"

    @staticmethod
    def _letters(column: int) -> str:
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - heavy

        return str(xl_col_to_name(column))

    def _table(self, table: Table, sheet: Any) -> None:
        top = len(table.intro)
        for row, line in enumerate(table.intro):
            self._text(sheet, row, 0, line)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width, None, {"hidden": True} if column.hidden else {})
            self._text(sheet, top, at, column.header, **_HEADER)
            if column.help:
                sheet.write_comment(top, at, writable(column.help), {"x_scale": 2})
        sheet.set_row(top, 32)
        for number, values in enumerate(table.rows):
            void = table.void[number] if number < len(table.void) else frozenset()
            lines = 1
            for at, column in enumerate(table.columns):
                value = values.get(column.key)
                self._cell(sheet, top + 1 + number, at, column, value, void=column.key in void)
                lines = max(lines, _lines(value, column.width))
            sheet.set_row(top + 1 + number, _LINE_HEIGHT * min(lines, _MOST_LINES))
        last = top + len(table.rows) + table.blank_rows
        for row in range(top + 1 + len(table.rows), last + 1):
            for at, column in enumerate(table.columns):
                self._cell(sheet, row, at, column, None, void=False)
        if last > top:
            self._validate(table, sheet, top + 1, last)
            sheet.autofilter(top, 0, last, len(table.columns) - 1)
        sheet.freeze_panes(top + 1, 2)
        sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)

    def _validate(self, table: Table, sheet: Any, first: int, last: int) -> None:
        for at, column in enumerate(table.columns):
            if not column.editable or not column.choices:
                continue
            listed = self._lists.get(column.choices, list(column.choices))
            if isinstance(listed, list) and len(",".join(listed)) > _LIST_LIMIT:
                continue
            # «information»: another word is let through, so that no answer is lost; the import reports it by row.
            rule = {"validate": "list", "source": listed, "error_type": "information", "ignore_blank": True}
            sheet.data_validation(first, at, last, at, rule)

    def _cell(self, sheet: Any, row: int, at: int, column: Column, value: CellValue, *, void: bool) -> None:
        style = dict(_VOID if void and value in (None, "") else _OPEN if column.editable else _LOCKED)
        if value is None or value == "":
            sheet.write_blank(row, at, None, self._format(**style, num_format=_number_format(column)))
        elif isinstance(value, date):
            sheet.write_datetime(row, at, value, self._format(**style, num_format="yyyy-mm-dd"))
        elif isinstance(value, int | float):
            sheet.write_number(row, at, value, self._format(**style, num_format=_number_format(column)))
        else:
            self._text(sheet, row, at, value, **style, num_format=_number_format(column))

    def _text(self, sheet: Any, row: int, at: int, value: str, *, size: int = 10, **style: Any) -> None:
        quoted = {"quote_prefix": True} if is_risky(value) else {}
        sheet.write_string(row, at, writable(value), self._format(**style, **quoted, font_size=size))


def _number_format(column: Column) -> str:
    return {"integer": "#,##0", "number": "General", "date": "yyyy-mm-dd"}.get(column.kind, "@")


def _sheet_name(title: str) -> str:
    """What Excel allows: 31 characters, none of its separators."""
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31]


def _lines(value: CellValue, width: int) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-display_width(line, ambiguous=2) // max(1, width - 1))) for line in value.split("\n"))


def _height(value: str, width: int) -> int:
    return _LINE_HEIGHT * _lines(value, width)
