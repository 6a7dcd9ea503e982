"""Answers and states, read and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from readiness.app.gaps.opened import Opened, append
from readiness.app.incoming import incoming
from readiness.exchange.apply_answers import Applied, apply_answers
from readiness.exchange.mail import read_mail
from readiness.exchange.questions import key_row
from readiness.exchange.read_answers import ReadRows, read_answers
from readiness.gaps.register import bookkeeping
from readiness.model.gap import EventKind, GapEvent, GapState
from readiness.sources.decode import decode

MAIL_SUFFIXES = frozenset({".txt", ".eml", ".md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file: what was read and what it did."""

    file: Path
    read: ReadRows
    applied: Applied


def import_answers(path: Path, opened: Opened, file: Path, *, by: str = "", dry_run: bool = False) -> Imported:
    """Read one file of answers and append what is new. Raises `UnreadableError` for a file that cannot be read."""
    inventory, as_of = opened.inventory, opened.as_of
    if file.suffix.lower() in MAIL_SUFFIXES:
        # Notepad of older PCs saves in code page 932, and what an answer said must not be lost.
        read = read_mail(decode(file.read_bytes(), file.name).text.splitlines(), file.name)
    else:
        read = read_answers(incoming(file), opened.labels)
    register = opened.register
    shown = {e.id: key_row(e.gap, inventory, opened.labels, e.due) for e in register.entries if e.gap is not None}
    applied = apply_answers(read.rows, register, as_of, by=by, shown=shown)
    # Opened and revised come first, so that the log tells what each answer was an answer to.
    events = (*bookkeeping(register, as_of), *applied.events)
    if applied.events and not dry_run:
        append(path, inventory, events)
    return Imported(file=file, read=read, applied=applied)


def move_gap(path: Path, opened: Opened, gap: str, state: GapState, *, note: str = "", by: str = "") -> None:
    """Append a state set by hand; the same state twice is recorded once."""
    inventory, as_of = opened.inventory, opened.as_of
    register = opened.register
    entry = register.by_id[gap]
    if entry.state is not state:
        event = GapEvent(gap=gap, kind=EventKind.MOVED, at=as_of, state=state, note=note, by=by)
        append(path, inventory, (*bookkeeping(register, as_of), event))
