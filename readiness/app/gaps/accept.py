"""Accepted answers into the ledger (回答の反映): the book beside the register, and what was decided in it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.app.gaps.body_register import BodyRegister, append
from readiness.app.register import register_file
from readiness.app.writing import write_sections
from readiness.exchange.answers_book import Verdict, answers_book, read_verdicts
from readiness.exchange.labels import reading_labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.rows import Incoming
from readiness.gaps.register import bookkeeping
from readiness.inventory.load import read_sections
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
    verdicts: dict[str, Verdict] = {}
    notes: list[RowNote] = []
    rows = 0
    for book in books:
        found, told, count = read_verdicts(book, register, opened.inventory.body, reading_labels())
        verdicts |= {verdict.offer.gap.id: verdict for verdict in found}
        notes += told
        rows += count
    raw = read_sections(path) if path.is_dir() or path.suffix.lower() in (".yaml", ".yml") else None
    files: dict[str, Any] = {}
    events: list[GapEvent] = list(bookkeeping(register, opened.as_of))
    filled = 0
    for verdict in verdicts.values():
        gap = verdict.offer.gap
        if verdict.accepted:
            if raw is None or gap.ref.file not in raw.documents:
                notes.append(note("answers-workbook", gap.ref.file, gap.id))
                continue
            data = files.setdefault(gap.ref.file, deepcopy(raw.documents[gap.ref.file].data))
            if not _put(data, gap.ref.path, verdict.value):
                notes.append(note("answers-gone", gap.ref.file, gap.id))
                continue
            filled += 1
        told_by = verdict.by
        events.append(
            GapEvent(
                gap=gap.id, kind=EventKind.TAKEN, at=verdict.on or opened.as_of, revision=gap.revision, by=told_by,
                note="accepted" if verdict.accepted else "rejected",
            )
        )  # fmt: skip
    decided = [event for event in events if event.kind is EventKind.TAKEN]
    written: tuple[Path, ...] = ()
    if decided and not dry_run:
        if files and raw is not None:
            written = write_sections(files, raw, path)
        append(path, opened, tuple(events))
    return Accepted(filled=filled, rejected=len(decided) - filled, rows=rows, notes=tuple(notes), written=written)


def _put(data: Any, place: Sequence[str | int], value: object) -> bool:
    """Set one field; False where the way to it is not there."""
    *way, last = place
    for part in way:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return False
    if not isinstance(data, dict):
        return False
    data[last] = value
    return True
