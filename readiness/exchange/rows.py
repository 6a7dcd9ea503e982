"""Finds the rows of our tables in whatever came back: sorted, filtered, with columns added, sheets renamed, as CSV."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

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


def find_tables(
    incoming: Incoming, columns: Sequence[Column], key: str, id_pattern: re.Pattern[str] | None = None
) -> tuple[FoundTable, ...]:
    """Every sheet that has the `key` column and one more. Where the key's header was renamed, a column whose cells look
    like IDs serves. Sheets without such a table (cover, definitions, the user's own) are passed over.
    """
    found = (_find(incoming, sheet, columns, key, id_pattern) for sheet in incoming.workbook.sheets)
    return tuple(table for table in found if table is not None)


def _find(
    incoming: Incoming, sheet: Sheet, columns: Sequence[Column], key: str, pattern: re.Pattern[str] | None
) -> FoundTable | None:
    filled = fill_merged(sheet)
    wanted = {column.key: (column.header, *column.words) for column in columns}
    first = _row_with(filled.rows[:SEARCH_ROWS], wanted[key])
    if first is None and pattern is None:
        return None
    # Where the key's header stands there is the header row; only without it the whole top is searched.
    top = filled.rows if first is None else filled.rows[first : first + 1]
    search = find_header(top, wanted, required=[key], loose=False, search_rows=SEARCH_ROWS)
    data_from = search.first_data_row + (first or 0)
    places = dict(search.columns)
    if key not in places and pattern is not None and search.row >= 0:
        guessed = _column_of_ids(filled.rows[data_from:], pattern)
        if guessed is not None:
            places = {name: at for name, at in places.items() if at != guessed} | {key: guessed}
    if key not in places or len(places) < min(2, len(columns)):
        return None
    return FoundTable(
        file=incoming.workbook.name, grid=filled, csv=incoming.csv, search=search, places=places, first=data_from
    )


def _row_with(rows: Sequence[Row], words: Sequence[str]) -> int | None:
    sought = {fold_header(word) for word in words}
    return next((at for at, row in enumerate(rows) if any(fold_header(cell_text(c)) in sought for c in row)), None)


def unescaped(row: Row, at: int, *, csv: bool) -> Cell:
    """A cell of a row, without our escaping of formulas in CSV; None beyond the row's end."""
    value = row[at] if at < len(row) else None
    return unescape(value) if csv and isinstance(value, str) else value


def _column_of_ids(rows: Sequence[Row], pattern: re.Pattern[str]) -> int | None:
    hits = Counter(
        at
        for row in rows
        for at, cell in enumerate(row)
        if isinstance(cell, str) and pattern.fullmatch(normalize("NFKC", cell).strip().upper())
    )
    return hits.most_common(1)[0][0] if hits else None
