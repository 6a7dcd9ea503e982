"""Questions out, answers in: reads the body, lets the pure rooms work, appends to the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from readiness.app.body import read_inputs
from readiness.app.reading import no_reference_date, read_body, read_standard, reference_date
from readiness.app.register import register_file
from readiness.app.validate import Checked
from readiness.exchange.apply_answers import Applied, apply_answers
from readiness.exchange.candidates import candidate_book
from readiness.exchange.division_book import division_book, division_entries
from readiness.exchange.labels import Labels
from readiness.exchange.mail import read_mail
from readiness.exchange.questions import key_row
from readiness.exchange.read_answers import ReadRows, read_answers
from readiness.exchange.rows import Incoming
from readiness.exchange.vendor_book import file_stem, vendor_book
from readiness.exchange.vendor_select import Inquiry, inquiries
from readiness.exchange.write_csv import write_csv
from readiness.exchange.write_xlsx import write_xlsx
from readiness.gaps.derive import derive
from readiness.gaps.events import event_line
from readiness.gaps.look import Look, answer_days
from readiness.gaps.register import asking, bookkeeping, build_register
from readiness.gaps.required import required_of
from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding
from readiness.model.gap import EventKind, Gap, GapEvent, GapState, Rank, Register
from readiness.model.inventory import Inventory
from readiness.sources.csvfile import read_tables
from readiness.sources.problem import SourceError
from readiness.standard.calendar import is_closed


class UnreadableError(Exception):
    """A file that cannot be read; `findings` say why, for the user."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(", ".join(finding.code for finding in findings))


