"""Which table of the mapping fits which sheet, and a report of what matched: the answer to «was it read right?»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.exchange.mapping.heads import Heads, find_heads
from readiness.exchange.mapping.rowscan import scan_rows
from readiness.exchange.mapping.spec import MappingFile, TableMap
from readiness.exchange.mapping.title import Title, read_title
from readiness.exchange.rows import FoundRow, Incoming
from readiness.sources.grid import Row, Sheet, cell_name, cell_text, fill_merged, fold_header

WITH_TAX, WITHOUT_TAX = ("税込", "内税"), ("税抜", "税別", "外税")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word in a column that the mapping and the lists do not know; `count` cells hold it. Read as 未確認."""

    target: str
    word: str
    count: int
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSheet:
    """One sheet: the header row (from 1), `columns` target → (header, cell name), headers nobody wanted.

    `guessed` are the targets whose header only resembles a word of the mapping; `passed` the rows (from 1) passed over
    as totals, remarks or nameless; `dittos` how many cells said 同上; `shared` the rows whose amount said so;
    `untaxed` where the sheet says that its amounts are without consumption tax.
    """

    sheet: str
    record: str
    header_row: int
    rows: int
    columns: Mapping[str, tuple[str, str]]
    ignored: tuple[str, ...]
    guessed: tuple[str, ...] = ()
    passed: tuple[int, ...] = ()
    dittos: int = 0
    shared: tuple[int, ...] = ()
    untaxed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """What was read: sheets, sheets that fit no table, unknown words, records made by section, guesses to check.

    `readings`: (target, word in the cell, word of ours) → cells; `inferred`: systems taken for migrated, and for not
    migrated, by their conformance, where the ledger does not say; `hints`: (system, remark) about its lawful date;
    `outside`: (ID, name) of systems without an area, taken for 周辺; `named_by_file`: the name of the file where it had
    to serve as ID of the body; `saved`: the day of the last save where it serves as reference date.
    """

    sheets: tuple[MatchedSheet, ...] = ()
    unmatched: tuple[str, ...] = ()
    about_body: tuple[str, ...] = ()
    words: tuple[UnknownWord, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)
    guesses: tuple[tuple[str, str], ...] = ()
    readings: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    inferred: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    hints: tuple[tuple[str, str], ...] = ()
    outside: tuple[tuple[str, str], ...] = ()
    named_by_file: str = ""
    title: Title = field(default_factory=Title)
    saved: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """A sheet read by a table of the mapping. `above` are the rows over its header; `joined` row → the first row of
    the merged amount it shares (both from 1).
    """

    table: TableMap
    matched: MatchedSheet
    rows: tuple[FoundRow, ...]
    above: tuple[Row, ...] = ()
    joined: Mapping[int, int] = field(default_factory=dict)

    @property
    def thousands(self) -> frozenset[str]:
        """Columns whose header says that bare numbers are in thousands of yen."""
        return frozenset(target for target, (head, _) in self.matched.columns.items() if "千円" in head)


def match_sheets(incoming: Incoming, mapping: MappingFile) -> tuple[tuple[SheetRows, ...], tuple[Sheet, ...], Title]:
    """Per sheet the table whose required headers are there as they should be, with most columns; sheets that fit none;
    what the titles say.
    """
    found: list[SheetRows] = []
    unmatched: list[Sheet] = []
    for sheet in incoming.workbook.sheets:
        filled = fill_merged(sheet)
        best: tuple[tuple[bool, int], TableMap, Heads] | None = None
        for table in mapping.tables:
            if table.sheets and not any(fold_header(word) in fold_header(sheet.name) for word in table.sheets):
                continue
            heads = find_heads(filled.rows, table)
            rank = not set(table.required) & set(heads.guessed), len(heads.columns)
            if not heads.missing and (best is None or rank > best[0]):
                best = rank, table, heads
        if best is None:
            if any(cell_text(cell) for row in filled.rows for cell in row):
                unmatched.append(filled)
        else:
            found.append(_read(incoming, sheet, filled, best[1], best[2]))
    stem = re.sub(r"\.[^.]+$", "", incoming.workbook.name)
    return tuple(found), tuple(unmatched), read_title(stem, (rows.above for rows in found))


def _untaxed(sheet: Sheet, first: int, passed: tuple[int, ...]) -> bool:
    """Whether title, header or remarks below say that amounts are without tax, and none that they are with it."""
    rows = (*sheet.rows[:first], *(sheet.rows[number - 1] for number in passed))
    told = "".join(cell_text(cell) for row in rows for cell in row)
    return any(word in told for word in WITHOUT_TAX) and not any(word in told for word in WITH_TAX)


def _read(incoming: Incoming, sheet: Sheet, filled: Sheet, table: TableMap, heads: Heads) -> SheetRows:
    search = heads.search
    scan = scan_rows(sheet, filled, search.first_data_row, heads.columns, table.required)
    rows = tuple(
        FoundRow(
            file=incoming.workbook.name, sheet=sheet.name, row=row.index + 1, cells=row.cells, columns=heads.columns
        )
        for row in scan.rows
    )
    texts = {cell: text for text, cell in search.seen}
    columns = {}
    for target, at in heads.columns.items():
        cell = cell_name(search.first_data_row - 1, at)
        columns[target] = (texts.get(cell) or texts.get(cell_name(search.row, at), ""), cell)
    used = {cell_name(row, at) for at in heads.columns.values() for row in range(search.row, search.first_data_row)}
    matched = MatchedSheet(
        sheet=sheet.name,
        record=table.record,
        header_row=search.row + 1,
        rows=len(rows),
        columns=columns,
        ignored=tuple(text for text, cell in search.seen if cell not in used),
        guessed=heads.guessed,
        passed=scan.passed,
        dittos=scan.dittos,
        shared=scan.shared,
        untaxed="contract.annual_amount" in heads.columns and _untaxed(filled, search.first_data_row, scan.passed),
    )
    joined = {row.index + 1: row.joined + 1 for row in scan.rows if row.joined is not None}
    return SheetRows(table=table, matched=matched, rows=rows, above=filled.rows[: search.row], joined=joined)
