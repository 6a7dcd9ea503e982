"""Finds the rows of our tables in whatever came back: sorted, filtered, with columns added, sheets renamed, as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from readiness.sources.formatting import Formatting
from readiness.sources.grid import Cell, Row, Sheet, Workbook, cell_name, cell_text, fill_merged, fold_header
from readiness.sources.header import HeaderSearch, find_header
from readiness.tables.guard import unescape
from readiness.tables.table import Column

SEARCH_ROWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something that came in. `csv` = its texts carry our escaping of formulas; `formatting` by sheet, if asked for."""

    workbook: Workbook
    csv: bool = False
    formatting: Mapping[str, Formatting] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One row: its cells by column key, and where it stands (`row` counts from 1)."""

    file: str
    sheet: str
    row: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]

    def text(self, key: str) -> str:
        """A cell as text; empty where the column is missing."""
        return cell_text(self.cells.get(key))

    def place(self, key: str = "") -> str:
        """The cell's name for a message: `照会事項!C12`."""
        at = self.columns.get(key)
        return f"{self.sheet}!{cell_name(self.row - 1, at)}" if at is not None else f"{self.sheet}!{self.row}"


@dataclass(frozen=True, kw_only=True)
class FoundTable:
    """The table found on one sheet. `places`: column key → 0-based column; its rows begin at the 0-based `first`."""

    file: str
    grid: Sheet
    csv: bool
    search: HeaderSearch
    places: Mapping[str, int]
    first: int

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.grid.name

    def texts(self, key: str) -> set[str]:
        """What stands in one column, whatever the rest of its rows."""
        at = self.places.get(key)
        if at is None:
            return set()
        return {cell_text(unescaped(row, at, csv=self.csv)) for row in self.grid.rows[self.first :]}

    @cached_property
    def rows(self) -> tuple[FoundRow, ...]:
        """The rows with something in them, made when somebody asks: a sheet is looked at for many tables."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[FoundRow]:
        for index in range(self.first, len(self.grid.rows)):
            row = self.grid.rows[index]
            cells = {name: unescaped(row, at, csv=self.csv) for name, at in self.places.items()}
            if any(cell_text(cell) for cell in cells.values()):
                yield FoundRow(file=self.file, sheet=self.sheet, row=index + 1, cells=cells, columns=self.places)


def find_tables(incoming: Incoming, columns: Sequence[Column], key: str) -> tuple[FoundTable, ...]:
    """The tables of sheets that have the `key` column and one more; other sheets (cover, definitions, the user's own)
    are passed over.
    """
    found = (_find(incoming, sheet, columns, key) for sheet in incoming.workbook.sheets)
    return tuple(table for table in found if table is not None)


def _find(incoming: Incoming, sheet: Sheet, columns: Sequence[Column], key: str) -> FoundTable | None:
    filled = fill_merged(sheet)
    wanted = {column.key: (column.header, *column.words) for column in columns}
    first = row_with(filled.rows[:SEARCH_ROWS], wanted[key])
    if first is None:
        return None
    search = find_header(filled.rows[first : first + 1], wanted, required=[key], loose=False)
    places = search.columns
    if key not in places or len(places) < min(2, len(columns)):
        return None
    return FoundTable(
        file=incoming.workbook.name,
        grid=filled,
        csv=incoming.csv,
        search=search,
        places=places,
        first=first + search.first_data_row,
    )


def row_with(rows: Sequence[Row], words: Sequence[str]) -> int | None:
    """The first row with a cell that is one of the words, however its width and blanks are."""
    sought = {fold_header(word) for word in words}
    return next((at for at, row in enumerate(rows) if any(fold_header(cell_text(c)) in sought for c in row)), None)


def unescaped(row: Row, at: int, *, csv: bool) -> Cell:
    """A cell of a row, without our escaping of formulas in CSV; None beyond the row's end."""
    value = row[at] if at < len(row) else None
    return unescape(value) if csv and isinstance(value, str) else value
