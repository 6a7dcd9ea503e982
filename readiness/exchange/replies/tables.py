"""Tables with our IDs in whatever came back, with all that a person put beside our columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from readiness.exchange.check_code import all_ids, clean_id
from readiness.exchange.notes import RowNote, note
from readiness.exchange.questions import LIST_HEADS
from readiness.exchange.replies.amounts import unit_in
from readiness.exchange.replies.columns import COSTS, head_words, is_heading, renamed, units_of
from readiness.exchange.replies.legend import Legend, find_legend
from readiness.exchange.rows import SEARCH_ROWS, FoundRow, Incoming, row_with, unescaped
from readiness.sources.formatting import PLAIN, Formatting
from readiness.sources.grid import MergedRange, Row, Sheet, cell_name, cell_text, fill_merged
from readiness.sources.header import find_header
from readiness.tables.table import Column

_ANSWER_LIKE = re.compile(
    r"費用|金額|価格|見積|(?:年|月)額|時期|予定|年月|期日|回答|対応|可否|修正|訂正|変更|追記|補足|コメント|備考|所見|意見|判定"
)
# Headings of columns that say who answered and when, and nothing of the answer.
_ABOUT = re.compile(
    r"(?:回答|対応|確認|判定|記入|入力)(?:年月日|日時?|者名?|部署|部門|担当(?:者|課)?|番号|no\.?|欄?の?有無)",
    re.IGNORECASE,
)
_REPLACING = re.compile(r"回答|対応|可否|修正|訂正|変更|判定")
_NAMED = 12  # IDs listed in one remark


@dataclass(frozen=True, slots=True)
class Beside:
    """A filled cell in a question's row outside our columns: its heading ("" beside the table), text and place."""

    head: str
    text: str
    place: str

    @property
    def may_answer(self) -> bool:
        """Whether it may be an answer: beside the table, or below a heading of that kind."""
        return not self.head or (bool(_ANSWER_LIKE.search(self.head)) and not _ABOUT.search(self.head))

    @property
    def may_replace(self) -> bool:
        """Whether it may take the place of what stands in our columns, and is no mere remark to it."""
        return not self.head or bool(_REPLACING.search(self.head))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """One row. `errors`, `merged` and `struck` are keys of cells that show an error (or calculate and hold no result),
    belong to several rows, are struck through; of `cut` cells a part is struck through, and what is left of it stands
    there; `comments` stand at its cells; `coloured`: its empty cell for the code has a colour of its own. `units`: what
    a bare number counts, by key; 0 where the table says two things; `shown`: words that its number format adds.
    """

    found: FoundRow
    beside: tuple[Beside, ...] = ()
    errors: frozenset[str] = frozenset()
    merged: frozenset[str] = frozenset()
    over_rows: bool = False  # one of them reaches over the rows of other questions
    struck: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    comments: tuple[Beside, ...] = ()
    coloured: bool = False
    units: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTable:
    """The table of one sheet: which of our columns it has, its rows, and what its own legend says of marks; `head` and
    `last`: how many rows stand above its headings, and up to its last ID.
    """

    sheet: str
    columns: frozenset[str]
    rows: tuple[ReplyRow, ...]
    legend: Legend = field(default_factory=Legend)
    head: int = 0
    last: int = 0


def reply_tables(incoming: Incoming, columns: Sequence[Column]) -> tuple[tuple[ReplyTable, ...], tuple[RowNote, ...]]:
    """Every sheet with an ID column and one more; sheets whose IDs led to no row are remarked, none is passed over."""
    tables: list[ReplyTable] = []
    notes: list[RowNote] = []
    other: list[Row] = [(text,) for shown in incoming.formatting.values() for _, text in shown.boxes]
    for sheet in incoming.workbook.sheets:
        table = _table(incoming, sheet, columns)
        if table is not None:
            tables.append(table)
        else:
            other += sheet.rows
        taken = {clean_id(row.found.text("id")) for row in table.rows} if table is not None else set()
        if ids := [row_id for row_id in _ids_on(sheet) if row_id not in taken]:
            listed = "、".join(ids[:_NAMED])
            notes.append(note("sheet-unread", sheet.name, count=len(ids), ids=listed))
    legend = find_legend(other)
    return tuple(t if t.legend or not legend else replace(t, legend=legend) for t in tables), tuple(notes)


