"""Tables with headings on top: where they begin, how many levels of headings they have, where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readiness.intake.fold import fold_head
from readiness.intake.grid import Grid
from readiness.intake.headings import LEVELS, TITLE, UNIT_BELOW, HeadRows, heading_rows, levels_around, repeats
from readiness.intake.paired import paired
from readiness.intake.remarks import is_remark, without_column_numbers
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import Vocabulary

_IDENTITY = frozenset({"system.name", "contract.name", "interface.from", "interface.data"})


def lists_of(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], free: Sequence[int]
) -> Iterator[tuple[Table, set[int]]]:
    """The lists of a sheet in order, each with the rows it takes; `free` are rows that nothing else has taken."""
    marked, open_rows = heading_rows(grid, words, heads, free), frozenset(free)
    starts: list[HeadRows] = []
    for row in marked:
        if starts and row <= starts[-1].last:
            continue
        block = levels_around(grid, heads, row, free)
        if starts and block.first <= starts[-1].last:
            block = HeadRows(starts[-1].last + 1, block.last)
        if not (starts and repeats(grid, starts[-1], block)):
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
            if starts[index + 1].last - block.first < LEVELS:
                starts[index + 1] = HeadRows(block.first, starts[index + 1].last)
                continue
        if block.last < block.first:
            continue  # the second line of the headings above
        stop = next((row for row in range(block.last + 1, end) if row not in open_rows), end)
        body = _without_next_title(grid, range(block.last + 1, stop), last=index + 1 == len(starts))
        for table in _tables(grid, words, block, body):
            yield table, {*range(block.first, body.stop)}


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
    said = sum(bool(TITLE.search(text)) for text in texts)
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
        if text and texts and row > block.first and UNIT_BELOW.fullmatch(text):
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
