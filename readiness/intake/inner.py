"""What stands inside a form besides labels with their values: amounts by year and kind, sections with labels of their
own beside them, tables nobody reads (調書の中の表).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from readiness.intake.fields import AMOUNT
from readiness.intake.fold import clean, fold, fold_head
from readiness.intake.grid import At, Grid
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import YEAR_ONLY, Vocabulary

_SUM = re.compile(r"(?:小|合|総)?計(?:\(税[込抜]\))?")
_BUDGET = re.compile(
    r"(?:令和|平成|[rh])(?:[0-9]{1,2}|元)(?:年度?)?(?:当初|補正後?|最終)?(?:予算|決算|実績|見込|要求|契約)?(?:額|み)?(?:[(].{1,8}[)])?"
)
_CORNER = re.compile(r"(?:経費|費用)?(?:区分|費目|項目|内訳|種別|内容|年度|科目)")
# What a cell under a year may hold: an amount, or a word for none.
_AMOUNT = re.compile(r"[約¥\\]?[0-9][0-9,.]*(?:億|百万|千|万)?円?(?:[(]税[込抜][)])?")
_BESIDE = re.compile("計|総額|備考|摘要|増減|差|平均|根拠")  # columns beside those of years
_UNIT = re.compile(r"単位|^[(（]?(?:[千百]?万?円|税[込抜])")
_LONGEST = 20
_QUOTED = re.compile("見積|提示|提案|有効期限")
_FEWEST, _ABOVE = 3, 40  # headings of a table of contracts, and how far above it the name of its system stands
_OF_CONTRACT = frozenset({AMOUNT, "vendor.name", "contract.end", "contract.start"})
_OF_OTHERS = frozenset({"system.name", "system.areas", "interface.from", "interface.to", "procedure.name"})


@dataclass(frozen=True, slots=True)
class Inner:
    """A table inside a form, from its first row to the one behind its last, with the column of its label: its cells,
    each under the headings it belongs to, or its rows as a `table` of their own; neither where nobody reads it.
    """

    first: int
    stop: int
    label: int
    cells: tuple[tuple[Head, At], ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a form whose labels stand in a further column, beside one label for all of them."""

    first: int
    stop: int
    label: int
    column: int
    name: str


def inner_at(grid: Grid, words: Vocabulary, row: int, column: int) -> Inner | None:
    """The amounts by year and kind whose headings stand in this row, or right below a title that stands alone in it."""
    filled = [at for at in grid.filled(row) if at >= column]
    if not filled or filled[0] != column or grid.origin((row, column))[0] != row:
        return None
    title = grid.text((row, column))
    if len(filled) == 1 and row + 1 < grid.height and words.money(title):
        below = _amounts(grid, words, row + 1, column, title) if grid.filled(row + 1)[:1] == (column,) else None
        return None if below is None else Inner(row, below.stop, column, below.cells)
    return _amounts(grid, words, row, column, "")


def _amounts(grid: Grid, words: Vocabulary, row: int, column: int, title: str) -> Inner | None:
    name = grid.text((row, column))
    heads = [at for at in grid.filled(row) if at > column]
    own = _CORNER.fullmatch(fold(name)) is not None  # the labels of its rows stand below its first cell
    if not own and (words.targets(name) - {AMOUNT} or len(name) > _LONGEST):
        return None
    kinds = column if own else heads[0] if heads and _CORNER.fullmatch(fold(grid.text((row, heads[0])))) else None
    heads = [at for at in heads if at != kinds and not _UNIT.search(grid.text((row, at)))]
    across = [is_year(grid.text((row, at))) for at in heads]
    if not own and any(across) and _begins_amounts(grid, words, row, column):
        own, kinds, title = True, column, title or name
    beside = [at for at, year in zip(heads, across, strict=True) if not year and _BESIDE.search(grid.text((row, at)))]
    years = any(across) and len(beside) + sum(across) == len(heads)
    if not years and not (len(heads) > 1 and all(_is_kind(words, grid.text((row, at))) for at in heads)):
        return None
    cells: list[tuple[Head, At]] = []
    groups = tuple(text for text in (title, "" if own else name) if text)
    last = row
    for below in range(row + 1, grid.height):
        found = _row(grid, words, below, column, kinds, heads, beside, years=years, own=own)
        if found is None:
            break
        last = below
        for label, at in found:
            top = (row, at)
            ends = (top, label) if years and at not in beside else (label, top)
            texts = tuple(grid.text(end) for end in ends if end is not None)
            cells.append((Head((*groups, *texts), next(end for end in reversed(ends) if end)), (below, at)))
    return Inner(row, last + 1, column, tuple(cells)) if cells else None


