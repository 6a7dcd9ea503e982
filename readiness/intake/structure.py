"""Cuts a sheet into regions and tells their shape, before any column is matched (構造の読み取り)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from readiness.intake.areas import area_word
from readiness.intake.circled import circled
from readiness.intake.fold import fold
from readiness.intake.forms import forms_of, label_columns
from readiness.intake.grid import Grid
from readiness.intake.headings import heading_rows
from readiness.intake.inner import contracts_at, inner_at
from readiness.intake.lists import lists_of
from readiness.intake.stacked import stacked
from readiness.intake.table import Table
from readiness.intake.vocabulary import Vocabulary

_MARKED = 3  # rows below areas that must hold marks
_NOTE = re.compile(r"^[(（]?(?:※|＊|\*|注|備考|単位|金額)|単位|税[込抜別]|消費税")


def tables_of(grid: Grid, words: Vocabulary) -> list[Table]:
    """The tables of a sheet from top to bottom, each with the texts around it; none where nothing looks like one."""
    heads = [[at for at in grid.filled(row) if _label(grid, words, row, at)] for row in range(grid.height)]
    heads = [_with_areas(grid, words, row, labels) for row, labels in enumerate(heads)]
    lined = {
        row for row in heading_rows(grid, words, heads, range(grid.height)) if not _holds_inner(grid, words, heads, row)
    }
    free = {row for row in range(grid.height) if row not in lined}
    found = list(stacked(grid, words, heads))
    taken = {row for _, rows in found for row in rows}
    free -= taken
    for table, rows in forms_of(grid, words, heads, label_columns(grid, words, heads, free)):
        found.append((table, rows))
        taken |= rows
    if not found and (marked := circled(grid, words)) is not None:
        found.append(marked)
        taken |= marked[1]
    left = [row for row in range(grid.height) if row not in taken]
    found += list(lists_of(grid, words, heads, left))
    found.sort(key=lambda item: (min(item[1]), item[0].heads[0].at[1]))
    return [_with_texts(grid, table, rows, found) for table, rows in found]


def _holds_inner(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], row: int) -> bool:
    """Whether a row begins a table inside a form, beside a label with its value or below the name of a system."""
    if any(contracts_at(grid, words, heads, row, at) is not None for at in grid.filled(row)[:1]):
        return True
    beside = [at for at in heads[row] if at != grid.filled(row)[0]]
    return any(inner_at(grid, words, row, at) is not None for at in beside)


def _label(grid: Grid, words: Vocabulary, row: int, at: int) -> bool:
    value = grid.value((row, at))
    return isinstance(value, str) and grid.origin((row, at))[0] == row and words.is_head(grid.text((row, at)))


def _with_areas(grid: Grid, words: Vocabulary, row: int, labels: list[int]) -> list[int]:
    """The labels of a row, with the names of areas beside a heading of systems: 業務 across, marks below."""
    if not any("system.name" in words.targets(grid.text((row, at))) for at in labels):
        return labels
    areas = [at for at in grid.filled(row) if at not in labels and area_word(grid.text((row, at)), words)]
    below = range(row + 1, min(row + 1 + _MARKED, grid.height))
    stated = {fold(grid.text((under, at))) for under in below for at in areas}
    marks = {fold(mark) for table in words.values["ticks"].values() for mark in table}
    marked = stated & marks and stated <= {"", *marks, *(fold(word) for word in words.values["nothing"])}
    return sorted((*labels, *areas)) if len(areas) > 1 and marked else labels


def _with_texts(grid: Grid, table: Table, rows: set[int], found: Sequence[tuple[Table, set[int]]]) -> Table:
    """The table with its titles above and the texts beside and below it, up to the next table."""
    taken = {row for _, others in found for row in others}
    above: list[str] = []
    row = min(rows) - 1
    mine = True  # nothing blank, and no title, between these rows and the headings yet
    while row >= 0 and row not in taken:
        texts = [grid.text((row, at)) for at in grid.filled(row)]
        own = mine or not any(row_ in taken for row_ in range(row))
        above[:0] = texts if own else [text for text in texts if not _belongs_above(text)]
        mine = mine and bool(texts) and not _starts(texts[0])
        row -= 1
    own_and_inner = [table, *(other for other, _ in found if other.named and not table.named)]
    used = {at for one in own_and_inner for line in one.lines for at in line.cells if at is not None}
    used |= {head.at for one in own_and_inner for head in one.heads}
    beside = [grid.text((row, at)) for row in sorted(rows) for at in grid.filled(row) if (row, at) not in used]
    below: list[str] = []
    stop = next((row for row in range(max(rows) + 1, grid.height) if row in taken), grid.height)
    for row in range(max(rows) + 1, stop):
        texts = [grid.text((row, at)) for at in grid.filled(row)]
        if stop < grid.height:  # another table follows: only remarks belong to this one
            if (texts and _starts(texts[0])) or not any(not grid.filled(other) for other in range(row, stop)):
                break  # from here on all belongs to the next
            texts = [text for text in texts if _belongs_above(text)]
        below += texts
    boxes = [text for _, text in grid.formatting.boxes]
    return replace(table, titles=tuple(above), around=(*table.around, *beside, *below, *boxes))


def _starts(text: str) -> bool:
    """Whether a text begins something new: a numbered title, or one with a mark before it."""
    return bool(re.match(r"[■○●◆□◇▼【〔]|[(（]?[0-9０-９①-⑳Ⅰ-Ⅹ一二三四五六七八九十]{1,2}[)）.．、\s\u3000]", text))


def _belongs_above(text: str) -> bool:
    return bool(_NOTE.search(text)) and not text.startswith(("■", "○", "●", "◆", "□"))
