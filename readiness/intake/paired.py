"""Lists whose records take two lines, below headings of two lines (二行で一件の一覧)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from readiness.intake.fold import fold_head
from readiness.intake.grid import Grid
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import Vocabulary

_FEWEST = 3  # headings in each line


def paired(
    grid: Grid,
    words: Vocabulary,
    heads: Sequence[Sequence[int]],
    row: int,
    body: range,
    is_remark: Callable[[Grid, int], bool],
) -> Table | None:
    """The table whose headings stand in a row and the one below it, where both are headings of their own and the rows
    of the body come in pairs; None for any other.
    """
    below = row + 1
    own = [at for at in grid.filled(below) if grid.origin((below, at))[0] == below]
    upper = grid.filled(row)
    wide = any(
        (block := grid.block((line, at))) is not None and block.last_column > block.first_column
        for line in (row, below)
        for at in grid.filled(line)
    )
    if wide or min(len(set(own) & set(heads[below])), len(heads[row])) < _FEWEST or not set(own) <= set(upper):
        return None
    stated = [fold_head(grid.text(place)) for place in (*((row, at) for at in upper), *((below, at) for at in own))]
    fields = [words.targets(grid.text((below, at))) & words.targets(grid.text((row, at))) for at in own]
    remarks = [line for line in body if is_remark(grid, line)]
    filled = [line for line in body if grid.filled(line) and line not in remarks]
    pairs = list(zip(filled[::2], filled[1::2], strict=False))
    together = all(second == first + 1 for first, second in pairs)
    alone = set(upper) - set(own)  # fields of one line each: filled again in the second, it is a record of its own
    if sum(
        any(grid.origin((second, at))[0] == second and grid.text((second, at)) for at in alone) for _, second in pairs
    ):
        return None
    if len(set(stated)) < len(stated) or any(fields) or not pairs or len(filled) % 2 or not together:
        return None
    places = [(0, at) for at in upper] + [(1, at) for at in own]
    return Table(
        grid=grid,
        shape=Shape.LIST,
        heads=tuple(Head((grid.text((row + down, at)),), (row + down, at)) for down, at in places),
        lines=tuple(Line(tuple((first + down, at) for down, at in places), first) for first, _ in pairs),
        around=tuple(grid.text((line, at)) for line in remarks for at in grid.filled(line)),
        remarks=tuple(remarks),
    )
