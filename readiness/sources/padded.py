"""Numbers that a workbook shows with leading zeros (`000`, `00000`): codes and IDs, read as they are shown.

The values come from `xlsx.parse_workbook`, which knows no formats; this module must get what that guard has passed.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from readiness.sources.grid import Cell, Sheet, Workbook

_ZEROS = re.compile(r"0{2,}")
_MOST_CELLS = 2_000_000


def with_zeros(book: Workbook) -> Workbook:
    """The workbook with such numbers as text; as it is where its formats cannot be told (a CSV, too large, broken)."""
    if not book.plain:
        return book
    import openpyxl  # noqa: PLC0415 - most of a second

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shown = _widths(openpyxl.load_workbook(io.BytesIO(book.plain), read_only=True, keep_links=False).worksheets)
    except Exception:  # whatever a foreign workbook makes the library raise: the values are read all the same
        return book
    return replace(book, sheets=tuple(_filled(sheet, shown.get(sheet.name, {})) for sheet in book.sheets))


def _widths(sheets: Iterable[Any]) -> dict[str, dict[tuple[int, int], int]]:
    """By sheet and 0-based place, how many digits its format shows; empty where there are too many cells to look at."""
    shown: dict[str, dict[tuple[int, int], int]] = {}
    cells = 0
    for sheet in sheets:
        places = shown.setdefault(sheet.title, {})
        for row in sheet.iter_rows():
            cells += len(row)
            if cells > _MOST_CELLS:
                return {}
            for cell in row:
                if isinstance(cell.value, int) and _ZEROS.fullmatch(str(cell.number_format)):
                    places[cell.row - 1, cell.column - 1] = len(cell.number_format)
    return shown


def _filled(sheet: Sheet, places: dict[tuple[int, int], int]) -> Sheet:
    if not places:
        return sheet
    rows: list[tuple[Cell, ...]] = list(sheet.rows)
    for (row, column), width in places.items():
        value = sheet.cell(row, column)
        if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value) >= 0:
            cells = list(rows[row])
            cells[column] = str(int(value)).zfill(width)
            rows[row] = tuple(cells)
    return replace(sheet, rows=tuple(rows))