MAIL_SUFFIXES = frozenset({".txt", ".eml", ".md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One body with its register. `refused` says why it could not be opened; then the rest is empty."""

    inventory: Inventory | None
    as_of: date | None
    labels: Labels
    gaps: tuple[Gap, ...] = ()
    events: tuple[GapEvent, ...] = ()
    refused: Checked | None = None

    @property
    def register(self) -> Register:
        """Gaps and events merged."""
        return build_register(self.gaps, self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Files by name, how many rows each holds, and the events that were (or, in a dry run, would be) appended."""

    files: tuple[tuple[Path, int], ...]
    events: tuple[GapEvent, ...]
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file: what was read and what it did."""

    file: Path
    read: ReadRows
    applied: Applied


def open_register(path: Path, labels: Labels, *, as_of: date | None, specs: Path | None) -> Opened:
    """Read the body, derive its gaps, read its register. The areas' names are added to `labels`."""
    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    labels = replace(labels, areas={area.key: area.name for area in standard.areas})
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is None:
        findings = loaded.findings
        if loaded.inventory is not None and reference_date(loaded.inventory, as_of) is None:
            findings = (*findings, no_reference_date(loaded.inventory))
        refused = Checked(path=path, loaded=loaded, findings=findings, positions=loaded.positions)
        return Opened(inventory=None, as_of=None, labels=labels, refused=refused)
    days = answer_days(inputs.standard.assumptions)
    closed = partial(is_closed, inputs.standard.calendar)
    required = required_of(inputs.standard, inputs.inventory, inputs.as_of)
    gaps = derive(inputs.inventory, inputs.as_of, days=days, closed=closed, required=required)
    return Opened(inventory=inputs.inventory, as_of=inputs.as_of, labels=labels, gaps=gaps, events=inputs.events)


def export_vendor_books(
    path: Path,
    opened: Opened,
    out: Path,
    *,
    vendor: str | None = None,
    rows: int | None = None,
    number: str = "",
    csv: bool = False,
    dry_run: bool = False,
) -> Exported:
    """Write a book per vendor and ground; with a document number they count as sent."""
    inventory, as_of = _ready(opened)
    found = tuple(i for i in inquiries(opened.register, inventory, limit=rows) if vendor in (None, i.vendor))
    events = list(bookkeeping(opened.register, as_of))
    files: list[tuple[Path, int, bytes]] = []
    for position, inquiry in enumerate(found, start=1):
        told = f"{number}の{position}" if number and len(found) > 1 else number
        files += _vendor_files(inquiry, found, inventory, opened.labels, as_of, out, told, csv=csv)
        if told:
            events += asking(inquiry.entries, as_of, {}, told)
    return _finish(path, inventory, files, tuple(events), sum(i.left for i in found), dry_run=dry_run)


def export_candidate_books(
    opened: Opened, out: Path, vendors: Sequence[str], areas: Sequence[str], *, number: str = "", dry_run: bool = False
) -> Exported:
    """The same 情報提供依頼 to each candidate. Nothing is recorded: a candidate's answer is no answer to a gap."""
    inventory, as_of = _ready(opened)
    due = Look(inventory=inventory, as_of=as_of).due(Rank.B)
    files: list[tuple[Path, int, bytes]] = []
    for vendor in vendors:
        book = candidate_book(vendor, areas, inventory, opened.labels, as_of, due, number=number)
        files.append((out / f"{_safe(vendor)}_RFI.xlsx", len(book.tables[0].rows), write_xlsx(book)))
    if not dry_run:
        from readiness.store.files import atomic_write_bytes

        for file, _, content in files:
            atomic_write_bytes(file, content)
    return Exported(files=tuple((file, count) for file, count, _ in files), events=())


def export_division_books(
    path: Path, opened: Opened, out: Path, *, division: str | None = None, csv: bool = False, dry_run: bool = False
) -> Exported:
    """Write a book per division: questions to it and answers to evaluate."""
    inventory, as_of = _ready(opened)
    files: list[tuple[Path, int, bytes]] = []
    for owner, entries in division_entries(opened.register).items():
        if division in (None, owner):
            book = division_book(owner, entries, inventory, opened.labels, as_of)
            name = f"{_safe(owner)}_{opened.labels('sheet.division')}"
            files.append((out / f"{name}.xlsx", len(entries), write_xlsx(book)))
            if csv:
                files.append((out / f"{name}.csv", len(entries), write_csv(book.tables[0])))
    return _finish(path, inventory, files, bookkeeping(opened.register, as_of), 0, dry_run=dry_run)


def import_answers(path: Path, opened: Opened, file: Path, *, by: str = "", dry_run: bool = False) -> Imported:
    """Read one file of answers and append what is new. Raises `UnreadableError` for a file that cannot be read."""
    inventory, as_of = _ready(opened)
    if file.suffix.lower() in MAIL_SUFFIXES:
        read = read_mail(file.read_text(encoding="utf-8-sig", errors="replace").splitlines(), file.name)
    else:
        read = read_answers(incoming(file), opened.labels)
    register = opened.register
    shown = {e.id: key_row(e.gap, inventory, opened.labels, e.due) for e in register.entries if e.gap is not None}
    applied = apply_answers(read.rows, register, as_of, by=by, shown=shown)
    # Opened and revised come first, so that the log tells what each answer was an answer to.
    events = (*bookkeeping(register, as_of), *applied.events)
    if applied.events and not dry_run:
        _append(path, inventory, events)
    return Imported(file=file, read=read, applied=applied)


def move_gap(path: Path, opened: Opened, gap: str, state: GapState, *, note: str = "", by: str = "") -> None:
    """Append a state set by hand; the same state twice is recorded once."""
    inventory, as_of = _ready(opened)
    register = opened.register
    entry = register.by_id[gap]
    if entry.state is not state:
        event = GapEvent(gap=gap, kind=EventKind.MOVED, at=as_of, state=state, note=note, by=by)
        _append(path, inventory, (*bookkeeping(register, as_of), event))


def cutover_dates(inventory: Inventory) -> dict[str, date]:
    """Cut-over dates that people set: the adopted plan, else the systems' own planned dates."""
    from readiness.lockin.cutover import cutovers

    return {system: found.date for system, found in cutovers(inventory, None).items()}


def incoming(file: Path) -> Incoming:
    """A workbook or CSV file with its kind, told by its content. Raises `UnreadableError`."""
    try:
        workbook = read_tables(file, name=file.name)
    except SourceError as error:
        raise UnreadableError(tuple(source_finding(problem) for problem in error.problems)) from error
    with file.open("rb") as stream:
        packed = stream.read(4)[:2] == b"PK"
    return Incoming(workbook=workbook, csv=not packed)


def _vendor_files(
    inquiry: Inquiry,
    found: tuple[Inquiry, ...],
    inventory: Inventory,
    labels: Labels,
    as_of: date,
    out: Path,
    number: str,
    *,
    csv: bool,
) -> list[tuple[Path, int, bytes]]:
    book = vendor_book(inquiry, inventory, labels, as_of, document_number=number)
    stem = file_stem(inquiry, found)
    files = [(out / f"{stem}.xlsx", len(inquiry.entries), write_xlsx(book))]
    return [*files, (out / f"{stem}.csv", len(inquiry.entries), write_csv(book.tables[0]))] if csv else files


def _finish(
    path: Path,
    inventory: Inventory,
    files: list[tuple[Path, int, bytes]],
    events: tuple[GapEvent, ...],
    left: int,
    *,
    dry_run: bool,
) -> Exported:
    from readiness.store.files import atomic_write_bytes

    if not dry_run:
        for file, _, content in files:
            atomic_write_bytes(file, content)
        _append(path, inventory, events)
    return Exported(files=tuple((file, count) for file, count, _ in files), events=events, left=left)


def _append(path: Path, inventory: Inventory, events: tuple[GapEvent, ...]) -> None:
    from readiness.store.events import append_events

    if events:
        append_events(register_file(path, inventory.body.id), (event_line(event) for event in events))


def _ready(opened: Opened) -> tuple[Inventory, date]:
    if opened.inventory is None or opened.as_of is None:
        raise ValueError("the body could not be read; look at `refused` first")
    return opened.inventory, opened.as_of


def _safe(name: str) -> str:
    return "".join("_" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in name)
