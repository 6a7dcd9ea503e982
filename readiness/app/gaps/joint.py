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
from readiness.exchange.answer_row import AnswerRow, ReadRows
from readiness.exchange.joint_book import (
    JointInquiry,
    Member,
    joint_book,
    product_key,
    questions_of,
    split_book,
)
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.read_answers import read_answers
from readiness.exchange.vendor_select import Asking, inquiries
from readiness.gaps.register import asking, bookkeeping, reminding
from readiness.gaps.survey import Survey
from readiness.model.facts import Rank
from readiness.model.filename import fit_name
from readiness.model.gap import GapEntry
from readiness.model.record import VendorId
from readiness.model.text import text
from readiness.portfolio.work import KeyRing, key_ring, vendor_aliases, vendor_keys, vendor_names
from readiness.tables.write_xlsx import write_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class JointExport:
    """Files, how many product questions and points of single bodies each holds, and for how many points those stand.

    `waiting`: where there is none, the points that were sent and not answered.
    """

    files: tuple[tuple[Path, int, int, int], ...]
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JointImport:
    """What one book did: per body (place) the import, and remarks on rows that belong to none."""

    bodies: tuple[tuple[int, Imported], ...]
    notes: tuple[RowNote, ...]
    product: int
    tables: int


def joint_inquiries(members: Sequence[Member], labels: Labels, which: Asking = Asking.NEW) -> tuple[JointInquiry, ...]:
    """What each vendor group is asked by all bodies together, the groups in the order of their names."""
    ring = key_ring(vendor_aliases(member.inventory) for member in members)
    chosen: dict[str, list[tuple[int, GapEntry]]] = {}
    names: dict[str, str] = {}
    earlier: dict[str, dict[str, date]] = {}
    for at, member in enumerate(members):
        stated = vendor_names(member.inventory)
        for inquiry in inquiries(member.register, member.inventory, limit=None, which=which):
            key = group_key(member, inquiry.vendor, ring)
            names[key] = min(filter(None, (names.get(key), stated.get(key) or _label(member, inquiry.vendor))))
            chosen.setdefault(key, []).extend((at, entry) for entry in inquiry.entries)
            if inquiry.reminder:
                earlier.setdefault(key, {}).update(inquiry.earlier)
    found = []
    for key in sorted(chosen, key=lambda one: (names[one], one)):
        questions = questions_of(members, chosen[key], labels)
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
            )
        )
    return tuple(found)


def group_key(member: Member, vendor: str, ring: KeyRing) -> str:
    """The key of the group of a vendor (its id in one body), the same in every body."""
    inventory = member.inventory
    keys = vendor_keys(inventory)
    record = inventory.vendor_by_id.get(VendorId(vendor))
    group = record.group if record is not None and isinstance(record.group, str) else None
    own = keys.get(group or "", keys.get(vendor, vendor))
    return ring.keys.get(own, own)


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
    found = [one for one in joint_inquiries(members, labels, which) if only in (None, one.key, one.name)]
    if found and number and any(number in used_numbers(member.register) for member in members):
        raise ExportError(text("cli.gaps.number-used", number=number))
    if not found and not remind:
        waiting = joint_inquiries(members, labels, Asking.REMINDER)
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
        stated.append((file, len(inquiry.questions), inquiry.count - len(inquiry.questions), points))
        for at, entry in (point for question in inquiry.questions for point in question.points):
            sent.setdefault(at, []).append((entry, document))
        for at, entries in inquiry.own:
            sent.setdefault(at, []).extend((entry, document) for entry in entries)
    if dry_run:
        check_output(tuple(files), force=force)
        return JointExport(files=tuple(stated))
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
    return JointExport(files=tuple(stated))


def import_joint(
    opened: Sequence[tuple[Path, BodyRegister]], file: Path, labels: Labels, *, dry_run: bool = False
) -> JointImport:
    """Split a book that came back: an answer to a product question goes to every body that asks it, a body's own rows
    to that body alone. Again, it records nothing new. Raises `UnreadableError`.
    """
    parts = split_book(incoming(file, formatted=True), labels, [body.inventory.body for _, body in opened])
    members = [Member(inventory=body.inventory, register=body.register) for _, body in opened]
    asked = [
        (at, entry)
        for at, member in enumerate(members)
        for entry in member.register.entries
        if entry.gap is not None and product_key(entry.gap, member.inventory) is not None
    ]
    questions = {question.id: question for question in questions_of(members, asked, labels)}
    product = read_answers(parts[-1], labels) if -1 in parts else ReadRows(rows=(), notes=(), blank=0, tables=0)
    notes = list(product.notes)
    rows: dict[int, list[AnswerRow]] = {}
    for row in product.rows:
        question = questions.get(row.id)
        if question is None:
            notes.append(note("joint.unknown", row.place, row.id))
            continue
        if row.revision and row.revision != question.revision:
            notes.append(note("joint.revised", row.place, row.id))
            continue
        for at, entry in question.points:
            rows.setdefault(at, []).append(_for(row, entry))
    done = []
    for at, (path, body) in enumerate(opened):
        own = read_answers(parts[at], labels) if at in parts else None
        stated = tuple(rows.get(at, ()))
        if own is None and not stated:
            continue
        base = own or ReadRows(rows=(), notes=(), blank=0, tables=1, saved=product.saved)
        read = replace(base, rows=(*base.rows, *stated))
        done.append((at, import_read(path, body, file, read, shown_to(body), command=Command(), dry_run=dry_run)))
    return JointImport(
        bodies=tuple(done), notes=tuple(notes), product=len(product.rows), tables=product.tables + len(parts)
    )


def _for(row: AnswerRow, entry: GapEntry) -> AnswerRow:
    """A product answer as an answer to one body's point, in the wording of today."""
    revision = entry.gap.revision if entry.gap is not None else ""
    return replace(row, id=entry.id, revision=revision, check="", keys={})
