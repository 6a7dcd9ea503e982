"""Answers and states, read and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.app.gaps.body_register import BodyRegister, append
from readiness.app.incoming import incoming
from readiness.exchange.apply_answers import Applied, apply_answers
from readiness.exchange.labels import Labels
from readiness.exchange.mail import read_mail
from readiness.exchange.notes import note
from readiness.exchange.questions import key_row
from readiness.exchange.read_answers import ReadRows, read_answers
from readiness.gaps.register import bookkeeping
from readiness.model.gap import VENDOR, EventKind, GapEntry, GapEvent, GapState
from readiness.model.inventory import Inventory
from readiness.sources.decode import decode
from readiness.tables.table import Value

MAIL_SUFFIXES = frozenset({".txt", ".eml", ".md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file: what was read and what it did. `other` names the body whose book it is, where that is not ours."""

    file: Path
    read: ReadRows
    applied: Applied
    other: str | None = None


def import_answers(
    path: Path, opened: BodyRegister, file: Path, *, by: str = "", ours: bool = False, dry_run: bool = False
) -> Imported:
    """Read one file of answers and append what is new; nothing of another body's, unless somebody says that it is
    `ours`. Raises `UnreadableError` for a file that cannot be read.
    """
    inventory, as_of = opened.inventory, opened.as_of
    if file.suffix.lower() in MAIL_SUFFIXES:
        # Notepad of older PCs saves in code page 932, and what an answer said must not be lost.
        read = read_mail(decode(file.read_bytes(), file.name).text.splitlines(), file.name)
    else:
        read = read_answers(incoming(file), opened.labels)
    body = inventory.body
    other = None if ours else read.asker.other(body)
    if other is not None:
        return Imported(file=file, read=read, applied=Applied(events=(), notes=(), counts={}), other=other)
    if read.rows and read.asker.codes and read.asker.unnamed(body) and not ours:
        told = note("unnamed-body", file.name, grave=False, body=body.label)
        read = replace(read, notes=(told, *read.notes))
    if ours and not read.asker.fits(body):  # the body got another id since: its codes can say nothing
        read = replace(read, rows=tuple(replace(row, check="") for row in read.rows))
    register = opened.register
    shown = {e.id: _shown(e, inventory, opened.labels) for e in register.entries if e.gap is not None}
    applied = apply_answers(read.rows, register, as_of, by=by, body=body.id, shown=shown)
    # Opened and revised come first, so that the log tells what each answer was an answer to.
    events = (*bookkeeping(register, as_of), *applied.events)
    if applied.events and not dry_run:
        append(path, inventory, events)
    return Imported(file=file, read=read, applied=applied)


def _shown(entry: GapEntry, inventory: Inventory, labels: Labels) -> tuple[Mapping[str, Value], ...]:
    """The locked cells of a question as the division sees them, and as the party asked does."""
    gap = entry.gap
    if gap is None:
        return ()
    vendors = ("", gap.asked.id) if gap.asked.kind == VENDOR else ("",)
    return tuple(key_row(gap, inventory, labels, entry.due, vendor=vendor) for vendor in vendors)


def move_gap(path: Path, opened: BodyRegister, gap: str, state: GapState, *, remark: str = "", by: str = "") -> None:
    """Append a state set by hand; the same state twice is recorded once."""
    inventory, as_of = opened.inventory, opened.as_of
    register = opened.register
    entry = register.by_id[gap]
    if entry.state is not state:
        event = GapEvent(gap=gap, kind=EventKind.MOVED, at=as_of, state=state, note=remark, by=by)
        append(path, inventory, (*bookkeeping(register, as_of), event))