def _begins_amounts(grid: Grid, words: Vocabulary, row: int, column: int) -> bool:
    """Whether the label over the kinds of cost is one of amounts, and the first of them stands right below it."""
    below = grid.text((row + 1, column)) if row + 1 < grid.height else ""
    return grid.block((row, column)) is None and bool(words.money(grid.text((row, column)))) and _is_kind(words, below)


def _row(
    grid: Grid, words: Vocabulary, row: int, column: int, kinds: int | None, heads: Sequence[int],
    beside: Sequence[int], *, years: bool, own: bool,
) -> list[tuple[At | None, int]] | None:  # fmt: skip
    """The cells of one row under the headings, each with the label of the row; None where the table is at its end."""
    filled = [at for at in grid.filled(row) if at > column or (own and at == column)]
    goes_on = own or not grid.text((row, column)) or grid.origin((row, column))[0] < row
    if not filled or not goes_on or (own and grid.origin((row, column))[0] < row):
        return None
    at = filled[0]
    label = None if at in heads and _is_amount(words, grid.text((row, at))) else (row, at)
    if label is not None:
        known = _is_kind(words, grid.text(label)) if years else is_year(grid.text(label))
        if (kinds is not None and at != kinds) or at > min(heads) or (not known and (own or not years)):
            return None
        if not known and (len(grid.text(label)) > _LONGEST or words.targets(grid.text(label))):
            return None
    elif not years:
        return None
    values = [at for at in heads if (label is None or at != label[1]) and at not in beside and grid.text((row, at))]
    if any(not _is_amount(words, grid.text((row, at))) for at in values):
        return None
    return [(label, at) for at in heads if label is None or at != label[1]]


def is_year(text: str) -> bool:
    """Whether a heading is a year and nothing else: R8予算, 令和9年度(見込)."""
    folded = fold(text)
    return bool(YEAR_ONLY.fullmatch(folded) or _BUDGET.fullmatch(folded))


def _is_kind(words: Vocabulary, text: str) -> bool:
    """Whether a label names a kind of cost or the sum of all."""
    return bool(_SUM.fullmatch(fold(text)) or words.money(text))


def _is_amount(words: Vocabulary, text: str) -> bool:
    folded = fold(text)
    nothing = {fold(word) for word in (*words.values["nothing"], *words.values["unsettled_dates"])}
    return folded in nothing or bool(_AMOUNT.fullmatch(clean(text).replace(" ", "")))


def section_at(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int, column: int) -> Section | None:
    """The section that begins in this row: a label over several rows, each of which has a label of its own beside it
    and a value beside that.
    """
    if grid.origin((row, column)) != (row, column) or not grid.text((row, column)):
        return None
    block = grid.block((row, column))
    stop = block.last_row + 1 if block is not None else row + 1
    if block is None:  # not merged: blank below
        while stop < grid.height and grid.filled(stop) and not grid.text((stop, column)):
            stop += 1
    rows = [at for at in range(row, min(stop, grid.height)) if len(grid.filled(at)) > (grid.text((at, column)) != "")]
    behind = {min(at for at in grid.filled(other) if at > column) for other in rows if grid.filled(other)[-1] > column}
    if len(behind) != 1:
        return None
    labels = behind.pop()
    if len(rows) == 1:
        alone = labels == column + 1 and _begins_section(grid, words, heads, row, column)
        return Section(row, row + 1, column, labels, grid.text((row, column))) if alone else None
    found = _labels_down(grid, heads, rows, labels, merged=block is not None)
    return Section(row, min(stop, grid.height), column, labels, grid.text((row, column))) if found else None


def _labels_down(grid: Grid, heads: Sequence[Sequence[int]], rows: Sequence[int], labels: int, *, merged: bool) -> bool:
    """Whether the cells of a column in these rows are labels with values beside them: most we know, all if nothing but
    blanks tells that they belong together; neither records side by side nor a table with headings.
    """
    across = [[at for at in grid.filled(row) if at > labels] for row in rows]
    heading = [set(found) & set(heads[row]) for found, row in zip(across, rows, strict=True)]
    records = not any(heading) and sum(len(found) > 1 for found in across) * 2 > len(rows)
    known = sum(labels in heads[row] for row in rows)
    table = known == 1 and len(across[0]) > 1 and len(heading[0]) == len(across[0])
    enough = known * 2 >= len(rows) if merged else known == len(rows)
    return enough and all(across) and not records and not table


def _begins_section(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int, column: int) -> bool:
    """Whether a label of ours stands right behind the first cell of a row, with its value: 標準化 | 移行時期 | R9.9."""
    filled = [at for at in grid.filled(row) if at > column]
    text = grid.text((row, column + 1))
    ours = words.targets(text) and fold_head(text) != fold_head(grid.text((row, column)))
    value = any(fold(text) in table for table in words.words.values())
    return bool(ours) and not value and len(filled) > 1 and filled[0] in heads[row] and filled[1] not in heads[row]


