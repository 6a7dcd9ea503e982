"""Answers and states, read and recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from readiness.app.gaps.body_register import BodyRegister, append
from readiness.app.incoming import UnreadableError, incoming
from readiness.exchange.check_code import clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.notes import note
from readiness.exchange.questions import key_row
from readiness.exchange.replies.apply import Applied, apply_answers
from readiness.exchange.replies.asker import greeted
from readiness.exchange.replies.mail import read_mail
from readiness.exchange.replies.mail_table import table_in, together
from readiness.exchange.replies.parted import asks_code, says_more
from readiness.exchange.replies.read import read_answers
from readiness.exchange.replies.row import ReadRows
from readiness.exchange.replies.strayed import given_by
from readiness.exchange.rows import Incoming
from readiness.gaps.register import bookkeeping
from readiness.inventory.source_problems import source_finding
from readiness.model.gap import VENDOR, EventKind, GapEntry, GapEvent, GapState
from readiness.model.inventory import Inventory
from readiness.sources.csvfile import parse_csv
from readiness.sources.mailfile import read_mail_file
from readiness.sources.problem import SourceError
from readiness.tables.table import Value

MAIL_SUFFIXES = frozenset({".txt", ".eml", ".md", ".msg"})
_OWN_TEXTS = ("title", "current", "expected", "request")  # of a question; what returns of them is no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file: what was read and what it did. `other` names the body whose book it is, where that is not ours."""

    file: Path
    read: ReadRows
    applied: Applied
    other: str | None = None


@dataclass(slots=True)
class Command:
    """What one command has recorded so far: the file that answered each gap."""

    answered: dict[str, str] = field(default_factory=dict)


def import_answers(
    path: Path,
    opened: BodyRegister,
    file: Path,
    *,
    by: str = "",
    ours: bool = False,
    command: Command | None = None,
    dry_run: bool = False,
) -> Imported:
    """Read one file of answers and append what is new; nothing of another body's, unless somebody says that it is
    `ours`. `command` knows of the files that the same command has read before. Raises `UnreadableError` for a file that
    cannot be read.
    """
    shown = shown_to(opened)
    read = _read(file, opened, shown)
    return import_read(path, opened, file, read, shown, by=by, ours=ours, command=command, dry_run=dry_run)


def import_read(
    path: Path,
    opened: BodyRegister,
    file: Path,
    read: ReadRows,
    shown: Mapping[str, Sequence[Mapping[str, Value]]],
    *,
    dry_run: bool = False,
    command: Command | None = None,
    ours: bool = False,
    by: str = "",
) -> Imported:
    """The same for rows that have been read."""
    as_of, body, register = opened.as_of, opened.inventory.body, opened.register
    other = None if ours else read.asker.other(body)
    if other is not None:
        return Imported(file=file, read=read, applied=Applied(events=(), notes=(), counts={}), other=other)
    if read.rows and read.asker.codes and read.asker.unnamed(body) and not ours:
        stated = note("unnamed-body", file.name, grave=False, body=body.label)
        read = replace(read, notes=(stated, *read.notes))
    if ours and not read.asker.fits(body):  # the body got another id since: its codes can say nothing
        read = replace(read, rows=tuple(replace(row, check="") for row in read.rows))
    given, stated_by = given_by(read.rows, by, register, opened.inventory)
    read = replace(read, rows=given, notes=(*read.notes, *stated_by))
    rows = tuple(row for row in read.rows if row.id not in register.by_id or says_more(row, register.by_id[row.id]))
    read = replace(read, rows=rows, blank=read.blank + len(read.rows) - len(rows))
    known = command or Command()
    applied = apply_answers(
        read.rows, register, as_of, by=by, body=body.id, saved=read.saved, just_now=known.answered, shown=shown,
        untouched=read.untouched,
    )  # fmt: skip
    known.answered |= {e.gap: file.name for e in applied.events if e.kind is EventKind.ANSWERED}
    # Opened and revised come first, so that the log tells what each answer was an answer to.
    events = (*bookkeeping(register, as_of), *applied.events)
    if applied.events and not dry_run:
        append(path, opened, events)
    return Imported(file=file, read=read, applied=applied)


