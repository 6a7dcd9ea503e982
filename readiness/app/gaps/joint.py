"""Joint inquiries: the registers of many bodies into one book per vendor group, and that book back into each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from readiness.app.gaps.answers import Command, Imported, import_read, shown_to
from readiness.app.gaps.body_register import BodyRegister, append
from readiness.app.gaps.books import ExportError, used_numbers
from readiness.app.incoming import incoming
from readiness.app.output import check_output, write_output
from readiness.exchange.joint.back import placed
from readiness.exchange.joint.book import JointInquiry, joint_book, split_book
from readiness.exchange.joint.questions import Member, by_id, questions_of
from readiness.exchange.joint.things import Things
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.read import read_answers
from readiness.exchange.replies.row import AnswerRow, ReadRows
from readiness.exchange.vendor_select import Asking, inquiries
from readiness.gaps.register import asking, bookkeeping, reminding
from readiness.gaps.survey import Survey
from readiness.model.body import OperatingBodyKind
from readiness.model.facts import Rank
from readiness.model.filename import fit_name
from readiness.model.gap import GapEntry
from readiness.model.record import VendorId
from readiness.model.text import Text, text
from readiness.portfolio.work import key_ring, vendor_aliases, vendor_names
from readiness.tables.write_xlsx import write_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFile:
    """One book: its questions about products and about shared things, the points these stand for, those of single
    bodies.
    """

    path: Path
    product: int
    shared: int
    points: int
    own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JointExport:
    """The books written. `waiting`: where there is none, the points that were sent and not answered; `notes`: what the
    bodies say of things they may share that a person has to settle.
    """

    files: tuple[JointFile, ...]
    waiting: int = 0
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JointImport:
    """What one book did: per body (place) the import, and remarks on rows that belong to none."""

    bodies: tuple[tuple[int, Imported], ...]
    notes: tuple[RowNote, ...]
    asked_once: int
    tables: int


def things_of(members: Sequence[Member]) -> Things:
    """What the bodies use together."""
    inventories = [member.inventory for member in members]
    return Things(inventories, key_ring(vendor_aliases(inventory) for inventory in inventories))


def joint_inquiries(
    members: Sequence[Member], labels: Labels, things: Things, which: Asking = Asking.NEW
) -> tuple[JointInquiry, ...]:
    """What each vendor group is asked by all bodies together, the groups in the order of their names."""
    centres: dict[str, str] = {}
    chosen: dict[str, list[tuple[int, GapEntry]]] = {}
    names: dict[str, str] = {}
    earlier: dict[str, dict[str, date]] = {}
    for at, member in enumerate(members):
        stated = vendor_names(member.inventory)
        for inquiry in inquiries(member.register, member.inventory, limit=None, which=which):
            key = things.group(at, inquiry.vendor)
            found_names = (names.get(key), stated.get(key) or _label(member, inquiry.vendor))
            names[key] = min(filter(None, found_names), key=lambda name: (-len(name), name))  # with its legal form
            chosen.setdefault(key, []).extend((at, entry) for entry in inquiry.entries)
            if inquiry.body is not None:
                head = "centre" if inquiry.body.kind is OperatingBodyKind.COMPUTING_CENTRE else "union"
                centres.setdefault(key, f"letter.to-{head}")
            if inquiry.reminder:
                earlier.setdefault(key, {}).update(inquiry.earlier)
    found = []
    for key in sorted(chosen, key=lambda one: (names[one], one)):
        questions = questions_of(members, chosen[key], labels, things)
        taken = {(at, entry.id) for question in questions for at, entry in question.points}
        own: dict[int, list[GapEntry]] = {}
        for at, entry in chosen[key]:
            if (at, entry.id) not in taken:
                own.setdefault(at, []).append(entry)
        listed = tuple((at, tuple(entries)) for at, entries in sorted(own.items()))
        letters = tuple(sorted(earlier.get(key, {}).items(), key=lambda letter: (letter[1], letter[0])))
        found.append(
            JointInquiry(
                key=key,
                name=names[key],
                questions=questions,
                own=listed,
                reminder=which is Asking.REMINDER,
                earlier=letters,
                centre=centres.get(key, ""),
            )
        )
    return tuple(found)


def _label(member: Member, vendor: str) -> str:
    record = member.inventory.vendor_by_id.get(VendorId(vendor))
    return record.label if record is not None else vendor


def export_joint(
    opened: Sequence[tuple[Path, BodyRegister]],
    out: Path,
    labels: Labels,
    *,
    only: str | None = None,
    sender: str = "",
    number: str = "",
    remind: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> JointExport:
    """Write a book per vendor group of what is new, or as a reminder of what was sent and not answered. With a document
    number every point of it counts as sent, or reminded of, in the register of its body. Raises `ExportError` for a
    number that one of them has used.
    """
    members = [Member(inventory=body.inventory, register=body.register) for _, body in opened]
    which = Asking.REMINDER if remind else Asking.NEW
    things = things_of(members)
    found = [one for one in joint_inquiries(members, labels, things, which) if only in (None, one.key, one.name)]
    if found and number and any(number in used_numbers(member.register) for member in members):
        raise ExportError(text("cli.gaps.number-used", number=number))
    if not found and not remind:
        waiting = joint_inquiries(members, labels, things, Asking.REMINDER)
        points = sum(len(entries) for inquiry in waiting for _, entries in inquiry.own)
        points += sum(len(question.points) for inquiry in waiting for question in inquiry.questions)
        return JointExport(files=(), waiting=points)
    as_of = max(body.as_of for _, body in opened)
    first = opened[0][1]
    due = Survey(inventory=first.inventory, as_of=as_of, closed=first.closed).due(Rank.B)
    files: dict[Path, bytes] = {}
    stated = []
    sent: dict[int, list[tuple[GapEntry, str]]] = {}
    taken: set[str] = set()
    for place, inquiry in enumerate(found, start=1):
        document = f"{number}の{place}" if number and len(found) > 1 else number
        book = joint_book(inquiry, members, labels, as_of, due, sender=sender, number=document)
        parts = (
            fit_name(inquiry.name),
            fit_name(document) if document else "",
            labels("sheet.reminder") if remind else "",
        )
        stem = "_".join(part for part in parts if part)
        while stem.casefold() in taken:
            stem += "_"
        taken.add(stem.casefold())
        file = out / f"{stem}.xlsx"
        files[file] = write_xlsx(book)
        points = sum(len(question.points) for question in inquiry.questions)
        asked_once = len(inquiry.products), len(inquiry.shared)
        own_count = inquiry.count - len(inquiry.questions)
        stated.append(JointFile(path=file, product=asked_once[0], shared=asked_once[1], points=points, own=own_count))
        for at, entry in (point for question in inquiry.questions for point in question.points):
            sent.setdefault(at, []).append((entry, document))
        for at, entries in inquiry.own:
            sent.setdefault(at, []).extend((entry, document) for entry in entries)
    if dry_run:
        check_output(tuple(files), force=force)
        return JointExport(files=tuple(stated), notes=things.notes)
    write_output(files, force=force)
    if number:
        for at, pairs in sorted(sent.items()):
            path, body = opened[at]
            events = list(bookkeeping(body.register, body.as_of))
            for document in dict.fromkeys(name for _, name in pairs):
                own = [entry for entry, name in pairs if name == document]
                events += (
                    reminding(own, body.as_of, document, due)
                    if remind
                    else asking(own, body.as_of, {entry.id: due for entry in own}, document)
                )
            append(path, body, tuple(events))
    return JointExport(files=tuple(stated), notes=things.notes)


def import_joint(
    opened: Sequence[tuple[Path, BodyRegister]], file: Path, labels: Labels, *, dry_run: bool = False
) -> JointImport:
    """Split a book that came back: an answer to a question asked once goes to every body whose open point it is, a
    body's own rows to that body alone. A body that has an answer from elsewhere keeps it, and a difference is remarked.
    Again, it records nothing new. Raises `UnreadableError`.
    """
    parts = split_book(incoming(file, formatted=True), labels, [body.inventory.body for _, body in opened])
    members = [Member(inventory=body.inventory, register=body.register) for _, body in opened]
    every = [(at, entry) for at, member in enumerate(members) for entry in member.register.entries]
    questions = by_id(questions_of(members, every, labels, things_of(members)))
    once = read_answers(parts[-1], labels) if -1 in parts else ReadRows(rows=(), notes=(), blank=0, tables=0)
    notes = list(once.notes)
    rows: dict[int, list[AnswerRow]] = {}
    remarks: dict[int, list[RowNote]] = {}
    for row in once.rows:
        question = questions.get(row.id)
        if question is None:
            notes.append(note("joint.unknown", row.place, row.id))
            continue
        if row.revision and row.revision != question.revision:
            notes.append(note("joint.revised", row.place, row.id))
            continue
        for at, entry in question.points:
            own, said = placed(row, entry, question)
            rows.setdefault(at, []).extend(own)
            remarks.setdefault(at, []).extend(said)
    done = []
    for at, (path, body) in enumerate(opened):
        alone = read_answers(parts[at], labels) if at in parts else None
        if alone is None and not rows.get(at) and not remarks.get(at):
            continue
        base = alone or ReadRows(rows=(), notes=(), blank=0, tables=1, saved=once.saved)
        read = replace(base, rows=(*base.rows, *rows.get(at, ())), notes=(*base.notes, *remarks.get(at, ())))
        done.append((at, import_read(path, body, file, read, shown_to(body), command=Command(), dry_run=dry_run)))
    return JointImport(
        bodies=tuple(done), notes=tuple(notes), asked_once=len(once.rows), tables=once.tables + len(parts)
    )
