"""Answers as they come back → values row by row. Nothing is dropped: what cannot be read stays as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from readiness.exchange.answer_words import SPELLINGS
from readiness.exchange.asker import Asker, asker_of
from readiness.exchange.cells import Read, is_unknown, read_date, read_integer, read_word, read_yes
from readiness.exchange.check_code import GAP_ID, clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.questions import division_book_columns
from readiness.exchange.rows import FoundRow, Incoming, find_tables
from readiness.model.conformance import Answer
from readiness.model.gap import Evaluation, Reply, Ruling
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN

_V = TypeVar("_V")
_REPLY_TEXTS = ("fact", "version", "alternative", "transitional_number", "evidence", "contact", "words")
_DIVISION = frozenset({"confirmed", "own_fact", "evaluation", "added_hours", "comment", "decision"})
_KEYS = ("system", "requirement", "title", "current", "expected", "request", "counterpart")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row that came back. `id` is "" where none could be read; `raw` is everything that was filled in, as text.

    A division's book gives `evaluation`, `ruling` and `own_fact`, and no `reply`. `keys` are the locked cells as found.
    """

    place: str
    id: str
    revision: str = ""
    check: str = ""
    reply: Reply | None = None
    evaluation: Evaluation | None = None
    ruling: Ruling | None = None
    own_fact: str = ""
    raw: str = ""
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRows:
    """All rows with something in them; `blank` counts rows nobody filled in; `tables` is 0 where no table was found."""

    rows: tuple[AnswerRow, ...]
    notes: tuple[RowNote, ...]
    blank: int
    tables: int
    asker: Asker = field(default_factory=Asker)


def read_answers(incoming: Incoming, labels: Labels) -> ReadRows:
    """Rows of a vendor's or division's book, a CSV of one, or any table with our IDs and answer columns."""
    tables = find_tables(incoming, division_book_columns(labels), "id", GAP_ID)
    rows: list[AnswerRow] = []
    notes: list[RowNote] = []
    blank = 0
    for table in tables:
        division = bool(_DIVISION & set(table.search.columns))
        for found in table.rows:
            row = _division_row(found, labels, notes) if division else _vendor_row(found, labels, notes)
            if row is None:
                blank += 1
            else:
                rows.append(row)
    asker = asker_of(incoming, tables, labels)
    return ReadRows(rows=tuple(rows), notes=tuple(notes), blank=blank, tables=len(tables), asker=asker)


def _vendor_row(found: FoundRow, labels: Labels, notes: list[RowNote]) -> AnswerRow | None:
    filled = _filled(found, labels, ("answer", "delivery", "cost_low", "cost_high", *_REPLY_TEXTS))
    if not filled:
        return None
    row_id = clean_id(found.text("id"))
    cells = _Cells(found, row_id, labels, notes)
    texts = {name: found.text(name) for name in _REPLY_TEXTS}
    reply = Reply(
        answer=cells.answer("answer"),
        delivery=cells.date("delivery"),
        cost_low=cells.integer("cost_low"),
        cost_high=cells.integer("cost_high"),
        **{**texts, "words": _joined(texts["words"], *cells.unread)},
    )
    return AnswerRow(reply=reply, raw=" / ".join(filled), **_identity(found, row_id))


def _division_row(found: FoundRow, labels: Labels, notes: list[RowNote]) -> AnswerRow | None:
    names = (
        "confirmed",
        "own_fact",
        "evaluation",
        "added_hours",
        "comment",
        "decision",
        "decided_on",
        "document_number",
    )
    filled = _filled(found, labels, names)
    if not filled:
        return None
    row_id = clean_id(found.text("id"))
    cells = _Cells(found, row_id, labels, notes)
    confirmed = cells.yes("confirmed") is True
    code, hours = cells.answer("evaluation"), cells.integer("added_hours")
    decided_on = cells.date("decided_on")
    evaluation = Evaluation(
        confirmed=confirmed,
        evaluation=code,
        added_hours=hours,
        comment=_joined(found.text("comment"), *cells.unread),
    )
    decision = found.text("decision")
    number = found.text("document_number")
    if decided_on is not None and not decision:
        notes.append(note("decision-missing", found.place("decided_on"), row_id, grave=False))
    return AnswerRow(
        evaluation=evaluation if evaluation != Evaluation() else None,
        ruling=Ruling(decision=decision, decided_on=decided_on, document_number=number)
        if decision or decided_on or number
        else None,
        own_fact=found.text("own_fact"),
        raw=" / ".join(filled),
        **_identity(found, row_id),
    )


@dataclass(slots=True)
class _Cells:
    """Reads the cells of one row; what cannot be read goes to `unread` and to the notes."""

    found: FoundRow
    row_id: str
    labels: Labels
    notes: list[RowNote]
    unread: list[str] = field(default_factory=list)

    def answer(self, name: str) -> Maybe[Answer]:
        read = read_word(self.found.cells.get(name), Answer, {**SPELLINGS, **_both_languages()})
        return self._taken(name, read) or UNKNOWN

    def date(self, name: str) -> date | None:
        return self._taken(name, read_date(self.found.cells.get(name)))

    def integer(self, name: str) -> int | None:
        return self._taken(name, read_integer(self.found.cells.get(name)))

    def yes(self, name: str) -> bool | None:
        return self._taken(name, read_yes(self.found.cells.get(name)))

    def _taken(self, name: str, read: Read[_V]) -> _V | None:
        if read.problem and not is_unknown(self.found.cells.get(name)):
            header = self.labels(f"column.{name}")
            self.unread.append(f"{header}: {read.raw}")
            place = self.found.place(name)
            self.notes.append(note(f"cell.{read.problem}", place, self.row_id, column=header, raw=read.raw[:60]))
        return read.value


def _both_languages() -> dict[str, Answer]:
    from readiness.messages.catalogue import Catalogue  # noqa: PLC0415 - a value, not a room

    return {Catalogue("en").get(f"answer.{word.value}"): word for word in Answer}


def _identity(found: FoundRow, row_id: str) -> dict[str, Any]:
    return {
        "place": found.place("id"),
        "id": row_id,
        "revision": found.text("revision").upper(),
        "check": found.text("check"),
        "keys": {name: found.text(name) for name in _KEYS if name in found.cells},
    }


def _filled(found: FoundRow, labels: Labels, names: Sequence[str]) -> list[str]:
    return [f"{labels(f'column.{name}')}: {found.text(name)}" for name in names if found.text(name)]


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
