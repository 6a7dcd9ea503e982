"""What a book that came back holds outside its table of answers: further sheets, pictures, text boxes, a filled cover.

None of it is an answer to a question, and none of it is passed over in silence: each is named with its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.questions import answer_words, other_words
from readiness.exchange.replies.legend import find_legend
from readiness.exchange.replies.tables import ReplyTable
from readiness.exchange.rows import Incoming
from readiness.model.record import Word
from readiness.sources.formatting import PLAIN, Formatting
from readiness.sources.grid import Sheet, cell_name, cell_text, fold_header

_COVER_COLUMNS = 2  # what we write there stands in so many
_WORDS = 60
_ANSWERS = ("answer", "fact", "delivery", "cost_low", "cost_high", "words")  # a row of these without an ID is told of
_SENTENCE = re.compile(
    r"^[(（【\s]*[※注]|(?:です|ます|ません|ました|である|とする|とします|ください|下さい|前提|予定|除く|同じ|同様|とおり|場合)[。)）]*\s*$|"
    r"[^。]{6}。"
)


def around(
    incoming: Incoming, tables: Sequence[ReplyTable], read: Collection[str], labels: Labels
) -> Iterator[RowNote]:
    """A remark for each thing outside the tables; `read`: the sheets whose rows were read or told of."""
    of_sheet = {table.sheet: table for table in tables}
    ours = {fold_header(word) for key in ("sheet.cover", "sheet.definitions") for word in other_words(labels, key)}
    for sheet in incoming.workbook.sheets:
        formatting = incoming.formatting.get(sheet.name, PLAIN)
        yield from _drawn(sheet.name, formatting)
        if table := of_sheet.get(sheet.name):
            yield from _apart(sheet, table)
        if sheet.name in read:
            continue
        if fold_header(sheet.name) in ours:
            yield from _added(sheet, formatting, _listed_words(labels))
        elif stated := [text for row in sheet.rows for cell in row if (text := cell_text(cell))]:
            words = " ".join(stated)[:_WORDS]
            yield note("sheet-further", sheet.name, count=len(stated), text=words)


def _drawn(name: str, formatting: Formatting) -> Iterator[RowNote]:
    for row, column in formatting.pictures:
        yield note("picture", f"{name}!{cell_name(row, column)}")
    for (row, column), text in formatting.boxes:
        yield note("box", f"{name}!{cell_name(row, column)}", text=text[:_WORDS])


def _apart(sheet: Sheet, table: ReplyTable) -> Iterator[RowNote]:
    """Sentences above the headings and below the last question, which may say something of all answers (税抜です)."""
    held = {row.found.row - 1 for row in table.rows if any(row.found.text(key) for key in _ANSWERS)}
    for at, row in enumerate(sheet.rows):
        if table.head <= at < table.last or at in held:
            continue
        for column, cell in enumerate(row):
            if _SENTENCE.search(said := cell_text(cell)) and not find_legend([(cell,)]):
                yield note("table-words", f"{sheet.name}!{cell_name(at, column)}", text=said[:_WORDS])


def _listed_words(labels: Labels) -> frozenset[str]:
    """The words of drop-downs, which stand beside the definitions."""
    own = (word.ja for kind in Word.__subclasses__() for word in kind)
    return frozenset((*answer_words(labels), *(labels.words.get(f"common.{key}") for key in ("yes", "no")), *own))


def _added(sheet: Sheet, formatting: Formatting, listed: frozenset[str]) -> Iterator[RowNote]:
    """What somebody wrote on our cover beside our words, or as a comment. `listed`: words that we write there."""
    blank = (at for at, row in enumerate(sheet.rows) if not any(cell_text(cell) for cell in row[:_COVER_COLUMNS]))
    below = next(blank, len(sheet.rows))  # our own lines stand without a blank one between them
    beside = (
        (cell_name(at, column), text)
        for at, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if (column >= _COVER_COLUMNS or at > below) and (text := cell_text(cell)) and text not in listed
    )
    comments = ((cell_name(*place), text) for place, text in sorted(formatting.comments.items()))
    for cell, text in chain(beside, comments):
        yield note("cover-further", f"{sheet.name}!{cell}", text=text[:_WORDS])
