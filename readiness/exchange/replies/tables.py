"""Tables with our IDs in whatever came back, with all that a person put beside our columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    """The table of one sheet: which of our columns it has, its rows, and what its own legend says of marks."""

    sheet: str
    columns: frozenset[str]
    rows: tuple[ReplyRow, ...]
    legend: Legend = field(default_factory=Legend)


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
    rows = tuple(_rows(incoming, sheet, filled, data_from, places, heads, units))
    last = max((row.found.row for row in rows if row.found.text("id")), default=data_from)
    legend = find_legend((*filled.rows[:data_from], *filled.rows[last:]))
    return ReplyTable(sheet=sheet.name, columns=frozenset(places), rows=rows, legend=legend)


def _row_above_ids(rows: Sequence[Row]) -> int:
    """The row right above the first with an ID, where a table of their own has its headings; -1 where there is none."""
    first = (at for at, row in enumerate(rows) if any(isinstance(cell, str) and clean_id(cell) for cell in row))
    return next(first, 0) - 1


def _rows(
    incoming: Incoming,
    raw: Sheet,
    sheet: Sheet,
    first: int,
    places: Mapping[str, int],
    heads: Sequence[str],
    units: Mapping[str, int],
) -> Iterator[ReplyRow]:
    known = {at: key for key, at in places.items()}
    formatting = incoming.formatting.get(raw.name, PLAIN)
    code = places.get("answer", -1)
    painted = {row for row, at in formatting.filled if at == code and row >= first}
    if 2 * len(painted) > len(sheet.rows) - first:
        painted = set()  # how the table looks, and nothing that somebody marked
    errors = set(sheet.errors)
    joined = [block for block in raw.merged if block.first_row >= first and _joins(block, known)]
    for index in range(first, len(sheet.rows)):
        row = sheet.rows[index]
        if is_heading(row, heads, known):
            continue
        cells = {key: unescaped(row, at, csv=incoming.csv) for key, at in places.items()}
        left = {key: formatting.kept[index, at] for key, at in places.items() if (index, at) in formatting.kept}
        cells |= left
        wrong = frozenset(
            key
            for key, at in places.items()
            if cell_name(index, at) in errors or ((index, at) in formatting.formulas and cells[key] is None)
        )
        # A number beside the table is a page or a sum; words are what somebody wanted to say.
        beside = tuple(
            Beside(heads[at] if at < len(heads) else "", text, f"{sheet.name}!{cell_name(index, at)}")
            for at, cell in enumerate(row)
            if at not in known and (text := cell_text(cell)) and (at >= len(heads) or heads[at] not in LIST_HEADS)
        )
        struck = frozenset(key for key, at in places.items() if (index, at) in formatting.struck)
        comments = tuple(
            Beside(heads[at] if at < len(heads) else "", text.strip(), f"{sheet.name}!{cell_name(index, at)}")
            for (row_, at), text in sorted(formatting.comments.items())
            if row_ == index and text.strip()
        )
        coloured = index in painted and not cell_text(cells.get("answer"))
        counted = {
            **units,
            **{key: unit for key in COSTS if (unit := _unit_shown(formatting, index, places.get(key)))},
        }
        if wrong or beside or comments or coloured or any(cell_text(cell) for cell in cells.values()):
            merged = frozenset(
                known[at]
                for block in joined
                if block.first_row <= index <= block.last_row
                for at in range(block.first_column, block.last_column + 1)
                if at in known
            )
            found = FoundRow(file=incoming.workbook.name, sheet=sheet.name, row=index + 1, cells=cells, columns=places)
            stated = ReplyRow(
                found=found,
                beside=beside,
                errors=wrong,
                merged=merged,
                over_rows=any(b.last_row > b.first_row and b.first_row <= index <= b.last_row for b in joined),
                struck=struck,
                cut=frozenset(left),
                comments=comments,
                coloured=coloured,
                units=counted,
                shown={
                    key: text for key in COSTS if (text := formatting.suffixed.get((index, places.get(key, -1)), ""))
                },
            )
            ids = all_ids(found.text("id"))
            # A cell with several IDs answers all of them.
            yield from (
                [stated]
                if len(ids) < 2
                else (replace(stated, found=replace(found, cells={**cells, "id": one})) for one in ids)
            )


def _unit_shown(formatting: Formatting, row: int, column: int | None) -> int | None:
    """The unit that a cell's number format adds («3,300千円»); of one that is shown divided the number is in yen."""
    if column is None or (row, column) not in formatting.suffixed:
        return None
    return 1 if formatting.divided.get((row, column), 1) > 1 else unit_in(formatting.suffixed[row, column])


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