def shown_to(opened: BodyRegister) -> dict[str, tuple[Mapping[str, Value], ...]]:
    """The locked cells of every question, in each way they are written."""
    return {e.id: _shown(e, opened.inventory, opened.labels) for e in opened.register.entries if e.gap is not None}


def by_day_saved(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files in the order in which they were last saved, so that of two copies the later one comes second; as they
    are where any of them does not say.
    """
    days = [_saved(file) for file in files]
    if any(day is None for day in days):
        return tuple(files)
    return tuple(file for _, file in sorted(zip(days, files, strict=True), key=lambda stated: str(stated[0])))


def _saved(file: Path) -> date | None:
    try:
        return incoming(file).workbook.saved if file.suffix.lower() not in MAIL_SUFFIXES else None
    except UnreadableError:
        return None


def _read(file: Path, opened: BodyRegister, shown: Mapping[str, Sequence[Mapping[str, Value]]]) -> ReadRows:
    if file.suffix.lower() not in MAIL_SUFFIXES:
        return read_answers(incoming(file, formatted=True), opened.labels)
    try:
        mail = read_mail_file(file)
        table = _pasted_table(mail.lines, file.name)
    except SourceError as error:
        raise UnreadableError(tuple(source_finding(problem) for problem in error.problems)) from error
    if table is not None:
        return read_answers(table, opened.labels)
    ours = {row_id: tuple(str(row[key]) for row in rows for key in _OWN_TEXTS) for row_id, rows in shown.items()}
    found = table_in(mail.lines, file.name, opened.labels)
    lines = mail.lines if found is None else found[1]
    coded = {entry.id for entry in opened.register.entries if asks_code(entry.gap)}
    read = read_mail(lines, file.name, ours=ours, as_of=opened.as_of, labels=opened.labels, coded=coded)
    if found is not None:
        read = together(read_answers(found[0], opened.labels), read)
    stated = [note("mail-unseen", file.name, count=mail.unseen)] if mail.unseen else []
    if read.rows and (other := greeted(mail.lines, opened.inventory.body)):
        stated.append(note("mail-greets", f"{file.name}:{other[0]}", body=other[1]))
    if mail.attached:
        stated.append(note("mail-attached", file.name, files=mail.attached, count=len(mail.attached)))
    return replace(read, notes=(*read.notes, *stated))


def _pasted_table(lines: Sequence[str], name: str) -> Incoming | None:
    """A book saved as text, or its rows pasted: lines with tabs and IDs."""
    rows = [line.split("\t") for line in lines]
    if sum(len(row) > 3 and any(map(clean_id, row)) for row in rows) < 1 or not any(len(row) > 5 for row in rows):
        return None
    return Incoming(workbook=parse_csv("\n".join(lines).encode(), name), csv=True)


def _shown(entry: GapEntry, inventory: Inventory, labels: Labels) -> tuple[Mapping[str, Value], ...]:
    """The locked cells of a question as the division sees them, and as the party asked does."""
    gap = entry.gap
    if gap is None:
        return ()
    vendors = ("", gap.asked.id) if gap.asked.kind == VENDOR else ("",)
    return tuple(key_row(gap, inventory, labels, entry.due, vendor=vendor) for vendor in vendors)


def move_gap(path: Path, opened: BodyRegister, gap: str, state: GapState, *, remark: str = "", by: str = "") -> None:
    """Append a state set by hand; the same state twice is recorded once."""
    as_of, register = opened.as_of, opened.register
    entry = register.by_id[gap]
    if entry.state is not state:
        event = GapEvent(gap=gap, kind=EventKind.MOVED, at=as_of, state=state, note=remark, by=by)
        append(path, opened, (*bookkeeping(register, as_of), event))