def _table(incoming: Incoming, sheet: Sheet, columns: Sequence[Column]) -> ReplyTable | None:
    filled = fill_merged(sheet)
    wanted = head_words(columns)
    first = row_with(filled.rows[:SEARCH_ROWS], wanted["id"])
    top = filled.rows if first is None else filled.rows[first : first + 1]
    search = find_header(top, wanted, required=["id"], loose=False, search_rows=SEARCH_ROWS)
    head_row = search.row + (first or 0) if search.row >= 0 else _row_above_ids(filled.rows)
    if head_row < 0:
        return None
    data_from = head_row + max(search.depth, 1)
    places = dict(search.columns)
    if "id" not in places:
        guessed = _column_of_ids(filled.rows[data_from:])
        if guessed is None:
            return None
        places = {name: at for name, at in places.items() if at != guessed} | {"id": guessed}
    heads = [cell_text(cell) for cell in filled.rows[data_from - 1]]
    places |= renamed(heads, places, wanted)
    units = units_of(filled.rows[:head_row], heads, places, {c.key: c.header for c in columns})
    if len(places) < 2:
        return None
    reader = _Reader(
        incoming=incoming, raw=sheet, sheet=filled, first=data_from, places=places, heads=heads, units=units
    )
    rows = tuple(reader.rows())
    last = max((row.found.row for row in rows if row.found.text("id")), default=data_from)
    legend = find_legend((*filled.rows[:data_from], *filled.rows[last:]))
    return ReplyTable(sheet=sheet.name, columns=frozenset(places), rows=rows, legend=legend, head=head_row, last=last)


