"""Accepted answers into the ledger (回答の反映): the book beside the register, and what was decided in it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from readiness.app.confirm import write_confirmed
from readiness.app.gaps.body_register import BodyRegister, append
from readiness.app.reading import is_workbook, own_lists
from readiness.app.register import register_file
from readiness.app.writing import write_sections
from readiness.exchange.labels import reading_labels
from readiness.exchange.ledger.filled import answered
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.answers_book import Verdict, answers_book, read_verdicts
from readiness.exchange.rows import Incoming
from readiness.gaps.register import bookkeeping
from readiness.inventory.load import RawSections, read_sections
from readiness.model.decision import Confirmed
from readiness.model.gap import EventKind, GapEvent
from readiness.store.written import foreign, write_recorded
from readiness.tables.write_xlsx import write_xlsx

FILE = "answers.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What taking books in did: answers that filled the ledger, those rejected, files written, remarks on rows."""

    filled: int
    rejected: int
    rows: int
    notes: tuple[RowNote, ...] = ()
    written: tuple[Path, ...] = ()


def offer_answers(path: Path, opened: BodyRegister) -> tuple[Path | None, bool]:
    """Write the book of answers that could fill the ledger beside the register; the file, and whether it was written:
    one that somebody is filling in is left alone.
    """
    book = answers_book(opened.register, opened.inventory, opened.labels, opened.as_of)
    if book is None:
        return None, False
    file = register_file(path, opened.inventory.body.id).parent / FILE
    if foreign([file]):
        return file, False
    write_recorded({file: write_xlsx(book)})
    return file, True


def accept_answers(path: Path, opened: BodyRegister, books: Sequence[Incoming], *, dry_run: bool = False) -> Accepted:
    """Write accepted answers to the fields they fill, and record what was decided. All files or none; a row that no
    longer fits its answer is remarked and offered again.
    """
    register = opened.register
    verdicts: dict[tuple[str, str], Verdict] = {}
    notes: list[RowNote] = []
    rows = 0
    for book in books:
        found, stated, count = read_verdicts(book, register, opened.inventory, reading_labels())
        verdicts |= {(verdict.offer.gap.id, verdict.offer.place.dotted): verdict for verdict in found}
        notes += stated
        rows += count
    raw = read_sections(path) if not is_workbook(path) and not own_lists(path) else None
    filling = _IntoFiles(raw) if raw is not None else _IntoDecisions(opened.as_of)
    events: list[GapEvent] = list(bookkeeping(register, opened.as_of))
    filled = 0
    for verdict in verdicts.values():
        gap = verdict.offer.gap
        if verdict.accepted:
            if not filling.put(verdict):
                notes.append(note("answers-gone", gap.ref.file, gap.id))
                continue
            filled += 1
        events.append(
            GapEvent(
                gap=gap.id, kind=EventKind.TAKEN, at=verdict.on or opened.as_of, revision=gap.revision, by=verdict.by,
                note="accepted" if verdict.accepted else "rejected",
            )
        )  # fmt: skip
    decided = [event for event in events if event.kind is EventKind.TAKEN]
    written: tuple[Path, ...] = ()
    if decided and not dry_run:
        written = filling.write(path, opened.inventory.body.id)
        append(path, opened, tuple(events))
    return Accepted(filled=filled, rejected=len(decided) - filled, rows=rows, notes=tuple(notes), written=written)


class _IntoFiles:
    """Accepted values into the YAML files of an inventory."""

    def __init__(self, raw: RawSections) -> None:
        self._raw = raw
        self._files: dict[str, Any] = {}

    def put(self, verdict: Verdict) -> bool:
        """Set one field; False where the record is not there any more."""
        place = verdict.offer.place
        ref = place.record.ref
        if ref.file not in self._raw.documents:
            return False
        data = self._files.setdefault(ref.file, deepcopy(self._raw.documents[ref.file].data))
        return _put(data, (*ref.path, *place.path), len(ref.path), verdict.value)

    def write(self, path: Path, _body: str) -> tuple[Path, ...]:
        """Write what changed."""
        return write_sections(self._files, self._raw, path) if self._files else ()


class _IntoDecisions:
    """Accepted values beside a workbook, which only its owner writes to: what it does not say, they say."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._stated: list[Confirmed] = []

    def put(self, verdict: Verdict) -> bool:
        """Keep one value under its record and field."""
        place, value = verdict.offer.place, verdict.value
        said = "はい" if value is True else "いいえ" if value is False else str(value)
        self._stated.append(
            Confirmed(
                section=place.section, record=place.record.id, field=place.dotted, text=answered(place.said),
                answer=said, by=verdict.by, on=verdict.on or self._as_of,
            )
        )  # fmt: skip
        return True

    def write(self, path: Path, body: str) -> tuple[Path, ...]:
        """Write what changed."""
        return (write_confirmed(path, body, self._stated),) if self._stated else ()


def _put(data: Any, place: Sequence[str | int], known: int, value: object) -> bool:
    """Set one field; False where the way to its record, the first `known` steps, is not there."""
    *way, last = place
    for at, part in enumerate(way):
        if at >= known and isinstance(data, dict) and data.get(str(part)) is None:
            data[str(part)] = {}  # a part of which nothing was known is not written down yet
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return False
    if not isinstance(data, dict):
        return False
    data[last] = value
    return True
