"""Tables with headings on top: where they begin, how many levels of headings they have, where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.intake.fold import fold, fold_head
from readiness.intake.grid import Grid
from readiness.intake.paired import paired
from readiness.intake.remarks import is_remark, without_column_numbers
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import Vocabulary

_LEVELS = 4
_DATA = re.compile(r"[0-9]{2,}|[,、※]")
_TITLE = re.compile(
    r"一覧|台帳|調書|調査|現在|時点|単位|作成|様式|別紙|別添|令和[0-9元]|平成[0-9元]|^※|状況表|対応表|について"
)
# A row below headings that says in which unit or way their cells are: （千円）, （和暦）.
_UNIT_BELOW = re.compile(
    r"[(（](?:単位[:：]?)?(?:[百千万億]*円|税[込抜別]き?|[百千万]*円[・、,]?税[込抜別]き?|和暦|西暦|年月日?|年度|台|人|件|か?月|[%％]|有[・/]?無|[○×・/]+|該当に○)[)）]"
)
_IDENTITY = frozenset({"system.name", "contract.name", "interface.from", "interface.data"})


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
        if _labelled(grid, words, heads, row):
            continue
        texts = all(isinstance(grid.value((row, at)), str) and len(grid.text((row, at))) <= 20 for at in filled)
        if (
            (len(labels) >= 3 and len(labels) * 5 >= len(filled) * 3)
            or (len(labels) == 2 and len(filled) <= 3 and not _labels_below(grid, words, heads, row))
            or (len(labels) >= 3 and len(labels) * 3 >= len(filled) and texts)
        ):
            found.append(row)
    return found


def _labelled(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int) -> bool:
    """Whether a row goes on with the labels of the row above it, and its other cells are words of a state: 移行済."""
    first, *others = grid.filled(row) or (-1,)
    same = sum(row > 1 and (at in heads[row - 1] or at in heads[row - 2]) for at in heads[row])
    if 1 < same <= len(grid.filled(row)) - len(heads[row]):
        return True  # labels below labels, each with its value beside it
    below = first in heads[row] and row > 0 and first in heads[row - 1]
    states = [fold(grid.text((row, at))) for at in others if at in heads[row]]
    return below and bool(states) and all(any(word in table for table in words.words.values()) for word in states)


def _labels_below(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int) -> bool:
    below = [at for at in heads[row] if row + 1 < grid.height and at in heads[row + 1]]
    above = [at for at in heads[row] if row > 0 and at in heads[row - 1]]
    return any(fold_head(grid.text((row, at))) != fold_head(grid.text((row + 1, at))) for at in below) or bool(above)


def lists_of(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], free: Sequence[int]
) -> Iterator[tuple[Table, set[int]]]:
    """The lists of a sheet in order, each with the rows it takes; `free` are rows that nothing else has taken."""
    marked, open_rows = heading_rows(grid, words, heads, free), frozenset(free)
    starts: list[HeadRows] = []
    for row in marked:
        if starts and row <= starts[-1].last:
            continue
        block = _levels(grid, heads, row, free)
        if starts and block.first <= starts[-1].last:
            block = HeadRows(starts[-1].last + 1, block.last)
        if not (starts and _repeats(grid, starts[-1], block)):
            starts.append(block)
    for index, block in enumerate(starts):
        end = starts[index + 1].first if index + 1 < len(starts) else grid.height
        if end == block.last + 1 < grid.height and block.first <= block.last:  # headings again right below
            stop = starts[index + 2].first if index + 2 < len(starts) else grid.height
            body = _without_next_title(grid, range(end + 1, stop), last=index + 2 >= len(starts))
            alone = block.first == block.last
            if alone and (table := paired(grid, words, heads, block.first, body, is_remark)) is not None:
                yield table, {*range(block.first, body.stop)}
                starts[index + 1] = HeadRows(body.stop, body.stop - 1)
                continue
            if starts[index + 1].last - block.first < _LEVELS and _below(grid, block, starts[index + 1]):
                starts[index + 1] = HeadRows(block.first, starts[index + 1].last)
                continue
        if block.last < block.first:
            continue  # the second line of the headings above
        stop = next((row for row in range(block.last + 1, end) if row not in open_rows), end)
        body = _without_next_title(grid, range(block.last + 1, stop), last=index + 1 == len(starts))
        for table in _tables(grid, words, block, body):
            yield table, {*range(block.first, body.stop)}


def _below(grid: Grid, block: HeadRows, below: HeadRows) -> bool:
    """Whether headings complete those right above them: システム over 名称, 契約 over 満了日."""
    above = {at for row in range(block.first, block.last + 1) for at in grid.filled(row)}
    return {at for row in range(below.first, below.last + 1) for at in grid.filled(row)} <= above


def _levels(grid: Grid, heads: Sequence[Sequence[int]], row: int, free: Sequence[int]) -> HeadRows:
    """The block of headings around a row: group headings above, headings of groups below."""
    first = last = row
    while (
        last + 1 < grid.height
        and last - first + 1 < _LEVELS
        and last + 1 in free
        and _continues(grid, heads, first, last)
    ):
        last += 1
    while first > 0 and last - first + 1 < _LEVELS and first - 1 in free and _groups(grid, heads, first):
        first -= 1
    return HeadRows(first, last)


def _continues(grid: Grid, heads: Sequence[Sequence[int]], first: int, last: int) -> bool:
    """Whether the next row holds headings of the groups in the rows so far."""
    row = last + 1
    filled = [at for at in grid.filled(row) if grid.origin((row, at))[0] == row]
    merged_down = any(grid.origin((row, at))[0] <= last for at in range(grid.width) if grid.text((row, at)))
    under = 0
    if not filled:
        return False
    if all(_UNIT_BELOW.fullmatch(grid.text((row, at))) for at in filled):
        return True
    for at in filled:
        text = grid.text((row, at))
        if (
            not isinstance(grid.value((row, at)), str)
            or len(text) > 24
            or (_DATA.search(text) and at not in heads[row] and not _UNIT_BELOW.fullmatch(text))
        ):
            return False
        above = (last, at)
        block = grid.block(above)
        grouped = block is not None and block.last_column > block.first_column
        if grid.text(above) and not grouped and not _spills(grid, last, at, row) and not _UNIT_BELOW.fullmatch(text):
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
    stated = [at for at in filled if not _TITLE.search(grid.text((row, at)))]
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


def _repeats(grid: Grid, known: HeadRows, block: HeadRows) -> bool:
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
    if any(_TITLE.search(grid.text((row, at))) for at in grid.filled(row)):
        return True
    return len(grid.filled(row)) == 1 and row - 1 > known.last and not grid.filled(row - 1)


def _without_next_title(grid: Grid, body: range, *, last: bool) -> range:
    """The rows of a table without those that stand above the next one's headings."""
    stop = body.stop
    if not last:
        while stop > body.start and (len(grid.filled(stop - 1)) <= 1 or _is_title_row(grid, stop - 1)):
            text = next((grid.text((stop - 1, at)) for at in grid.filled(stop - 1)), "")
            if text.startswith(("※", "＊", "*", "注", "(注", "（注")):
                break
            stop -= 1
    return range(body.start, stop)