def _row_above_ids(rows: Sequence[Row]) -> int:
    """The row right above the first with an ID, where a table of their own has its headings; -1 where there is none."""
    first = (at for at, row in enumerate(rows) if any(isinstance(cell, str) and clean_id(cell) for cell in row))
    return next(first, 0) - 1


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """The rows of one table: `raw` as it came, `sheet` with merged cells filled, `first` the row below the headings."""

    incoming: Incoming
    raw: Sheet
    sheet: Sheet
    first: int
    places: Mapping[str, int]
    heads: Sequence[str]
    units: Mapping[str, int]

    @cached_property
    def formatting(self) -> Formatting:
        """How the cells look."""
        return self.incoming.formatting.get(self.raw.name, PLAIN)

    @cached_property
    def known(self) -> Mapping[int, str]:
        """Our columns by their place."""
        return {at: key for key, at in self.places.items()}

    @cached_property
    def joined(self) -> Sequence[MergedRange]:
        """Merged blocks below the headings that span several rows, or several of our columns."""
        return [block for block in self.raw.merged if block.first_row >= self.first and _joins(block, self.known)]

    @cached_property
    def painted(self) -> frozenset[int]:
        """Rows whose cell for the code is coloured; none where most are: that is how the table looks, and no mark."""
        code = self.places.get("answer", -1)
        rows = frozenset(row for row, at in self.formatting.filled if at == code and row >= self.first)
        return rows if 2 * len(rows) <= len(self.sheet.rows) - self.first else frozenset()

    @cached_property
    def wrong(self) -> frozenset[str]:
        """Names of the cells that show an error."""
        return frozenset(self.sheet.errors)

    def rows(self) -> Iterator[ReplyRow]:
        """Every row in which something stands; a cell with several IDs answers all of them."""
        for index in range(self.first, len(self.sheet.rows)):
            if is_heading(self.sheet.rows[index], self.heads, self.known):
                continue
            row = self._row(index)
            if not _says_something(row):
                continue
            ids = all_ids(row.found.text("id"))
            if len(ids) < 2:
                yield row
            else:
                yield from (replace(row, found=replace(row.found, cells={**row.found.cells, "id": one})) for one in ids)

    def _row(self, index: int) -> ReplyRow:
        at = {key: (index, column) for key, column in self.places.items()}
        row, shown = self.sheet.rows[index], self.formatting
        left = {key: shown.kept[place] for key, place in at.items() if place in shown.kept}
        cells = {key: unescaped(row, column, csv=self.incoming.csv) for key, (_, column) in at.items()} | left
        over = [block for block in self.joined if block.first_row <= index <= block.last_row]
        costs = [key for key in COSTS if key in at]
        units = {key: unit for key in costs if (unit := _unit_shown(shown, at[key]))}
        return ReplyRow(
            found=FoundRow(
                file=self.incoming.workbook.name, sheet=self.sheet.name, row=index + 1, cells=cells, columns=self.places
            ),
            beside=self._beside(index),
            errors=frozenset(
                key
                for key, place in at.items()
                if cell_name(*place) in self.wrong or (place in shown.formulas and cells[key] is None)
            ),
            merged=frozenset(
                self.known[column]
                for block in over
                for column in range(block.first_column, block.last_column + 1)
                if column in self.known
            ),
            over_rows=any(block.last_row > block.first_row for block in over),
            struck=frozenset(key for key, place in at.items() if place in shown.struck),
            cut=frozenset(left),
            comments=self._comments(index),
            coloured=index in self.painted and not cell_text(cells.get("answer")),
            units={**self.units, **units},
            shown={key: words for key in costs if (words := shown.suffixed.get(at[key], ""))},
        )

    def _beside(self, index: int) -> tuple[Beside, ...]:
        """What stands outside our columns, without those that only list the words to choose from."""
        return tuple(
            self._note(index, at, words)
            for at, cell in enumerate(self.sheet.rows[index])
            if at not in self.known and (words := cell_text(cell)) and self._head(at) not in LIST_HEADS
        )

    def _comments(self, index: int) -> tuple[Beside, ...]:
        found = sorted((at, words.strip()) for (row, at), words in self.formatting.comments.items() if row == index)
        return tuple(self._note(index, at, words) for at, words in found if words)

    def _note(self, index: int, at: int, words: str) -> Beside:
        return Beside(self._head(at), words, f"{self.sheet.name}!{cell_name(index, at)}")

    def _head(self, at: int) -> str:
        return self.heads[at] if at < len(self.heads) else ""


def _says_something(row: ReplyRow) -> bool:
    marked = row.errors or row.beside or row.comments or row.coloured
    return bool(marked) or any(cell_text(cell) for cell in row.found.cells.values())


def _unit_shown(formatting: Formatting, place: tuple[int, int]) -> int | None:
    """The unit that a cell's number format adds («3,300千円»); of one that is shown divided the number is in yen."""
    if place not in formatting.suffixed:
        return None
    return 1 if formatting.divided.get(place, 1) > 1 else unit_in(formatting.suffixed[place])


def _joins(block: MergedRange, known: Mapping[int, str]) -> bool:
    """Whether a merged block spans several rows, or several of our columns: which of them it answers is not told."""
    return block.last_row > block.first_row or sum(block.first_column <= at <= block.last_column for at in known) > 1


def _column_of_ids(rows: Sequence[Row]) -> int | None:
    hits = Counter(
        at for row in rows for at, cell in enumerate(row) if isinstance(cell, str) and "-" in cell and clean_id(cell)
    )
    return hits.most_common(1)[0][0] if hits else None


def _ids_on(sheet: Sheet) -> list[str]:
    found = (clean_id(cell) for row in sheet.rows for cell in row if isinstance(cell, str) and "-" in cell)
    return list(dict.fromkeys(row_id for row_id in found if row_id))
