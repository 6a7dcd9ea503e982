"""Question books, written and recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.app.gaps.body_register import BodyRegister, append
from readiness.exchange.candidates import candidate_book
from readiness.exchange.division_book import division_book, issues, own_questions
from readiness.exchange.letter import division_letter, vendor_letter
from readiness.exchange.vendor_book import file_stem, vendor_book
from readiness.exchange.vendor_select import Asking, Inquiry, inquiries
from readiness.gaps.register import asking, bookkeeping, reminding
from readiness.gaps.survey import Survey
from readiness.model.facts import Rank
from readiness.model.filename import fit_name
from readiness.model.gap import GapEvent, Register
from readiness.model.text import Text, text
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Files by name, how many rows each holds, and the events that were (or, in a dry run, would be) appended.

    `waiting`: where nothing is new, how many questions were sent and wait for an answer, `cited` by which letters.
    """

    files: tuple[tuple[Path, int], ...]
    events: tuple[GapEvent, ...]
    left: int = 0
    waiting: int = 0
    cited: tuple[str, ...] = ()


class ExportError(Exception):
    """A request that cannot be met as asked; `message` says why in words (exit 2)."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.key)
        self.message = message


def export_vendor_books(
    path: Path,
    opened: BodyRegister,
    out: Path,
    *,
    vendor: str | None = None,
    rows: int | None = None,
    number: str = "",
    remind: bool = False,
    csv: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Exported:
    """Write a book per party of what is new, or as a reminder of what was sent and not answered; with a
    document number they count as sent, and lie beside those issued before. Raises `ExportError` for a number that has
    been used.
    """
    inventory, as_of = opened.inventory, opened.as_of
    which = Asking.REMINDER if remind else Asking.NEW
    found = tuple(
        i for i in inquiries(opened.register, inventory, limit=rows, which=which) if vendor in (None, i.vendor)
    )
    if found and number in used_numbers(opened.register):
        raise ExportError(text("cli.gaps.number-used", number=number))
    events = list(bookkeeping(opened.register, as_of))
    files: list[tuple[Path, int, bytes]] = []
    for position, inquiry in enumerate(found, start=1):
        said = f"{number}の{position}" if number and len(found) > 1 else number
        files += _vendor_files(inquiry, found, opened, out, said, csv=csv)
        if said:
            letter = vendor_letter(inquiry, inventory, opened.labels, as_of, document_number=said, closed=opened.closed)
            due = {entry.id: letter.due for entry in inquiry.entries}
            events += (
                reminding(inquiry.entries, as_of, said, letter.due)
                if remind
                else asking(inquiry.entries, as_of, due, said)
            )
    waiting = inquiries(opened.register, inventory, limit=None, which=Asking.REMINDER) if not found else ()
    cited = tuple(dict.fromkeys(letter for i in waiting for letter, _ in i.earlier))
    done = _finish(path, opened, files, tuple(events), sum(i.left for i in found), force=force, dry_run=dry_run)
    return replace(done, waiting=sum(len(i.entries) for i in waiting), cited=cited)


def used_numbers(register: Register) -> frozenset[str]:
    """Document numbers that letters carry, without their branches."""
    said = {event.document for entry in register.entries for event in entry.events if event.document}
    return frozenset({*said, *(re.sub(r"の[0-9]+$", "", document) for document in said)})


def export_candidate_books(
    path: Path,
    opened: BodyRegister,
    out: Path,
    vendors: Sequence[str],
    areas: Sequence[str],
    *,
    number: str = "",
    force: bool = False,
    dry_run: bool = False,
) -> Exported:
    """The same 情報提供依頼 to each candidate. Nothing is recorded: a candidate's answer is no answer to a gap."""
    inventory, as_of = opened.inventory, opened.as_of
    due = Survey(inventory=inventory, as_of=as_of, closed=opened.closed).due(Rank.B)
    files: list[tuple[Path, int, bytes]] = []
    for vendor in vendors:
        book = candidate_book(vendor, areas, inventory, opened.labels, as_of, due, number=number)
        files.append((out / f"{_safe(vendor)}_RFI.xlsx", len(book.tables[0].rows), write_xlsx(book)))
    return _finish(path, opened, files, (), 0, force=force, dry_run=dry_run)


def export_division_books(
    path: Path,
    opened: BodyRegister,
    out: Path,
    *,
    division: str | None = None,
    csv: bool = False,
    number: str = "",
    remind: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Exported:
    """Write a book per division: questions to it and answers to evaluate, of what is new, or as a reminder. With a
    document number they count as sent and lie beside those issued before. Raises `ExportError` for a used number.
    """
    inventory, as_of, labels = opened.inventory, opened.as_of, opened.labels
    which = Asking.REMINDER if remind else Asking.NEW
    found = [issue for issue in issues(opened.register, inventory, which) if division in (None, issue.division)]
    if found and number in used_numbers(opened.register):
        raise ExportError(text("cli.gaps.number-used", number=number))
    events = list(bookkeeping(opened.register, as_of))
    files: list[tuple[Path, int, bytes]] = []
    for position, issue in enumerate(found, start=1):
        said = f"{number}の{position}" if number and len(found) > 1 else number
        rows, owner = issue.entries, issue.division
        book = division_book(owner, rows, inventory, labels, as_of, opened.closed, number=said, issue=issue)
        kind = labels("sheet.reminder") if remind else ""
        name = "_".join(
            part for part in (_safe(owner), labels("sheet.division"), kind, said and fit_name(said)) if part
        )
        files.append((out / f"{name}.xlsx", len(rows), write_xlsx(book)))
        if csv:
            files.append((out / f"{name}.csv", len(rows), write_csv(book.tables[0])))
        if said:
            own = own_questions(owner, rows, inventory)
            due = division_letter(owner, own, inventory, labels, as_of, closed=opened.closed).due
            events += reminding(own, as_of, said, due) if remind else asking(own, as_of, {e.id: due for e in own}, said)
    waiting = issues(opened.register, inventory, Asking.REMINDER) if not found else ()
    cited = tuple(dict.fromkeys(letter for issue in waiting for letter, _ in issue.earlier))
    done = _finish(path, opened, files, tuple(events), 0, force=force, dry_run=dry_run)
    return replace(done, waiting=sum(len(issue.entries) for issue in waiting), cited=cited)


def _vendor_files(
    inquiry: Inquiry,
    found: tuple[Inquiry, ...],
    opened: BodyRegister,
    out: Path,
    number: str,
    *,
    csv: bool,
) -> list[tuple[Path, int, bytes]]:
    labels = opened.labels
    book = vendor_book(inquiry, opened.inventory, labels, opened.as_of, document_number=number, closed=opened.closed)
    parts = (
        file_stem(inquiry, found),
        labels("sheet.reminder") if inquiry.reminder else "",
        fit_name(number) if number else "",
    )
    stem = "_".join(part for part in parts if part)
    files = [(out / f"{stem}.xlsx", len(inquiry.entries), write_xlsx(book))]
    return [*files, (out / f"{stem}.csv", len(inquiry.entries), write_csv(book.tables[0]))] if csv else files


def _finish(
    path: Path,
    opened: BodyRegister,
    files: list[tuple[Path, int, bytes]],
    events: tuple[GapEvent, ...],
    left: int,
    *,
    force: bool,
    dry_run: bool,
) -> Exported:
    from readiness.app.output import write_output

    if not dry_run:
        write_output({file: content for file, _, content in files}, path, force=force)
        append(path, opened, events)
    return Exported(files=tuple((file, count) for file, count, _ in files), events=events, left=left)


def _safe(name: str) -> str:
    return "".join("_" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in name)
