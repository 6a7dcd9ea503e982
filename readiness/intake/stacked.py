"""Forms whose labels stand above their values (上に見出し、下に値の調書)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness.intake.fold import fold_head
from readiness.intake.grid import Grid
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import Vocabulary

_SEVERAL = 2  # rows of labels in one form, and cells of a row that is no title
_FEWEST = 3  # fields of ours in it
_BETWEEN = 2  # rows between its sections


def stacked(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]]) -> Iterator[tuple[Table, set[int]]]:
    """The forms in which rows of labels and rows of values stand by turns, no label twice, with the rows they take."""
    row = 0
    while row < grid.height:
        rows = _rows(grid, heads, row)
        ours = {target for at in rows for label in heads[at] for target in words.targets(grid.text((at, label)))}
        if len(rows) < _SEVERAL or "system.name" not in ours or len(ours) < _FEWEST:
            row += 1
            continue
        places = [(at, label) for at in rows for label in grid.filled(at)]
        cells = tuple((at + 1, label) if grid.text((at + 1, label)) else None for at, label in places)
        headings = tuple(Head((grid.text(place),), place) for place in places)
        line = Line(cells, row + 1)
        yield Table(grid=grid, shape=Shape.FORM, heads=headings, lines=(line,)), set(range(row, rows[-1] + 2))
        row = rows[-1] + 2


def _rows(grid: Grid, heads: Sequence[Sequence[int]], row: int) -> list[int]:
    """The rows of labels from this one on, each with its values below it."""
    rows: list[int] = []
    seen: set[str] = set()
    while labels := _labels(grid, heads, row):
        said = {fold_head(grid.text((row, label))) for label in labels}
        after = row + 2
        listed = after < grid.height and len(grid.filled(after)) >= _SEVERAL and not _labels(grid, heads, after)
        if listed:
            return []
        if seen & said or len(said) < len(labels):
            break
        seen |= said
        rows.append(row)
        row = _behind_title(grid, heads, row + 2)
    return rows


def _behind_title(grid: Grid, heads: Sequence[Sequence[int]], row: int) -> int:
    """The next row of labels where only the title of a section and blank rows stand between, else the row itself."""
    near = range(row, min(row + _BETWEEN + 1, grid.height))
    found = next((at for at in near if _labels(grid, heads, at)), row)
    return found if all(len(grid.filled(at)) < _SEVERAL for at in range(row, found)) else row


def _labels(grid: Grid, heads: Sequence[Sequence[int]], row: int) -> tuple[int, ...]:
    """The labels of a row that holds nothing else, with values right below them and nowhere else; none for another."""
    if row + 1 >= grid.height or not heads[row]:
        return ()
    labels, values = grid.filled(row), grid.filled(row + 1)
    below = set(values) <= set(labels) and len(values) * 2 >= len(labels) > 0
    return labels if below and set(labels) == set(heads[row]) and not set(values) & set(heads[row + 1]) else ()
