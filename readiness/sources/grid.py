"""Rows and cells, the same for workbooks and CSV."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

Cell: TypeAlias = str | int | float | bool | date | None
Row: TypeAlias = tuple[Cell, ...]

# What Excel writes for a carriage return inside a cell, besides the character itself.
_LINE_END = re.compile(r"_x000D_\n?|\r\n?")


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged block of cells; 0-based, both ends inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `rows[i]` is row i + 1 of the sheet from column A on; rows are equally long, empty cells None.

    `errors` names the cells that show an error such as `#N/A`; their value is None too.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[MergedRange, ...] = ()
    hidden: bool = False
    errors: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The value at a 0-based place, None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook (or a CSV file as a workbook of one sheet), hidden sheets included, in their order.

    `saved` is the day on which it says it was last saved (Japan time), where it says so. `plain` is the file as it was
    judged fit for readers, empty for CSV; `objects` about how many objects a reader makes that keeps everything;
    `acting` what acts in Excel or brings values from elsewhere: kind and name. None of it is run or fetched here.
    """

    name: str
    sheets: tuple[Sheet, ...]
    saved: date | None = None
    plain: bytes = field(default=b"", repr=False, compare=False)
    objects: int = 0
    acting: tuple[tuple[str, str], ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name; widths, case and blanks do not count."""
        sought = fold_header(name)
        return next((sheet for sheet in self.sheets if fold_header(sheet.name) == sought), None)


def fill_merged(sheet: Sheet) -> Sheet:
    """The sheet with the value of each merged block in all of its cells."""
    if not sheet.merged:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for block in sheet.merged:
        value = sheet.cell(block.first_row, block.first_column)
        if value is None:
            continue
        for row in rows[block.first_row : block.last_row + 1]:
            stop = min(block.last_column + 1, len(row))
            row[block.first_column : stop] = [value] * max(0, stop - block.first_column)
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


def cell_text(value: Cell, *, nfkc: bool = False) -> str:
    """A cell as the text a person sees: 3.0 → "3", dates ISO, line ends LF, no outer blanks. `nfkc` makes full-width
    letters and digits half-width (and half-width kana full-width), for codes and IDs.
    """
    if isinstance(value, str):
        text = _LINE_END.sub("\n", value) if "\r" in value or "_x000D_" in value else value
    elif value is None:
        return ""
    elif isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = str(int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value)
    return (normalize("NFKC", text) if nfkc else text).strip()


@lru_cache(maxsize=8192)  # the search for a header folds every cell of the first rows again and again
def fold_header(text: str) -> str:
    """A header as compared: NFKC, without case, blanks, line breaks, slashes and decorating marks."""
    folded = normalize("NFKC", _LINE_END.sub("", text)).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "/・※*■●")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Excel's name of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Excel's name of a 0-based place: (6, 1) → B7."""
    return f"{column_letters(column)}{row + 1}"
