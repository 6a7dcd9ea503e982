"""Forms whose labels stand above their values (上に見出し、下に値の調書)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness.intake.fold import fold, fold_head
from readiness.intake.grid import Grid
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import YEAR_ONLY, Vocabulary

_SEVERAL = 2  # rows of labels in one form, and cells of a row that is no title
_FEWEST = 3  # fields of ours in it
_BETWEEN = 2  # rows between its sections
_ONCE = frozenset({"system.name", "vendor.name", "contract.start", "contract.end"})  # twice: another list
_ENDS = frozenset({"interface.from", "interface.to"})


def stacked(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]]) -> Iterator[tuple[Table, set[int]]]:
    """The forms in which rows of labels and rows of values stand by turns, no label twice, with the rows they take."""
    row = 0
    while row < grid.height:
        rows = _rows(grid, words, heads, row)
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


def _rows(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int) -> list[int]:
    """The rows of labels from this one on, each with its values below it; not those of a list
    of links that names the system itself, nor of the system to come
    or of another year.
    """
    rows: list[int] = []
    seen: set[str] = set()
    once: set[str] = set()
    while labels := _labels(grid, heads, row):
        said = {fold_head(grid.text((row, label))) for label in labels}
        after = row + 2
        listed = after < grid.height and len(grid.filled(after)) >= _SEVERAL and not _labels(grid, heads, after)
        if listed:
            return []
        fields = {field for at in labels for field in words.targets(grid.text((row, at)))} & _ONCE
        if seen & said or once & fields or len(said) < len(labels):
            break
        ends = [at for at in labels if words.targets(grid.text((row, at))) & _ENDS]
        above = {grid.text((up + 1, at)) for up in rows for at in grid.filled(up + 1)}
        if len(ends) == len(_ENDS) and above & {grid.text((row + 1, at)) for at in ends}:
            break
        seen, once = seen | said, once | fields
        rows.append(row)
        after, row = row + 2, _behind_title(grid, heads, row + 2)
        titles = [grid.text((at, first)) for at in range(after, row) for first in grid.filled(at)]
        if any(words.of_next(title) or YEAR_ONLY.fullmatch(fold(title)) for title in titles):
            break
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
