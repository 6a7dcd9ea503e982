"""A grid under the pen: cells, merges, formats; saved as a workbook or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font


@dataclass
class Grid:
    """One sheet. Rows and columns count from 0; `cells` holds what is not empty."""

    title: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    struck: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False

    def put(self, row: int, column: int, value: Any) -> None:
        """Write one cell; nothing is written for an empty value."""
        if value is not None and value != "":
            self.cells[row, column] = value

    def line(self, row: int, values: Sequence[Any], *, column: int = 0) -> None:
        """Write values side by side from `column`."""
        for at, value in enumerate(values):
            self.put(row, column + at, value)

    @property
    def height(self) -> int:
        """Rows up to the last one written."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        """Columns up to the last one written."""
        return max((column for _, column in self.cells), default=-1) + 1


def workbook(grids: Sequence[Grid]) -> bytes:
    """The grids as .xlsx."""
    book = Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(grid.title)
        for (row, column), value in grid.cells.items():
            cell = sheet.cell(row + 1, column + 1, value)
            if (code := grid.formats.get((row, column))) is not None:
                cell.number_format = code
            if row in grid.struck:
                cell.font = Font(strike=True)
        for top, left, bottom, right in grid.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in grid.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        if grid.hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_table(grid: Grid, encoding: str) -> bytes:
    """The grid as CSV in `encoding`; days as Excel would save them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in range(grid.height):
        values = [grid.cells.get((row, column), "") for column in range(grid.width)]
        writer.writerow([f"{v.year}/{v.month}/{v.day}" if hasattr(v, "year") else v for v in values])
    return out.getvalue().encode(encoding)
