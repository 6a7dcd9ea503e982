"""Finds the header row of a table by its words, wherever it stands and in whatever order the columns come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from readiness.sources.grid import Row, cell_name, cell_text, fold_header

_EXACT, _LOOSE = 1.0, 0.6
_REMARKS = ("※", "注", "(注", "（注")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderSearch:
    """What was found. Places are 0-based; data begins at `first_data_row`.

    `columns` is the column of each field found. `missing` are the required fields that were not; `seen` the header
    texts of the best row with their cell names (`("機能ID", "B5")`), for the message; `doubled` the fields whose words
    match further columns exactly, with all those columns. `row` is -1 when no row had any of the words.
    """

    row: int
    depth: int
    columns: Mapping[str, int]
    sought: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    seen: tuple[tuple[str, str], ...]
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether every required field has its column."""
        return not self.missing

    @property
    def first_data_row(self) -> int:
        """The row after the header."""
        return self.row + self.depth

    def value(self, row: Row, name: str) -> str:
        """The text of a field in a data row; empty where the column is missing."""
        column = self.columns.get(name, -1)
        return cell_text(row[column]) if 0 <= column < len(row) else ""


Heads = dict[int, list[str]]
"""Column → what it may be known by. Only columns with words: a row may reach to the last of 16,384 and be empty."""


def find_header(
    rows: Sequence[Row],
    wanted: Mapping[str, Sequence[str]],
    *,
    required: Collection[str] | None = None,
    search_rows: int = 40,
    loose: bool = True,
) -> HeaderSearch:
    """Find the row (or two rows) whose cells say what `wanted` lists: field → the words that may head its column.

    Words match whole cells first; with `loose`, a cell that contains the word serves where no other does. Widths, case,
    blanks, line breaks and slashes do not count. In a two-row header a cell's words are the lower ones, or upper and
    lower together (`実装類型/指定都市`); pass rows with merged cells filled (`fill_merged`). By default all fields are
    `required`.
    """
    sought = {name: tuple(words) for name, words in wanted.items()}
    needed = [name for name in sought if required is None or name in required]
    folded = {name: [fold_header(word) for word in words] for name, words in sought.items()}
    best: tuple[tuple[int, float, int, int], int, int, dict[str, int], Heads] | None = None
    for row in range(min(search_rows, len(rows))):
        for depth in (1, 2):
            if row + depth > len(rows):
                continue
            heads = _heads(rows[row : row + depth])
            columns, score = _match(heads, folded, loose=loose)
            rank = (sum(name in columns for name in needed), score, -depth, -row)
            if columns and (best is None or rank > best[0]):
                best = rank, row, depth, columns, heads
    if best is None:
        return HeaderSearch(row=-1, depth=0, columns={}, sought=sought, missing=tuple(needed), seen=_first_texts(rows))
    _, row, depth, columns, heads = best
    return HeaderSearch(
        row=row,
        depth=depth,
        columns=columns,
        sought=sought,
        missing=tuple(name for name in needed if name not in columns),
        seen=tuple(_texts(rows, row, depth)),
        doubled=_doubled(heads, folded, columns),
    )


def data_rows(rows: Sequence[Row], header: HeaderSearch) -> Iterator[tuple[int, Row]]:
    """Rows below a header with their 0-based numbers, without headers printed again on later pages and remarks (※ 注)
    that stand alone in their row. Rows without any text stay: they may end a block.
    """
    heads = {column: {fold_header(word) for word in header.sought[name]} for name, column in header.columns.items()}
    for row in rows[header.row : header.first_data_row]:
        for column, words in heads.items():
            words.add(fold_header(cell_text(row[column])))
    for number in range(header.first_data_row, len(rows)):
        row = rows[number]
        texts = {column: text for column in heads if column < len(row) and (text := cell_text(row[column]))}
        same = sum(fold_header(text) in heads[column] for column, text in texts.items())
        header_again = same >= min(2, len(heads)) and 2 * same >= len(texts)
        if not header_again and not _alone_remark(row):
            yield number, row


def _alone_remark(row: Row) -> bool:
    texts = {text for cell in row if (text := cell_text(cell))}
    return len(texts) == 1 and texts.pop().startswith(_REMARKS)


def _heads(rows: Sequence[Row]) -> Heads:
    """Per column that has any, the folded texts it may be known by, best first."""
    texts = [
        {column: text for column, cell in enumerate(row) if cell is not None and (text := fold_header(cell_text(cell)))}
        for row in rows
    ]
    if len(texts) == 1:
        return {column: [text] for column, text in texts[0].items()}
    heads: Heads = {}
    above = ""
    for column in sorted({column for row in texts for column in row}):
        upper, lower = (row.get(column, "") for row in texts)
        above = upper or above  # an upper word often spans the empty cells to its right without being merged
        heads[column] = [lower or upper] if lower == upper or not lower else [lower, above + lower]
    return heads


def _match(heads: Heads, folded: Mapping[str, list[str]], *, loose: bool) -> tuple[dict[str, int], float]:
    columns: dict[str, int] = {}
    for name, words in folded.items():
        exact = _exact(heads, words, taken=columns.values())
        if exact:
            columns[name] = exact[0]
    score = _EXACT * len(columns)
    if loose:
        for name, words in folded.items():
            if name not in columns and (near := _nearest(heads, words, taken=columns.values())) is not None:
                columns[name] = near
                score += _LOOSE
    return columns, score


def _exact(heads: Heads, words: list[str], *, taken: Collection[int] = ()) -> list[int]:
    """The columns headed by the first word that heads any."""
    for word in words:
        found = [column for column, names in heads.items() if word in names and column not in taken]
        if found:
            return found
    return []


def _nearest(heads: Heads, words: list[str], *, taken: Collection[int]) -> int | None:
    """The column with the shortest header that contains a word of at least two characters."""
    near = [
        (len(name), column)
        for column, names in heads.items()
        if column not in taken
        for name in names
        if any(len(word) > 1 and word in name for word in words)
    ]
    return min(near)[1] if near else None


def _doubled(heads: Heads, folded: Mapping[str, list[str]], columns: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    others = set(columns.values())
    doubled = {}
    for name, column in columns.items():
        same = [at for at in _exact(heads, folded[name]) if at == column or at not in others]
        if len(same) > 1:
            doubled[name] = tuple(same)
    return doubled


def _texts(rows: Sequence[Row], first: int, depth: int) -> Iterator[tuple[str, str]]:
    for row in range(first, first + depth):
        for column, cell in enumerate(rows[row]):
            if text := " ".join(cell_text(cell).split()):
                yield text, cell_name(row, column)


def _first_texts(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """The first row with any text, when nothing matched."""
    for row in range(len(rows)):
        if seen := tuple(_texts(rows, row, 1)):
            return seen
    return ()
