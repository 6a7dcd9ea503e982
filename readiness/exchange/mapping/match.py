"""Which table of the mapping fits which sheet, and a report of what matched: the answer to «was it read right?»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.exchange.mapping.spec import MappingFile, TableMap
from readiness.exchange.rows import FoundRow, Incoming
from readiness.sources.header import HeaderSearch, find_header
from readiness.sources.tables import Sheet, cell_name, cell_text, fill_merged, fold_header

UNITS = ("円", "税込", "円・税込", "円税込", "千円", "千円・税込", "年月日", "年月", "課名", "名称")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word in a column that the mapping and the lists do not know; `count` cells hold it. Read as 未確認."""

    target: str
    word: str
    count: int
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSheet:
    """One sheet: the header row (from 1), `columns` target → (header, cell name), headers nobody wanted."""

    sheet: str
    record: str
    header_row: int
    rows: int
    columns: Mapping[str, tuple[str, str]]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """What was read: sheets, sheets that fit no table, unknown words, records made by section, guesses to check."""

    sheets: tuple[MatchedSheet, ...] = ()
    unmatched: tuple[str, ...] = ()
    words: tuple[UnknownWord, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)
    guesses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """A sheet read by a table of the mapping."""

    table: TableMap
    matched: MatchedSheet
    rows: tuple[FoundRow, ...]

    @property
    def thousands(self) -> frozenset[str]:
        """Columns whose header says that bare numbers are in thousands of yen."""
        return frozenset(target for target, (head, _) in self.matched.columns.items() if "千円" in head)


def match_sheets(incoming: Incoming, mapping: MappingFile) -> tuple[tuple[SheetRows, ...], tuple[str, ...]]:
    """Per sheet the table with most columns; sheets that fit none by name."""
    found: list[SheetRows] = []
    unmatched: list[str] = []
    for sheet in incoming.workbook.sheets:
        filled = fill_merged(sheet)
        best: tuple[int, TableMap, HeaderSearch] | None = None
        for table in mapping.tables:
            if table.sheets and not any(fold_header(word) in fold_header(sheet.name) for word in table.sheets):
                continue
            wanted = {target: _with_units(words) for target, words in table.columns.items()}
            search = find_header(filled.rows, wanted, required=table.required, loose=False)
            if search.found and (best is None or len(search.columns) > best[0]):
                best = len(search.columns), table, search
        if best is None:
            if any(cell_text(cell) for row in filled.rows for cell in row):
                unmatched.append(sheet.name)
        else:
            found.append(_rows(incoming, filled, best[1], best[2]))
    return tuple(found), tuple(unmatched)


def _with_units(words: tuple[str, ...]) -> tuple[str, ...]:
    """A header with its unit behind it is the same header."""
    return (*words, *(f"{word}({unit})" for unit in UNITS for word in words))


def _rows(incoming: Incoming, sheet: Sheet, table: TableMap, search: HeaderSearch) -> SheetRows:
    rows = []
    for index in range(search.first_data_row, len(sheet.rows)):
        row = sheet.rows[index]
        cells = {target: row[at] if at < len(row) else None for target, at in search.columns.items()}
        if all(cell_text(cells.get(target)) for target in table.required):
            rows.append(
                FoundRow(
                    file=incoming.workbook.name, sheet=sheet.name, row=index + 1, cells=cells, columns=search.columns
                )
            )
    heads = {cell: text for text, cell in search.seen}
    columns = {}
    for target, at in search.columns.items():
        depth = search.row + search.depth - 1
        cell = cell_name(depth, at)
        columns[target] = (heads.get(cell) or heads.get(cell_name(search.row, at), ""), cell)
    used = {cell for _, cell in columns.values()} | {cell_name(search.row, at) for at in search.columns.values()}
    matched = MatchedSheet(
        sheet=sheet.name,
        record=table.record,
        header_row=search.row + 1,
        rows=len(rows),
        columns=columns,
        ignored=tuple(text for text, cell in search.seen if cell not in used),
    )
    return SheetRows(table=table, matched=matched, rows=tuple(rows))
