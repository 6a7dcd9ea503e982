"""The rows of a ledger below its header: ditto marks, totals, remarks, amounts that stand for several rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.sources.grid import Cell, Row, Sheet, cell_text, fold_header

DITTO = frozenset({"〃", "″", "''", '"', "”", "“", "゛", "々", "仝", "同", "同上", "〃〃", "//"})
_TOTAL = re.compile(r"[(【]?(小|総|合|中|累)?合?計[)】]?|(年度)?(小計|合計|総計)(額|金額|件数)?")
_REMARK = re.compile(r"[※*＊]|注[)\]）:：0-9０-９]|\(注\)|（注）")
_MONEY = "contract.annual_amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedRow:
    """One row. `index` counts from 0; `joined` is the first row of a merged amount that stands for several."""

    index: int
    cells: Mapping[str, Cell]
    joined: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Rows that speak of something; rows passed over (from 1) as totals or remarks; how many cells said 同上.

    `shared` are the rows (from 1) whose amount says 同上: nobody can tell whether it is paid once or twice.
    """

    rows: tuple[ScannedRow, ...]
    passed: tuple[int, ...]
    dittos: int
    shared: tuple[int, ...]


def scan_rows(sheet: Sheet, filled: Sheet, first: int, columns: Mapping[str, int], required: Sequence[str]) -> Scan:
    """Read the rows from `first` on. `filled` is the sheet with its merged cells filled."""
    found: list[ScannedRow] = []
    passed: list[int] = []
    shared: list[int] = []
    dittos = 0
    above: dict[str, Cell] = {}
    joined = dict(_joined(sheet, columns.get(_MONEY, -1)))
    for index in range(first, len(filled.rows)):
        row = filled.rows[index]
        cells = {target: row[at] if at < len(row) else None for target, at in columns.items()}
        if _says_nothing(row, cells, required):
            if any(cell_text(cell) for cell in row):
                passed.append(index + 1)
            continue
        read = {}
        for target, cell in cells.items():
            ditto = cell_text(cell) in DITTO
            dittos += ditto
            read[target] = above.get(target) if ditto else cell
            if ditto and target == _MONEY and cell_text(read[target]):
                shared.append(index + 1)
        above = read
        money = {_MONEY: "未確認"} if index + 1 in shared else {}
        found.append(ScannedRow(index=index, cells={**read, **money}, joined=joined.get(index)))
    return Scan(rows=tuple(found), passed=tuple(passed), dittos=dittos, shared=tuple(shared))


def _says_nothing(row: Row, cells: Mapping[str, Cell], required: Sequence[str]) -> bool:
    """Blank, a total, or a remark below the table."""
    texts = [text for cell in row if (text := cell_text(cell))]
    if not texts or _REMARK.match(texts[0]):
        return True
    names = [fold_header(cell_text(cells.get(target))) for target in required]
    return not all(names) or any(_TOTAL.fullmatch(name) for name in names)


def _joined(sheet: Sheet, column: int) -> Iterator[tuple[int, int]]:
    for block in sheet.merged:
        if block.first_column <= column <= block.last_column and block.last_row > block.first_row:
            for row in range(block.first_row, block.last_row + 1):
                yield row, block.first_row