def unread_at(grid: Grid, heads: Sequence[Sequence[int]], row: int, column: int) -> Inner | None:
    """A table inside a form that tells nothing we know how to read: a label over several rows, headings beside it."""
    block = grid.block((row, column)) if grid.origin((row, column)) == (row, column) else None
    if block is None or block.last_row == row or not grid.text((row, column)):
        return None
    stop = min(block.last_row + 1, grid.height)
    top = {at for at in grid.filled(row) if at > column}
    return Inner(row, stop, column, ()) if len(top) > 1 and top <= set(heads[row]) else None


def contracts_at(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int, column: int) -> Inner | None:
    """The contracts of the system of a form, one a row below headings of their own: 契約区分 | 相手方 | 期間 | 年額."""
    if grid.origin((row, column)) != (row, column) or not grid.text((row, column)):
        return None
    block = grid.block((row, column))
    down = block is not None and block.last_row > row  # a label beside the table
    across = [at for at in grid.filled(row) if at > column or (at == column and not down)]
    if len(set(across) & set(heads[row])) < _FEWEST or len(set(across) - set(heads[row])) > 1:
        return None
    texts = [grid.text((row, at)) for at in across]
    said = [_target(words, text) for text in texts]
    once = [target for target in said if target != AMOUNT]  # amounts of several years
    if (
        len(set(said) & _OF_CONTRACT) < 2
        or len(set(once)) < len(once)
        or any(words.targets(t) & _OF_OTHERS for t in texts)
    ):
        return None
    owner = _owner(grid, words, heads, row)
    last = block.last_row + 1 if block is not None and down else grid.height
    rows = list(takewhile(lambda at: _is_row(grid, words, at, across, label=column), range(row + 1, last)))
    if not owner or not rows:
        return None
    titles = [grid.text((up, at)) for up in ((row,) if down else (row - 1, row - 2)) for at in grid.filled(up)[:1]]
    if (
        any(map(words.of_next, titles))
        or any(map(words.other_title, titles))
        or any(_QUOTED.search(text) for text in texts)
    ):
        return Inner(row, rows[-1] + 1, column, ())  # of the system to come, or of offers: told
    table = Table(
        grid=grid,
        shape=Shape.LIST,
        heads=tuple(Head((grid.text((row, at)),), (row, at)) for at in across),
        lines=tuple(Line(tuple((down, at) for at in across), down, named=owner) for down in rows),
    )
    return Inner(row, rows[-1] + 1, column, (), table)


def _target(words: Vocabulary, text: str) -> str:
    """The one field of a contract or system that a heading names, else its own words."""
    found = sorted(words.targets(text))
    return found[0] if found else AMOUNT if words.money(text) in ("yearly", "monthly", "unclear") else fold_head(text)


def _owner(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int) -> str:
    """The system that the labels above a row name: the nearest label of a name with a value beside it."""
    for up in range(row - 1, max(row - _ABOVE, -1), -1):
        for at in heads[up]:
            if "system.name" in words.targets(grid.text((up, at))):
                beside = next((other for other in grid.filled(up) if other > at), None)
                return grid.text((up, beside)) if beside is not None and beside not in heads[up] else ""
    return ""


def _is_row(grid: Grid, words: Vocabulary, row: int, across: Sequence[int], *, label: int) -> bool:
    """Whether a row goes on below the headings of a table: several cells, none of them beside it or a label of ours."""
    filled = [at for at in grid.filled(row) if grid.origin((row, at))[0] == row or at in across]
    if len(filled) < 2 or not set(filled) <= {label, *across}:
        return False
    first = grid.text((row, min(at for at in filled if at in across)))
    return bool(_SUM.fullmatch(fold(first))) or not words.targets(first) - {AMOUNT, "contract.kind", "row.part"}


def going_on(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int, column: int) -> int | None:
    """The row behind what goes on in the column of labels at this row: an inner table, a section; None for neither."""
    found = _block_at(grid, words, heads, row, column)
    return found.stop if found is not None else None


def _block_at(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int, column: int
) -> Inner | Section | None:
    return (
        contracts_at(grid, words, heads, row, column)
        or inner_at(grid, words, row, column)
        or section_at(grid, words, heads, row, column)
        or unread_at(grid, heads, row, column)
    )


def blocks_of(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], column: int, rows: range
) -> Iterator[Inner | Section]:
    """The inner tables and sections of a form, by the rows where they begin."""
    row = rows.start
    while row < rows.stop:
        found = _block_at(grid, words, heads, row, column)
        if found is not None and found.stop <= rows.stop:
            yield found
            row = found.stop
        else:
            row += 1


__all__ = ["Inner", "Section", "blocks_of", "contracts_at", "going_on", "inner_at", "is_year"]