def _is_title_row(grid: Grid, row: int) -> bool:
    """Whether a row below a blank one holds a title and its unit or day, and nothing of a record."""
    texts = [grid.text((row, at)) for at in grid.filled(row)]
    said = sum(bool(_TITLE.search(text)) for text in texts)
    return len(texts) <= 3 and said >= len(texts) - 1 and row > 0 and not grid.filled(row - 1)


def _tables(grid: Grid, words: Vocabulary, block: HeadRows, body: range) -> Iterator[Table]:
    columns = [
        at for at in range(grid.width) if any(grid.text((row, at)) for row in range(block.first, block.last + 1))
    ]
    remarks = [row for row in body if is_remark(grid, row)]
    lines = without_column_numbers(grid, [row for row in body if grid.filled(row) and row not in remarks])
    said = tuple(grid.text((row, at)) for row in remarks for at in grid.filled(row))
    nameless = [
        at for at in range(grid.width) if at not in columns and sum(bool(grid.text((row, at))) for row in lines) > 1
    ]
    for part in _side_by_side(grid, words, block, columns):
        own = sorted((*part, *(at for at in nameless if part[0] < at <= part[-1] + 1)))
        heads = tuple(Head(_path(grid, block, at), (block.last, at)) for at in own)
        rows = tuple(
            Line(tuple((row, at) for at in own), row) for row in lines if any(grid.text((row, at)) for at in own)
        )
        gaps = frozenset(line.number for line in rows if line.number - 1 in body and not grid.filled(line.number - 1))
        yield Table(
            grid=grid, shape=Shape.LIST, heads=heads, lines=rows, around=said, gaps=gaps, remarks=tuple(remarks)
        )


def _side_by_side(grid: Grid, words: Vocabulary, block: HeadRows, columns: list[int]) -> list[list[int]]:
    """The columns of each table where several share the rows of headings, with a blank column between."""
    parts: list[list[int]] = []
    for at in columns:
        if not parts or at - parts[-1][-1] > 1:
            parts.append([])
        parts[-1].append(at)
    found = [parts[0]] if parts else []
    seen = _targets(grid, words, block, found[0]) if found else set()
    for part in parts[1:]:
        targets = _targets(grid, words, block, part)
        others = [at for at in part if fold_head(grid.text((block.last, at))) in words.others]
        ours = targets - {"vendor.name", "system.note", "contract.note"}
        if targets & seen & _IDENTITY or (
            len(others) >= 1 and len(part) >= 2 and not ours & _IDENTITY and len(others) * 2 >= len(part)
        ):
            found.append(part)
            seen = targets
        else:
            found[-1] = [*found[-1], *part]
            seen |= targets
    return found


def _targets(grid: Grid, words: Vocabulary, block: HeadRows, part: Sequence[int]) -> set[str]:
    if block.first != block.last and any(words.any_of("sides", grid.text((block.first, at))) for at in part):
        return set()
    return {target for at in part for target in words.targets(grid.text((block.last, at)))}


def _path(grid: Grid, block: HeadRows, at: int) -> tuple[str, ...]:
    """The headings over a column from the outermost in; a group heading without merged cells reaches to the right."""
    texts: list[str] = []
    for row in range(block.first, block.last + 1):
        text = grid.text((row, at))
        if not text and row < block.last and not _merges_across(grid, row) and grid.text((block.last, at)):
            left = next((grid.text((row, other)) for other in range(at - 1, -1, -1) if grid.text((row, other))), "")
            text = left if left and not _over_own_column(grid, block, row, at) else ""
        if text and texts and row > block.first and _UNIT_BELOW.fullmatch(text):
            texts[-1] += text
        elif text and (not texts or texts[-1] != text) and not re.match(r"[(（]?単位", text):
            texts.append(text)
    return tuple(texts)


def _merges_across(grid: Grid, row: int) -> bool:
    return any((b := grid.block((row, at))) is not None and b.last_column > b.first_column for at in range(grid.width))


def _over_own_column(grid: Grid, block: HeadRows, row: int, at: int) -> bool:
    """Whether the heading to the left names its own column only: nothing stands below it."""
    other = next((o for o in range(at - 1, -1, -1) if grid.text((row, o))), None)
    return other is not None and not grid.text((block.last, other))
