"""Confirmed readings: out of filled books into decisions/reading.yaml, and from there into the next reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from readiness.app.incoming import UnreadableError, incoming
from readiness.app.reading import read_files
from readiness.app.words import UNNAMED
from readiness.exchange.confirmation import confirmation_book, is_confirmation, named_body, read_confirmation
from readiness.exchange.labels import Labels, reading_labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.answers_book import has_verdicts, is_answers_book
from readiness.exchange.rows import Incoming
from readiness.intake.again import as_listed
from readiness.intake.answers import Answers
from readiness.intake.doubt import Key
from readiness.intake.emptied import settles_nothing
from readiness.intake.fold import fold
from readiness.intake.identity import FATES, aliases, fates, new_names
from readiness.intake.identity import FIELD as IDENTITY
from readiness.intake.known import Known
from readiness.intake.reading import Reading
from readiness.inventory.emit import plain_record, to_yaml
from readiness.inventory.files import state_file
from readiness.inventory.state_problems import STATE
from readiness.model.body import Body
from readiness.model.decision import Confirmed
from readiness.model.finding import Severity
from readiness.model.inventory import Inventory
from readiness.model.standard.standard import Standard
from readiness.model.text import shortened
from readiness.sources.dates import parse_date
from readiness.sources.yamlfile import load_yaml
from readiness.store.files import atomic_write_bytes
from readiness.tables.write_xlsx import write_xlsx

KEY = "reading"
READING_BOOK = "reading.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedReading:
    """What taking books in did: answers taken, those that replaced another or say nothing we can read (`unread`, among
    those taken), remarks, books that are none of ours, and `others`, made from the ledgers of another body, with its
    name: nothing is taken from these.
    """

    taken: int
    changed: int
    rows: int
    notes: tuple[RowNote, ...]
    foreign: tuple[Path, ...]
    others: tuple[tuple[Path, str], ...] = ()
    unread: int = 0
    file: Path | None = None
    body: str = ""


def confirm(
    path: Path,
    books: Sequence[Path],
    standard: Standard,
    *,
    further: Sequence[Path] = (),
    as_of: date | None = None,
    named: str = "",
    dry_run: bool = False,
) -> ConfirmedReading:
    """Take the answers of filled books into the decisions of the body at `path`, with `further` lists of it.

    Nothing is written where the ledger cannot be read, no book is ours, or nothing was answered. Raises
    `UnreadableError` for a book that cannot be opened.
    """
    loaded, before = read_files((path, *further), standard, as_of, named)
    inventory = loaded.inventory
    if lost := tuple(found for found in loaded.findings if found.code == STATE and found.severity is Severity.FATAL):
        raise UnreadableError(lost)
    read = [(book, incoming(book)) for book in books]
    foreign = tuple(book for book, content in read if not is_confirmation(content, reading_labels()))
    others = tuple(
        (book, other)
        for book, content in read
        if book not in foreign and inventory is not None and (other := _of_other(content, inventory.body))
    )
    left = {*foreign, *(book for book, _ in others)}
    taken = [(book, read_confirmation(content, reading_labels())) for book, content in read if book not in left]
    found = [one for _, one in taken]
    notes = tuple(replace(note, place=f"{book.name} {note.place}") for book, one in taken for note in one.notes)
    rows = sum(one.rows for one in found)
    fresh = {answer.key: answer for one in found for answer in one.answers}
    body = inventory.body.id if inventory is not None else ""
    if inventory is None or not fresh:
        return ConfirmedReading(taken=0, changed=0, rows=rows, notes=notes, foreign=foreign, others=others, body=body)
    old = {answer.key: answer for answer in read_confirmed(path, body)}
    if before is not None:
        notes += _not_asked(fresh.values(), {*(doubt.key for doubt in before.asked), *old})
    changed = sum(old[key].answer != answer.answer for key, answer in fresh.items() if key in old)
    file = state_file(path, body, "decisions", f"{KEY}.yaml")
    unread: tuple[RowNote, ...] = ()
    if not dry_run and any(old.get(key) != answer for key, answer in fresh.items()):
        write_confirmed(path, body, fresh.values())
        unread = _unread(read_files((path, *further), standard, as_of, named)[1], inventory, fresh.values())
    return ConfirmedReading(
        taken=len(fresh), changed=changed, rows=rows, notes=(*notes, *unread), foreign=foreign, others=others,
        unread=len(unread), file=file, body=body,
    )  # fmt: skip


def write_confirmed(path: Path, body: str, fresh: Iterable[Confirmed]) -> Path:
    """Add answers to what was confirmed for a body, over older ones of the same key; the file they are in."""
    kept = {answer.key: answer for answer in (*read_confirmed(path, body), *fresh)}
    file = state_file(path, body, "decisions", f"{KEY}.yaml")
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = [plain_record(kept[key]) for key in sorted(kept)]
    atomic_write_bytes(file, to_yaml({KEY: rows}).encode())
    return file


def _of_other(content: Incoming, body: Body) -> str:
    """The name of another body that a book was made for; "" where it is ours or does not say."""
    name = named_body(content, reading_labels())
    own = {fold(word) for word in (body.name, body.label, body.id) if word}
    return shortened(name) if name and fold(name) not in {*own, UNNAMED} and UNNAMED not in own else ""


def _not_asked(answers: Iterable[Confirmed], asked: Collection[Key]) -> tuple[RowNote, ...]:
    """Answers to what the ledger of today does not say any more: kept, and told, for what it says now is asked anew."""
    return tuple(
        note("confirm.not-asked", "", record=answer.record or answer.text, text=answer.text[:60], answer=answer.answer)
        for answer in answers
        if answer.key not in asked and answer.field != IDENTITY
    )


def _unread(reading: Reading | None, inventory: Inventory, answers: Iterable[Confirmed]) -> tuple[RowNote, ...]:
    """Answers that settled nothing: the ledger read again still asks, or has no record of the name told."""
    # Of lists that were imported only the next import knows what they say.
    asked = {doubt.key for doubt in reading.asked} if reading is not None else set()
    asked |= {answer.key for answer in answers if settles_nothing(answer.key, answer.answer)}
    names = {fold(record.label) for record in (*inventory.systems, *inventory.vendors, *inventory.divisions)}
    asked |= {
        a.key
        for a in answers
        if reading is not None and a.field == IDENTITY and a.answer not in FATES and fold(a.answer) not in names
    }
    return tuple(
        note("confirm.unread", "", record=answer.record or answer.text, answer=answer.answer)
        for answer in answers
        if answer.key in asked
    )


def read_confirmed(path: Path, body: str) -> tuple[Confirmed, ...]:
    """What was confirmed for a body so far. What cannot be read is left out; the loader tells where and why."""
    file = state_file(path, body, "decisions", f"{KEY}.yaml")
    if not file.is_file():
        return ()
    data = load_yaml(file.read_text(encoding="utf-8"), file.as_posix()).data
    stated: Any = data.get(KEY) if isinstance(data, dict) else None
    rows = (row for row in stated or () if isinstance(row, dict) and row.get("answer"))
    return tuple(Confirmed(answer=str(row["answer"]), on=parse_date(row.get("on")), **_texts(row)) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedFor:
    """What was confirmed, as a reading takes it: answers by `Doubt.key`, and names of today of records that had others
    before (section → name → ID).
    """

    answers: Answers
    names: Mapping[str, Mapping[str, str]]
    all: tuple[Confirmed, ...] = ()


def confirmed_for(
    path: Path, reading: Reading, as_of: date | None = None, known: Known | None = None
) -> ConfirmedFor | None:
    """What was confirmed for the body of a reading; None where nothing was. `known`: the inventory it belongs to."""
    from readiness.app.memory import known_before

    body = next((str(data.get("id") or "") for data, _ in reading.sections.get("body", ())), "")
    stated = read_confirmed(path, body)
    answers = fates(stated)
    # What was confirmed of a record holds under its new name.
    again = [replace(item, record=now) for now, old in new_names(answers) for item in stated if item.record == old]
    before = [*known_before(path, body, as_of or date.max), *([as_listed(known.sections)] if known else [])]
    names = aliases(answers, before) if answers else {}
    return (
        ConfirmedFor(answers={item.key: item.answer for item in (*again, *stated)}, names=names, all=stated)
        if stated
        else None
    )


def says_more(file: Path, path: Path, body: str) -> bool:
    """Whether a file is a book that somebody filled in and that says what the body at `path` has not decided yet."""
    if file.suffix.lower() not in (".xlsx", ".xlsm"):
        return False
    try:
        content = incoming(file)
    except UnreadableError:
        return False
    labels = reading_labels()
    if is_answers_book(content, labels):
        return has_verdicts(content, labels)
    if not is_confirmation(content, labels):
        return False
    taken = {answer.key: answer.answer for answer in read_confirmed(path, body)}
    return any(taken.get(a.key) != a.answer for a in read_confirmation(content, labels).answers)


def _texts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(row.get(name) or "") for name in ("section", "record", "field", "text", "by")}


def reading_book(reading: Reading, labels: Labels, dated: date) -> bytes:
    """読み取り確認 as a workbook, to be filled in and given to `confirm`."""
    return write_xlsx(confirmation_book(reading, labels, labels("confirm.title"), dated))
