"""`Book` → the bytes of an .xlsx: tables to read with filters, tables to fill in with unlocked cells and drop-downs.

Foreign text is written as text; nothing of it becomes a formula, link or number. The same book gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from readiness.tables.guard import guarded, is_risky, writable
from readiness.tables.table import Book, Cell, Row, Table, aside, with_remarks
from readiness.tables.xlsx_layout import HIGHEST, LINE, content_width, height_of, letters_of, placed, text_lines

FONT = "Yu Gothic"
LIST_LIMIT = 255  # what Excel allows inside a validation; longer lists are put on the sheet of definitions
MARGIN = 0.4  # inches at the sides of a book that is printed to be filled in
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E8F1FE", "locked": True}
_READ = {"text_wrap": True, "valign": "top"}
_LOCKED = {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F5F5F5", "locked": True}
_OPEN = {"text_wrap": True, "valign": "top", "border": 1, "locked": False}
_VOID = {"border": 1, "bg_color": "#D9D9D9", "locked": False}
_TINTS = {"bad": "#F9DEDC", "warn": "#FFF0CC"}  # by the mark of a cell, whose words tell the same
_ROOM = "_ "  # a space behind a number on the right, so that it does not touch the text of the next column
_CODES = {"integer": "#,##0", "number": "General", "date": "yyyy-mm-dd"}
_DAYS = {"month": "yyyy-mm", "era_month": '[$-411]ggge"年"m"月"'}  # of columns whose days stand for their months


def write_xlsx(book: Book) -> bytes:
    """The workbook: cover first, definitions last, the order in which people read."""
    buffer = BytesIO()
    with BookWriter(buffer, book) as writer:
        writer.cover()
        writer.tables()
    return buffer.getvalue()


def sheet_name(title: str) -> str:
    """What Excel allows: 31 characters, none of its separators."""
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31]


class BookWriter:
    """An .xlsx in the making. `book` of it is the open workbook, for charts beside a table."""

    def __init__(self, buffer: BytesIO, book: Book) -> None:
        import xlsxwriter  # noqa: PLC0415 - heavy

        from readiness.tables.xlsx_sheet import Sheet  # noqa: PLC0415 - heavy

        texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **texts})
        self.workbook.worksheet_class = Sheet
        stamp = {"title": book.title, "author": book.author, "created": datetime.combine(book.dated, time())}
        self.workbook.set_properties(stamp)
        self.book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._rows_listed: dict[tuple[tuple[str, ...], ...], tuple[str, int]] = {}

    def __enter__(self) -> BookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.workbook.close()

    def tables(self) -> None:
        """All tables of the book, then the sheet of definitions, which holds the long lists of their drop-downs."""
        sheets = [self.workbook.add_worksheet(sheet_name(table.caption)) for table in self.book.tables]
        if self.book.definitions_title:
            self._definitions()
        for table, sheet in zip(self.book.tables, sheets, strict=True):
            self.fill(sheet, table)

    def sheet(self, table: Table, name: str = "") -> Any:
        """A sheet of one table, added now."""
        sheet = self.workbook.add_worksheet(sheet_name(name or table.caption))
        self.fill(sheet, table)
        return sheet

    def cover(self) -> None:
        """Title, labelled lines and paragraphs, printed on one page's width."""
        if not self.book.cover:
            return
        sheet = self.workbook.add_worksheet(sheet_name(self.book.cover_title))
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 78)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for row, line in enumerate(self.book.cover):
            if line.style == "title":
                sheet.merge_range(row, 0, row, 1, "", self.style(bold=True, align="center"))
                self._text(sheet, row, 0, line.value, bold=True, align="center", font_size=14)
                sheet.set_row(row, 30)
            elif line.label:
                self._text(sheet, row, 0, line.label, bold=True, valign="top")
                self._text(sheet, row, 1, line.value, text_wrap=True, valign="top")
                sheet.set_row(row, height_of(line.value, 78))
            else:
                sheet.merge_range(row, 0, row, 1, "", self.style(text_wrap=True, valign="top"))
                self._text(sheet, row, 0, line.value, text_wrap=True, valign="top")
                sheet.set_row(row, height_of(line.value, 96))

    def style(self, **properties: Any) -> Any:
        """A format of the workbook, one for each set of properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"font_name": FONT, "font_size": 10, **properties})
        return self._formats[key]

    def fill(self, sheet: Any, table: Table) -> None:
        """Lines above, head, rows, room for more; A4 landscape fitted to the page's width, the head repeated."""
        table = with_remarks(table)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if table.editable:
            sheet.set_margins(left=MARGIN, right=MARGIN, top=0.5, bottom=0.5)
        above = table.intro if table.editable else (table.caption, *table.intro, table.unit)
        for row, line in enumerate(above):
            size = {"bold": True, "font_size": 14} if not table.editable and row == 0 else {}
            self._text(sheet, row, 0, line, **size)
        top = len(above)
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 2 if table.editable else 1)
        if not table.rows and not table.blank_rows and not table.editable:
            self._text(sheet, top, 0, table.empty, valign="top")  # across the sheet, whose columns have no width yet
            return
        widths = [column.width or content_width(column, at, table) for at, column in enumerate(table.columns)]
        for at, column in enumerate(table.columns):
            away = {"hidden": True} if column.hidden else {"level": 1, "hidden": True} if column.folded else {}
            sheet.set_column(at, at, widths[at], None, away)
        self._head(sheet, table, top)
        rows = _Rows(self, sheet, table, top + 1, widths)
        for number, cells in enumerate(table.rows):
            lines = rows.write(number, cells, table.void[number] if number < len(table.void) else frozenset())
            sheet.set_row(top + 1 + number, min(HIGHEST, LINE * lines))
        blank = tuple(Cell(text="") for _ in table.columns)
        for number in range(len(table.rows), len(table.rows) + table.blank_rows):
            rows.write(number, blank, frozenset())
        self._finish(sheet, table, top)

    def _head(self, sheet: Any, table: Table, top: int) -> None:
        if not table.editable:  # the table's own head is written with it, as high as what wraps in its columns
            lines = max(text_lines(c.header, c.width - 2) if c.width else 1 for c in table.columns)
            sheet.set_row(top, LINE * lines) if lines > 1 else None
            return
        for at, column in enumerate(table.columns):
            self._text(sheet, top, at, column.header, **_HEAD)
            if column.help:
                sheet.write_comment(top, at, writable(column.help), {"x_scale": 2})
        sheet.set_row(top, 32)

    def _finish(self, sheet: Any, table: Table, top: int) -> None:
        last, right = top + len(table.rows) + table.blank_rows, len(table.columns) - 1
        if not table.editable:
            columns = [{"header": word, "header_format": self.style(**_HEAD)} for word in _unlike(table.heads)]
            name = f"T_{re.sub(r'[^0-9A-Za-z_]', '_', table.id)}"
            options = {"name": name, "style": "Table Style Light 1", "columns": columns}
            sheet.add_table(top, 0, max(last, top + 1), right, options)
            sheet.print_area(0, 0, last, right)
            return
        if last > top:
            self._validate(table, sheet, top + 1, last)
            sheet.autofilter(top, 0, last, right)
        sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
        sheet.outline_settings(visible=True, symbols_below=True, symbols_right=False)

    def _definitions(self) -> None:
        sheet = self.workbook.add_worksheet(sheet_name(self.book.definitions_title))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 90)
        for row, (term, meaning) in enumerate(self.book.definitions):
            self._text(sheet, row, 0, term, bold=True, valign="top", border=1)
            self._text(sheet, row, 1, meaning, text_wrap=True, valign="top", border=1)
            sheet.set_row(row, height_of(meaning, 90))
        long = [c.choices for t in self.book.tables for c in t.columns if len(",".join(c.choices)) > LIST_LIMIT]
        for at, choices in enumerate(dict.fromkeys(long), start=3):
            for row, choice in enumerate(choices):
                self._text(sheet, row, at, choice)
            letters = letters_of(at)
            name = sheet_name(self.book.definitions_title)
            self._lists[choices] = f"='{name}'!${letters}$1:${letters}${len(choices)}"
        self._lists_of_rows(sheet, 3 + len(dict.fromkeys(long)))

    def _lists_of_rows(self, sheet: Any, column: int) -> None:
        """The drop-downs of rows, each one a row of the sheet of definitions, to the right of its other lists."""
        name = sheet_name(self.book.definitions_title)
        row = 0
        for lists in dict.fromkeys(c.lists for t in self.book.tables for c in t.columns if c.lists):
            first, wide = f"'{name}'!${letters_of(column)}${row + 1}", max(map(len, lists))
            for at, words in enumerate(lists, start=row):
                for further, word in enumerate(words):
                    self._text(sheet, at, column + further, word)
            self._rows_listed[lists] = (first, wide)
            row += len(lists)

    def _validate(self, table: Table, sheet: Any, first: int, last: int) -> None:
        keys = [column.key for column in table.columns]
        for at, column in enumerate(table.columns):
            if not column.editable or not (column.choices or column.lists):
                continue
            listed = self._lists.get(column.choices, list(column.choices))
            if column.lists in self._rows_listed:
                start, wide = self._rows_listed[column.lists]
                of = f"${letters_of(keys.index(column.listed_by))}{first + 1}-1"
                counted = f"COUNTA(OFFSET({start},{of},0,1,{wide}))"
                listed = f"=OFFSET({start},{of},0,1,{counted})"
            if isinstance(listed, list) and len(",".join(listed)) > LIST_LIMIT:
                continue
            # «information»: another word is let through, so that no answer is lost; the import reports it by row.
            rule = {"validate": "list", "source": listed, "error_type": "information", "ignore_blank": True}
            sheet.data_validation(first, at, last, at, rule)

    def _text(self, sheet: Any, row: int, at: int, value: str, **style: Any) -> None:
        quoted = {"quote_prefix": True} if is_risky(value) else {}
        sheet.write_string(row, at, writable(value), self.style(**style, **quoted))


