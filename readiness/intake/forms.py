"""Sheets with labels beside values (調書), and tables whose records stand side by side (マトリックス)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from readiness.intake.areas import area_word
from readiness.intake.fold import fold_head
from readiness.intake.grid import At, Grid
from readiness.intake.inner import Inner, Section, blocks_of, going_on, inner_at, is_year
from readiness.intake.table import Head, Line, Shape, Table
from readiness.intake.vocabulary import Vocabulary

_GAP = 3  # rows without a label inside one form
_FEWEST = 3  # labels below one another that make a form
# A label nobody knows behind a value, not its unit: 移行先, not 千円.
_LABEL = re.compile(r"(?!.*(?:[0-9]|円|税[込抜別]))[^()（）]*[一-龥ァ-ヴa-zA-Z]{2}[^()（）]{0,10}")
_BETWEEN = re.compile("[~～〜∼―ー－-]|から|まで|自|至")
_ASIDE = ("備考", "説明", "記入", "例", "注", "補足", "留意")


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels below one another in one column."""

    column: int
    rows: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last row."""
        return self.rows[-1]


def label_columns(grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], free: set[int]) -> list[Labels]:
    """Columns in which at least three different labels stand below one another, outside of heading rows."""
    found = []
    for column in range(grid.width):
        rows = [row for row in sorted(free) if column in heads[row]]
        inside: set[int] = set()
        for outer in range(column + 1) if len(rows) >= _FEWEST else ():
            for block in blocks_of(grid, words, heads, outer, range(grid.height)):
                inside.update(range(block.first, block.stop))
        for run in _runs(rows, inside):
            kinds = {fold_head(grid.text((row, column))) for row in run}
            ours = {t for row in run for t in words.targets(grid.text((row, column)))}
            if len(kinds) >= _FEWEST and len(ours) >= 2:
                whole = sorted({*run, *(row for row in inside if run[0] < row < run[-1])})
                found.append(Labels(column, _reaching(grid, words, heads, column, whole, free)))
    return found


def _reaching(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], column: int, run: Sequence[int], free: set[int]
) -> tuple[int, ...]:
    """The rows of a run with those below it that go on in the same way: a label nobody knows, and its value; a table
    inside the form, or a section of labels.
    """
    rows = list(run)
    while rows[-1] + 1 < grid.height:
        row = rows[-1] + 1
        filled = grid.filled(row)
        begins = [at for at in dict.fromkeys((*filled[:1], column)) if at <= column]
        stop = next((end for at in begins if (end := going_on(grid, words, heads, row, at)) is not None), None)
        if stop is not None:
            rows += range(row, stop)
            continue
        own = [at for at in filled if at >= column or grid.origin((row, at))[0] == row]  # a group may be merged down
        if row not in free or len(own) < 2 or not (own[0] == column or _outside(grid, heads, row, column)):
            break
        rows.append(row)
    return tuple(rows)


def _outside(grid: Grid, heads: Sequence[Sequence[int]], row: int, column: int) -> bool:
    """Whether a label with its value stands before a column of labels: 備考 below sections."""
    first, second, *_ = (*grid.filled(row), -1, -1)
    return first < column and first in heads[row] and second >= column and second not in heads[row]


def _runs(rows: Sequence[int], inside: set[int]) -> Iterator[list[int]]:
    """Rows near one another; what lies inside tables and sections between them keeps none apart."""
    run: list[int] = []
    for row in rows:
        if run and sum(between not in inside for between in range(run[-1], row)) > _GAP:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def forms_of(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], columns: Sequence[Labels]
) -> Iterator[tuple[Table, set[int]]]:
    """The forms and matrices of a sheet, each with the rows it takes."""
    left = sorted(columns, key=lambda labels: (labels.rows[0], labels.column))
    while left:
        main = left.pop(0)
        beside = [other for other in left if set(range(other.rows[0], other.last + 1)) & set(main.rows)]
        left = [other for other in left if other not in beside]
        first, last = main.rows[0], max(labels.last for labels in (main, *beside))
        blocks = list(blocks_of(grid, words, heads, main.column, range(first, last + 1)))
        inner = any(not isinstance(block, Section) or block.stop - block.first > 1 for block in blocks)
        matrix = None if beside or inner else _matrix(grid, words, main)
        if matrix is not None:
            yield matrix
            continue
        rows = range(first, last + 1)
        own = {main.column, *(other.column for other in beside)}
        own |= {
            grid.filled(row)[0] for row in main.rows if grid.filled(row) and _outside(grid, heads, row, main.column)
        }
        tables = _forms(grid, words, heads, sorted(own), rows)
        taken = set(range(first, last + 1))
        for table in tables:
            yield table, taken
        for block in blocks:
            if isinstance(block, Inner) and block.table is not None:
                yield block.table, set(range(block.first, block.stop))


def _matrix(grid: Grid, words: Vocabulary, labels: Labels) -> tuple[Table, set[int]] | None:
    """Records across, items down."""
    rows = [row for row in range(labels.rows[0], labels.last + 1) if grid.text((row, labels.column))]
    counted = Counter(at for row in rows for at in grid.filled(row) if at > labels.column)
    across = sorted(at for at, count in counted.items() if count * 2 >= len(rows))
    while sum(bool(grid.text((rows[0], at))) for at in across) * 2 < len(across):
        rows.pop(0)  # 団体名 and the like stand above, with a value of their own
    top = rows[0] - 1
    if top >= 0 and len([at for at in grid.filled(top) if at > labels.column]) >= 2:
        across = [at for at in across if not any(word in grid.text((top, at)) for word in _ASIDE)]
        rows = [top, *rows]
    identity = next((row for row in rows if "system.name" in words.targets(grid.text((row, labels.column)))), None)
    if identity is None:
        identity = rows[0]
    records = [at for at in across if grid.text((identity, at))]
    named = [grid.text((identity, at)) for at in records]
    if any((words.targets(text) and not area_word(text, words)) or is_year(text) for text in named):
        return None  # labels with values of their own
    labels_in = Counter(at for row in rows[1:] for at in _labels_among(grid, words, row, records))
    asked = Counter(at for row in rows for at in _labels_among(grid, words, row, records))  # labels of a second column
    full = any(
        count > 1 and count * 2 >= sum(bool(grid.text((row, at))) for row in rows) for at, count in asked.items()
    )
    if len(records) < 2 or full or any(count * 2 >= len(rows) for count in labels_in.values()):
        return None
    heads = tuple(Head(_path(grid, row, labels.column, rows[0]), (row, labels.column)) for row in rows)
    lines = tuple(Line(tuple((row, at) for row in rows), identity) for at in records)
    taken = set(range(rows[0], labels.last + 1))
    return Table(grid=grid, shape=Shape.MATRIX, heads=heads, lines=lines), taken


def _labels_among(grid: Grid, words: Vocabulary, row: int, columns: Sequence[int]) -> list[int]:
    """Values that are labels themselves, unless all are the same word."""
    return [at for at in columns if words.targets(grid.text((row, at))) and len(grid.text((row, at))) > 2]


def _path(grid: Grid, row: int, column: int, first: int) -> tuple[str, ...]:
    """The label of a row behind the groups before it; a group without merged cells reaches down to the next."""
    groups = (next((t for up in range(row, first - 1, -1) if (t := grid.text((up, at)))), "") for at in range(column))
    return tuple(dict.fromkeys(text for text in (*groups, grid.text((row, column))) if text))


def _forms(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], columns: Sequence[int], rows: range
) -> list[Table]:
    """One table per form; a form ends where a label comes again."""
    found: list[Table] = []
    bands = _bands(grid, heads, rows)
    for start, stop in bands:
        block: dict[str, tuple[Head, At | None, int]] = {}
        unread: list[At] = []
        blocks = _blocks(grid, words, heads, columns, rows) if len(bands) == 1 else {}
        for row in rows:
            inside = blocks.get(row)
            if isinstance(inside, Inner) and row == inside.first:
                for head, value in inside.cells:
                    block.setdefault(_key(head), (head, value, row))
                unread += [] if inside.cells or inside.table is not None else [(row, inside.label)]
            end = inside.label if inside is not None else stop
            pairs: list[tuple[tuple[str, ...], tuple[At, tuple[At, ...]]]] = []
            pairs += [((), pair) for pair in _pairs(grid, words, heads, columns, row, start, end)]
            if isinstance(inside, Section):
                within = _pairs(grid, words, heads, (inside.column,), row, inside.column, stop)
                pairs += [((inside.name,), pair) for pair in within]
            for group, (label, values) in pairs:
                text = grid.text(label)
                path = (*group, text)
                key = _key(Head(path, label))
                if grid.origin(label)[0] < row:
                    key = f"{key} {row}"  # a further value of a label over several rows
                elif key in block and words.is_head(text):
                    found.append(_form(grid, block, unread))
                    block, unread = {}, []
                for ends, at in _ends(grid, values):
                    block.setdefault(key + ends, (Head((*path, ends) if ends else path, label), at, row))
        if block:
            found.append(_form(grid, block, unread))
    return found


def _ends(grid: Grid, values: Sequence[At]) -> Iterator[tuple[str, At | None]]:
    """The value of a label; two where a term stands in cells of its own: R4.4.1 | ～ | R9.3.31."""
    days = [at for at in values if not _BETWEEN.fullmatch(grid.text(at))]
    if len(days) == 2 and len(days) < len(values) and values[-1] == days[-1]:
        yield from zip(("自", "至"), days, strict=True)
    else:
        yield "", values[0] if values else None


def _key(head: Head) -> str:
    return ">".join(fold_head(text) for text in head.path)


def _blocks(
    grid: Grid, words: Vocabulary, heads: Sequence[Sequence[int]], columns: Sequence[int], rows: range
) -> dict[int, Inner | Section]:
    """Row → the inner table or section it lies in, those of the outermost labels first."""
    found: dict[int, Inner | Section] = {}
    for column in columns:
        for block in blocks_of(grid, words, heads, column, rows):
            if not any(row in found for row in range(block.first, block.stop)):
                found |= dict.fromkeys(range(block.first, block.stop), block)
    for row in rows:
        for at in heads[row] if row not in found else ():  # beside labels of their own, or before them
            inner = inner_at(grid, words, row, at) if at not in columns else None
            if inner is not None and inner.stop <= rows.stop and row not in found:
                found |= {other: inner for other in range(row, inner.stop) if other not in found}
    return found


def _bands(grid: Grid, heads: Sequence[Sequence[int]], rows: range) -> list[tuple[int, int]]:
    """Column ranges of forms that stand side by side: where one label stands twice in a row, each begins a band."""
    for row in rows:
        by_text: dict[str, list[int]] = {}
        for at in heads[row]:
            by_text.setdefault(fold_head(grid.text((row, at))), []).append(at)
        starts = max(by_text.values(), key=len, default=[])
        stated = [any(at < other < end for other in grid.filled(row)) for at, end in pairwise([*starts, grid.width])]
        if len(starts) > 1 and all(stated):  # else the words are a value beside their label: 標準準拠 標準準拠
            left = min(starts[0], *(heads[row] or (0,)))
            edges = [left, *starts[1:], grid.width]
            return list(pairwise(edges))
    return [(0, grid.width)]


def _pairs(
    grid: Grid,
    words: Vocabulary,
    heads: Sequence[Sequence[int]],
    columns: Sequence[int],
    row: int,
    start: int,
    stop: int,
) -> Iterator[tuple[At, tuple[At, ...]]]:
    """Labels of a row, each with the cells up to the next one. Unknown labels in a column of labels count too."""
    filled = [at for at in grid.filled(row) if start <= at < stop]
    labels = []
    for index, at in enumerate(filled):
        after = filled[index + 1] if index + 1 < len(filled) else None
        known = at in heads[row]
        follows = index >= 2 and filled[index - 1] not in labels and filled[index - 2] in labels
        beside = after is not None and after not in heads[row]
        named = known or (beside and _LABEL.fullmatch(grid.text((row, at))) is not None)
        if (at in columns and (known or beside)) or (named and follows and (after is None or beside)):
            labels.append(at)
    for index, at in enumerate(labels):
        end = labels[index + 1] if index + 1 < len(labels) else stop
        yield (row, at), tuple((row, other) for other in filled if at < other < end)


def _form(grid: Grid, block: dict[str, tuple[Head, At | None, int]], unread: Sequence[At]) -> Table:
    heads = tuple(head for head, _, _ in block.values())
    line = Line(tuple(value for _, value, _ in block.values()), next(iter(block.values()))[2])
    return Table(grid=grid, shape=Shape.FORM, heads=heads, lines=(line,), unread=tuple(unread))
