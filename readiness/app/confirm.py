"""Confirmed readings: out of filled books into decisions/reading.yaml, and from there into the next reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from readiness.app.incoming import incoming
from readiness.app.reading import read_body
from readiness.exchange.confirmation import confirmation_book, is_confirmation, read_confirmation
from readiness.exchange.labels import Labels, reading_labels
from readiness.exchange.notes import RowNote
from readiness.intake.reading import Reading
from readiness.inventory.emit import plain_record, to_yaml
from readiness.inventory.files import state_file
from readiness.model.decision import Confirmed
from readiness.model.standard.standard import Standard
from readiness.sources.yamlfile import load_yaml
from readiness.store.files import atomic_write_bytes
from readiness.tables.write_xlsx import write_xlsx

KEY = "reading"
READING_BOOK = "reading.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedReading:
    """What taking books in did: answers taken, those that replaced another, remarks, books that are none of ours."""

    taken: int
    changed: int
    rows: int
    notes: tuple[RowNote, ...]
    foreign: tuple[Path, ...]
    file: Path | None = None
    body: str = ""


def confirm(path: Path, books: Sequence[Path], standard: Standard, *, dry_run: bool = False) -> ConfirmedReading:
    """Take the answers of filled books into the decisions of the body at `path`.

    Nothing is written where the ledger cannot be read, no book is ours, or nothing was answered. Raises
    `UnreadableError` for a book that cannot be opened.
    """
    inventory = read_body(path, standard).inventory
    read = [(book, incoming(book)) for book in books]
    foreign = tuple(book for book, content in read if not is_confirmation(content, reading_labels()))
    found = [read_confirmation(content, reading_labels()) for book, content in read if book not in foreign]
    notes = tuple(note for one in found for note in one.notes)
    rows = sum(one.rows for one in found)
    fresh = {_key(answer): answer for one in found for answer in one.answers}
    body = inventory.body.id if inventory is not None else ""
    if inventory is None or not fresh:
        return ConfirmedReading(taken=0, changed=0, rows=rows, notes=notes, foreign=foreign, body=body)
    old = {_key(answer): answer for answer in read_confirmed(path, body)}
    changed = sum(old[key].answer != answer.answer for key, answer in fresh.items() if key in old)
    kept = tuple(sorted({**old, **fresh}.values(), key=_key))
    file = state_file(path, body, "decisions", f"{KEY}.yaml")
    if not dry_run and kept != tuple(sorted(old.values(), key=_key)):
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic_write_bytes(file, to_yaml({KEY: [plain_record(answer) for answer in kept]}).encode())
    return ConfirmedReading(
        taken=len(fresh), changed=changed, rows=rows, notes=notes, foreign=foreign, file=file, body=body
    )


def read_confirmed(path: Path, body: str) -> tuple[Confirmed, ...]:
    """What was confirmed for a body so far. What cannot be read is left out; the loader tells where and why."""
    file = state_file(path, body, "decisions", f"{KEY}.yaml")
    if not file.is_file():
        return ()
    data = load_yaml(file.read_text(encoding="utf-8"), file.as_posix()).data
    told: Any = data.get(KEY) if isinstance(data, dict) else None
    rows = (row for row in told or () if isinstance(row, dict) and row.get("answer"))
    return tuple(Confirmed(answer=str(row["answer"]), **_texts(row)) for row in rows)


def _texts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(row.get(name) or "") for name in ("section", "record", "field", "text", "by")}


def _key(answer: Confirmed) -> tuple[str, str, str, str]:
    return answer.section, answer.record, answer.field, answer.text


def reading_book(reading: Reading, labels: Labels, dated: date) -> bytes:
    """読み取り確認 as a workbook, to be filled in and given to `confirm`."""
    return write_xlsx(confirmation_book(reading, labels, labels("confirm.title"), dated))
