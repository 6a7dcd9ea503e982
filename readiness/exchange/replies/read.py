"""Answers as they come back → values row by row. What cannot be read stays as words and is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readiness.exchange.check_code import clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, acting, note
from readiness.exchange.questions import division_book_columns
from readiness.exchange.replies.around import around
from readiness.exchange.replies.asker import asker_of
from readiness.exchange.replies.reader import DIVISION, RowReader
from readiness.exchange.replies.row import AnswerRow, ReadRows
from readiness.exchange.replies.tables import ReplyTable, reply_tables
from readiness.exchange.rows import Incoming

_CROWDED, _LISTED = 5, 50  # cells of an added column that become one remark; IDs listed in it
_OWN_BOOK = 4  # so many columns of the division make a division's book; fewer were added to a vendor's


def read_answers(incoming: Incoming, labels: Labels) -> ReadRows:
    """Rows of a vendor's or division's book, a CSV of one, or any table with our IDs and answer columns."""
    tables, unread = reply_tables(incoming, division_book_columns(labels))
    rows: list[AnswerRow] = []
    untouched: list[AnswerRow] = []
    read = {*(table.sheet for table in tables), *(stated.place for stated in unread)}
    notes: list[RowNote] = [
        *unread,
        *acting(incoming.workbook),
        *(around(incoming, tables, read, labels) if tables else ()),
    ]
    for table in tables:
        notes += _unread_columns(table)
        division = len(table.columns & set(DIVISION)) >= _OWN_BOOK
        above, used = "", False
        columns = tuple(_crowded_columns(table))
        notes += columns
        crowded = frozenset(str(stated.key) for stated in columns)
        for found in table.rows:
            reader = RowReader(found, labels, notes, table.legend)
            reader.crowded = crowded
            row = reader.row(division=division)
            used = used or reader.by_legend
            if row is not None:
                alone = not row.id and not any(row.keys.values())  # a row put in below the question it answers
                rows.append(replace(row, above=above) if alone else row)
            elif found.found.text("id"):
                untouched.append(reader.bare(division=division))
            above = reader.id or above
        if used:
            stated = "、".join(f"{mark} {words}" for mark, words in table.legend.words.items())
            notes.append(note("legend", table.sheet, grave=False, legend=stated[:200]))
    asker = asker_of(incoming, [row.found for table in tables for row in table.rows], labels)
    return ReadRows(
        rows=tuple(rows), notes=tuple(notes), blank=len(untouched), tables=len(tables) + bool(unread), asker=asker,
        saved=incoming.workbook.saved, untouched=tuple(untouched),
    )  # fmt: skip


def _crowded_columns(table: ReplyTable) -> Iterable[RowNote]:
    """Added columns that may hold answers in many rows: one remark each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table.rows:
        for beside in row.beside:
            if beside.head and beside.may_answer:
                found.setdefault(beside.head, []).append((clean_id(row.found.text("id")), beside.place))
    for head, cells in found.items():
        ids = [id_ for id_, _ in cells if id_]
        if len(ids) >= _CROWDED:
            listed = "、".join(ids[:_LISTED]) + (" …" if len(ids) > _LISTED else "")
            stated = note("beside-column", cells[0][1], head=head[:40], count=len(cells), ids=listed)
            yield replace(stated, key=head)


def _unread_columns(table: ReplyTable) -> Iterable[RowNote]:
    """Columns that somebody added and that say nothing of answers: one remark each."""
    seen: dict[str, list[str]] = {}
    for row in table.rows:
        for beside in row.beside:
            if not beside.may_answer:
                seen.setdefault(beside.head, []).append(beside.place)
    return [
        note("column-unread", places[0], grave=False, column=head[:40], count=len(places))
        for head, places in seen.items()
    ]
