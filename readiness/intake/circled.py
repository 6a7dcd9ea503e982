"""Areas down, systems across, a mark where a system serves an area (業務×システムの○の表)."""

from __future__ import annotations

from readiness.intake.areas import area_word
from readiness.intake.fields import UNSURE
from readiness.intake.fold import fold
from readiness.intake.grid import Grid
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import Vocabulary

_NAME = "システム名"
_FEWEST = 2  # systems across, and areas down


def circled(grid: Grid, words: Vocabulary) -> tuple[Table, set[int]] | None:
    """The table of a sheet whose first column names areas under a heading of theirs, whose top row holds names that are
    no headings, and whose cells are marks; None for any other.
    """
    marks = {fold(mark) for table in words.values["ticks"].values() for mark in table}
    marks |= {fold(mark) for mark in (*words.values["nothing"], *UNSURE)}
    for row in range(grid.height):
        filled = grid.filled(row)
        if len(filled) <= _FEWEST or "system.areas" not in words.targets(grid.text((row, filled[0]))):
            continue
        first, across = filled[0], filled[1:]
        if any(words.is_head(grid.text((row, at))) for at in across):
            continue
        down = [r for r in range(row + 1, grid.height) if area_word(grid.text((r, first)), words)]
        cells = [grid.text((r, at)) for r in down for at in across]
        ticks = {fold(mark) for mark in words.values["ticks"]["yes"]}
        if len(down) < _FEWEST or not all(not text or fold(text) in marks for text in cells):
            continue
        if not any(fold(text) in ticks for text in cells):
            continue
        heads = (Head((_NAME,), (row, first)), *(Head((grid.text((r, first)),), (r, first)) for r in down))
        lines = tuple(Line(((row, at), *((r, at) for r in down)), row) for at in across)
        return Table(grid=grid, shape=Shape.MATRIX, heads=heads, lines=lines), set(range(row, down[-1] + 1))
    return None
