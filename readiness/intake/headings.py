"""Where headings stand in a sheet, how many rows they take, and whether they are printed again (見出しの行)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.intake.fold import fold, fold_head
from readiness.intake.grid import Grid
from readiness.intake.vocabulary import YEAR_ONLY, Vocabulary

LEVELS = 4
_DATA = re.compile(r"[0-9０-９]{2,}|[,、，※]")
TITLE = re.compile(
    r"一覧|台帳|調書|調査|(?:管理|進捗|計画|整理|明細|比較)表|現在|時点|単位|作成|様式|別紙|別添|令和[0-9元]|平成[0-9元]|^※|状況表|対応表|について"
)
# A row below headings that says in which unit or way their cells are: （千円）, （和暦）.
UNIT_BELOW = re.compile(
    r"[(（](?:単位[:：]?)?(?:[百千万億]*円|税[込抜別]き?|[百千万]*円[・、,]?税[込抜別]き?|和暦|西暦|年月日?|年度|台|人|件|か?月|[%％]|有[・/]?無|[○×・/]+|該当に○)[)）]|[百千万億]*円|台|人|件|[%％]"
)


@dataclass(frozen=True, slots=True)
class HeadRows:
    """The rows of headings of one table, first and last."""

    first: int
    last: int


def heading_rows(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], free: Sequence[int]) -> list[int]:
    """Rows in which headings stand side by side."""
    found = []
    for row in free:
        labels, filled = heads[row], grid.filled(row)
        if (
            len(labels) > 1
            and len({words.targets(t) or fold_head(t) for t in (grid.text((row, a)) for a in labels)}) < 2
        ):
            continue  # values of one field, such as 移行完了 beside 移行
        if _labelled(grid, words, heads, row) or _begins_pairs(grid, heads, row):
            continue
        texts = all(isinstance(grid.value((row, at)), str) and len(grid.text((row, at))) <= 20 for at in filled)
        if (
            (len(labels) >= 3 and len(labels) * 5 >= len(filled) * 3)
            or (len(labels) == 2 and len(filled) <= 3 and not _labels_below(grid, heads, row))
            or (len(labels) >= 3 and len(labels) * 3 >= len(filled) and texts)
        ):
            found.append(row)
    return found


def _labelled(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int) -> bool:
    """Whether a row goes on with the labels of the row above it, and its other cells are words of a state: 移行済."""
    first, *others = grid.filled(row) or (-1,)
    valued = [
        at for at, beside in zip(grid.filled(row), grid.filled(row)[1:], strict=False) if beside not in heads[row]
    ]
    same = sum(row > 1 and at in valued and (at in heads[row - 1] or at in heads[row - 2]) for at in heads[row])
    if 1 < same <= len(grid.filled(row)) - len(heads[row]):
        return True  # labels below labels, each with its value beside it
    below = first in heads[row] and row > 0 and first in heads[row - 1]
    states = [fold(grid.text((row, at))) for at in others if at in heads[row]]
    return below and bool(states) and all(any(word in table for table in words.words.values()) for word in states)


def _begins_pairs(grid: Grid, heads: Sequence[Sequence[int]], row: int) -> bool:
    """Whether the row below holds labels each with a value beside it, all below labels of this row: a form begins, one
    of whose values is a word that may head a column, システム名 | 税.
    """
    if row + 1 >= grid.height:
        return False
    filled, labels = grid.filled(row + 1), heads[row + 1]
    return (
        len(labels) > 1
        and list(filled[::2]) == list(labels)
        and len(filled) == 2 * len(labels)
        and set(labels) <= set(heads[row])
    )


def _label(grid: Grid, row: int, at: int) -> str:
    return fold_head(grid.text((row, at)))


def _labels_below(grid: Grid, heads: Sequence[Sequence[int]], row: int) -> bool:
    """Whether most of the next rows go on with other labels below a label of this row: a form, not a list of two."""
    below = [other for other in range(row + 1, min(row + 4, grid.height)) if grid.filled(other)]
    own = {at: _label(grid, row, at) for at in heads[row]}
    going_on = [r for r in below if any(own.get(at, text) != text for at in heads[r] for text in [_label(grid, r, at)])]
    above = [at for at in heads[row] if row > 0 and at in heads[row - 1]]
    return bool(above) or (bool(below[:1]) and below[0] in going_on and len(going_on) * 2 > len(below))


def levels_around(grid: Grid, heads: Sequence[Sequence[int]], row: int, free: Sequence[int]) -> HeadRows:
    """The block of headings around a row: group headings above, headings of groups below."""
    first = last = row
    while last + 1 < grid.height and last - first + 1 < LEVELS and last + 1 in free and _continues(grid, heads, last):
        last += 1
    while first > 0 and last - first + 1 < LEVELS and first - 1 in free and _groups(grid, heads, first):
        first -= 1
    return HeadRows(first, last)


def _continues(grid: Grid, heads: Sequence[Sequence[int]], last: int) -> bool:
    """Whether the next row holds headings of the groups in the rows so far."""
    row = last + 1
    filled = [at for at in grid.filled(row) if grid.origin((row, at))[0] == row]
    merged_down = any(grid.origin((row, at))[0] <= last for at in range(grid.width) if grid.text((row, at)))
    under = 0
    if not filled:
        return False
    if all(UNIT_BELOW.fullmatch(grid.text((row, at))) for at in filled):
        return True
    for at in filled:
        text = grid.text((row, at))
        if (
            not isinstance(grid.value((row, at)), str)
            or len(text) > 24
            or (_DATA.search(text) and at not in heads[row] and not UNIT_BELOW.fullmatch(text))
        ):
            return False
        above = (last, at)
        block = grid.block(above)
        grouped = block is not None and block.last_column > block.first_column
        if grid.text(above) and not (grouped or _spills(grid, last, at, row) or UNIT_BELOW.fullmatch(text)):
            return False
        under += 1
    known = sum(at in heads[row] for at in filled)
    return under > 0 and (known > 0 or merged_down)


def _spills(grid: Grid, row: int, at: int, below: int) -> bool:
    """Whether a heading without merged cells stands over more than its own column."""
    return not grid.text((row, at + 1)) and bool(grid.text((below, at + 1))) and grid.block((row, at)) is None


def _groups(grid: Grid, heads: Sequence[Sequence[int]], first: int) -> bool:
    """Whether the row above holds headings of groups, and is no title."""
    row = first - 1
    filled = [at for at in grid.filled(row) if grid.origin((row, at))[0] == row]
    stated = [at for at in filled if not TITLE.search(grid.text((row, at))) or _year_over_columns(grid, row, at)]
    below = grid.filled(first)
    if not stated or not below:
        return False
    wide = 0
    for at in stated:
        block = grid.block((row, at))
        if block is not None and block.last_column > block.first_column:
            wide += 1
            if block.first_column <= below[0] and block.last_column >= below[-1]:
                return False  # over the whole table: a title
    if wide:
        return True
    spread = all(grid.text((first, at)) or at in heads[row] or grid.text((first, at + 1)) for at in stated)
    return len(stated) >= 2 and spread and not any(_DATA.search(grid.text((row, at))) for at in stated)


def _year_over_columns(grid: Grid, row: int, at: int) -> bool:
    """Whether a merged cell names the year of the columns below it: 令和9年度 over twelve months."""
    block = grid.block((row, at))
    merged = block is not None and block.last_column > block.first_column
    return merged and bool(YEAR_ONLY.fullmatch(fold(grid.text((row, at)))))


def repeats(grid: Grid, known: HeadRows, block: HeadRows) -> bool:
    """Whether headings are those of the table above, printed again."""
    before = {at: fold(grid.text((known.last, at))) for at in range(grid.width)}
    texts = {at: fold(grid.text((block.last, at))) for at in range(grid.width) if grid.text((block.last, at))}
    return (
        all(before.get(at) == text for at, text in texts.items())
        and len(texts) >= 2
        and not _titled_above(grid, known, block.first)
    )


def _titled_above(grid: Grid, known: HeadRows, first: int) -> bool:
    """Whether a title stands right above headings, with a blank row above it: a table of its own."""
    row = first - 1
    if row <= known.last or not grid.filled(row):
        return False
    if any(TITLE.search(grid.text((row, at))) for at in grid.filled(row)):
        return True
    return len(grid.filled(row)) == 1 and row - 1 > known.last and not grid.filled(row - 1)