class _Rows:
    """Writes the rows of one table. What the look of a cell depends on is few: worked out once, used for every row."""

    def __init__(self, writer: BookWriter, sheet: Any, table: Table, first: int, widths: Sequence[float]) -> None:
        self.writer, self.sheet, self.table, self.first = writer, sheet, table, first
        self.editable = table.editable
        # A folded column is closed: what stands in it makes no row higher.
        self._columns = [(c.key, 0.0 if c.folded else width) for c, width in zip(table.columns, widths, strict=True)]
        self._made: dict[tuple[int, str, bool, str], Any] = {}

    def write(self, number: int, cells: Row, void: frozenset[str]) -> int:
        """Row `number` of the table, and how many lines it takes; `void` are the keys of columns that make no sense
        there.
        """
        row, put, lines = self.first + number, self.sheet.put, 1
        for at, ((key, width), cell) in enumerate(zip(self._columns, cells, strict=True)):
            value = cell.text if cell.raw is None else cell.raw
            if not isinstance(value, str) or not value or cell.formula:
                self._value(row, at, cell, void=key in void)
            else:
                # Text, as nearly all of a large book is.
                said, risky = guarded(value + aside(cell.sub) if cell.sub else value)
                put(row, at, said, self._style(at, "text'" if risky else "text", tint=cell.mark))
            if width and isinstance(value, str) and (high := text_lines(cell.full, width)) > lines:
                lines = high
        return lines

    def _value(self, row: int, at: int, cell: Cell, *, void: bool) -> None:
        sheet, value = self.sheet, cell.stored
        if cell.formula:
            whole = self._style(at, "whole" if isinstance(value, int) else "general")
            sheet.write_formula(row, at, f"={placed(cell.formula, self.table, self.first, row)}", whole, value)
        elif value is None or value == "":
            if self.editable:
                sheet.leave(row, at, self._style(at, "text", void=void))
        elif isinstance(value, date):
            day = datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, at, day, self._style(at, "day"))
        elif isinstance(value, bool):
            style = self._style(at, "plain'" if is_risky(cell.text) else "plain", tint=cell.mark)
            sheet.write_string(row, at, writable(cell.text), style)
        elif not isinstance(value, str):
            sheet.write_number(row, at, value, self._style(at, "integer" if isinstance(value, int) else "number"))

    def _style(self, at: int, kind: str, *, void: bool = False, tint: str = "") -> Any:
        """The format of a column for one kind of value; an apostrophe marks text that must not be calculated."""
        key = (at, kind, void, tint)
        if key not in self._made:
            column = self.table.columns[at]
            base = _READ if not self.editable else _VOID if void else _OPEN if column.editable else _LOCKED
            code, room = _CODES.get(column.kind), "" if self.editable else _ROOM
            forms = {
                "whole": {"num_format": f"#,##0{room}"},
                "general": {"num_format": "General"},
                "day": {"num_format": _DAYS.get(column.kind, "yyyy-mm-dd"), "align": "left"},
                "integer": {"num_format": f"#,##0{room}" if code in (None, "#,##0") else code},
                "number": {"num_format": code or "#,##0.##"},
                "text": {"num_format": code or "@"} if self.editable else {},
                "plain": {},
            }
            quoted = {"quote_prefix": True} if kind.endswith("'") else {}
            base = {**base, "bg_color": _TINTS[tint]} if tint in _TINTS and self.editable else base
            self._made[key] = self.writer.style(**base, **forms[kind.rstrip("'")], **quoted)
        return self._made[key]


def _unlike(names: tuple[str, ...]) -> list[str]:
    """Heads of a table must differ."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found
