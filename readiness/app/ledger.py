"""The ledger workbook as master, as export and as import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from readiness.app.carry import carried
from readiness.app.incoming import UnreadableError, incoming
from readiness.app.ours import Kind, kind_of_content
from readiness.app.words import open_book, read_own_words, unnamed_body, vocabulary
from readiness.app.writing import demand_known_form, write_sections
from readiness.exchange.labels import Labels, reading_labels
from readiness.exchange.ledger.check import note_findings, sheet_findings
from readiness.exchange.ledger.filled import filled
from readiness.exchange.ledger.merge import Merged, merge_ledger
from readiness.exchange.ledger.read import ReadLedger, read_ledger, to_sections
from readiness.exchange.ledger.rows import Placed
from readiness.exchange.ledger.write import ledger_book
from readiness.exchange.reading_text import reading_findings, refusal_text, unused_text
from readiness.exchange.rows import Incoming
from readiness.intake.doubt import Place, Unused
from readiness.intake.fields import plain_id
from readiness.intake.known import Known
from readiness.intake.read import read
from readiness.intake.reading import Reading
from readiness.inventory.load import Loaded, RawSections, load_sections, read_sections
from readiness.inventory.positions import Positions
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.standard.standard import Standard
from readiness.sources.grid import Workbook
from readiness.sources.suggest import suggest
from readiness.tables.write_xlsx import write_xlsx

NEW_FILE = "ledger.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerImport:
    """What an import did or would do. `findings` are reasons to refuse the whole ledger; then nothing was written.

    `state`: files of decisions and of the register that went along.
    """

    read: ReadLedger
    merged: Merged | None
    findings: tuple[Finding, ...]
    positions: Positions
    written: tuple[Path, ...] = ()
    state: tuple[Path, ...] = ()


def open_ledger(
    paths: Sequence[Path], standard: Standard, as_of: date | None = None, *, home: Path | None = None, body: str = ""
) -> MappedLedger:
    """The inventory of one body's ledgers: our own workbook, or the files that the body keeps, read together. `home` is
    where its decisions are looked for; `body`: its name, where somebody told it.
    """
    path = paths[0]
    came = None
    if len(paths) == 1:
        try:
            came = incoming(path)
            read = read_ledger(came, reading_labels())
        except UnreadableError as error:
            return MappedLedger(loaded=Loaded(inventory=None, findings=error.findings, positions=Positions()))
        if read.sheets and kind_of_content(came) not in (Kind.READING, Kind.ANSWERS):
            return MappedLedger(loaded=build_ledger(path, read, standard))
    opened = {path: came.workbook} if came else {}
    return map_ledger(paths, standard, as_of=as_of, home=home, body=body, opened=opened)


def build_ledger(path: Path, read: ReadLedger, standard: Standard) -> Loaded:
    """The inventory of ledger rows."""
    from readiness.app.confirm import read_confirmed

    stated, notes = to_sections(read)
    sections, further = filled(stated, read_confirmed(path, body_id(stated)))
    file = path.as_posix()
    findings = [*note_findings((*notes, *further), file), *sheet_findings(sections, file)]
    return load_sections(path, sections, standard.area_spellings, findings=findings, shared=standard.claim_files)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedLedger:
    """The body's own ledger: the inventory, its plain sections, and how it was read (None for our own workbook).

    `names`: names of today of records that had others before, as people told (section → name → ID).
    """

    loaded: Loaded
    sections: Mapping[str, Sequence[Placed]] = field(default_factory=dict)
    reading: Reading | None = None
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def map_ledger(
    paths: Sequence[Path],
    standard: Standard,
    mapping_file: Path | None = None,
    *,
    as_of: date | None = None,
    known: Known | None = None,
    opened: Mapping[Path, Workbook] = MappingProxyType({}),
    home: Path | None = None,
    body: str = "",
) -> MappedLedger:
    """Read the ledgers a body keeps, by the words of specs/vocabulary and those of the mapping given, else of
    `<name>.map.yaml` beside the first that has one.

    `as_of` becomes the reference date of the body, before what the ledger itself says; `known`: the inventory that a
    further list belongs to; `home`: where the body's decisions are, by default beside the first ledger; `body`: its
    name, where somebody told it; `opened`: those of the files that were read already.
    """
    from readiness.app.confirm import confirmed_for

    path = paths[0]
    home = home or path
    beside = (one.with_name(f"{one.stem}.map.yaml") for one in paths)
    chosen = mapping_file or next((file for file in beside if file.is_file()), None)
    mapping, findings = read_own_words(chosen) if chosen is not None else ({}, ())
    if mapping is None:
        return MappedLedger(loaded=refused(findings))
    books, ours, acting = [], [], []
    unreadable: list[Finding] = []
    for one in paths:
        try:
            book = opened.get(one) or incoming(one).workbook
        except UnreadableError as error:
            unreadable += error.findings
            continue
        kind = kind_of_content(Incoming(workbook=book))
        if kind is Kind.OTHER:
            books.append(open_book(one, book))
            acting += [
                Unused(kind="part", place=Place(one.name), text=name, reason=f"acting-{what}")
                for what, name in book.acting
            ]
        else:
            ours.append(Unused(kind="sheet", place=Place(one.name), text=one.name, reason=f"our-{kind.value}"))
    if not books or (unreadable and len(paths) == 1):
        return MappedLedger(loaded=refused((*unreadable, *(_ours_alone(path, one) for one in ours))))
    rate = float(standard.assumptions.number("planning.tax_rate"))
    words = vocabulary(standard, mapping)
    stated_body = {**(mapping.get("body") or {}), **({"id": plain_id(body), "name": body} if body else {})}
    unnamed = unnamed_body(home)
    reading = read(books, words, rate=rate, as_of=as_of, known=known, body=stated_body, unnamed=unnamed)
    confirmed = confirmed_for(home, reading, as_of, known)
    if confirmed:  # what people confirmed enters a second reading: only the first tells whose ledger it is
        reading = read(
            books, words, rate=rate, as_of=as_of, known=(known or Known()).renamed(confirmed.names), body=stated_body,
            unnamed=unnamed, answers=confirmed.answers,
        )  # fmt: skip
    file = path.as_posix()
    reading = replace(reading, unused=(*reading.unused, *ours, *acting))
    stated = [*unreadable, *reading_findings(reading, file), *sheet_findings(reading.sections, file)]
    if reading.refused:
        stated = [refusal(reading, path), *(f for f in stated if f.severity is Severity.FATAL)]
        return MappedLedger(loaded=refused(stated), reading=reading)
    sections, further = filled(reading.sections, confirmed.all if confirmed else ())
    stated += note_findings(further, file)
    loaded = load_sections(home, sections, standard.area_spellings, findings=stated, shared=standard.claim_files)
    names = confirmed.names if confirmed else {}
    return MappedLedger(loaded=loaded, sections=sections, reading=reading, names=names)


def refusal(reading: Reading, path: Path) -> Finding:
    """Why a ledger gave nothing, in one sentence."""
    return Finding(
        code="IN303",
        severity=Severity.FATAL,
        subject=Subject("file", path.name),
        message=refusal_text(reading, path.name),
        ref=Ref(path.as_posix()),
    )


def _ours_alone(path: Path, book: Unused) -> Finding:
    """A book of ours where the ledgers of a body should be, and the command that takes it in."""
    return Finding(
        code="IN303", severity=Severity.FATAL, subject=Subject("file", book.text), message=unused_text(book),
        ref=Ref(path.with_name(book.text).as_posix()),
    )  # fmt: skip


def refused(findings: Iterable[Finding]) -> Loaded:
    """Nothing could be read, and why."""
    fatal = tuple(replace(finding, severity=Severity.FATAL) for finding in findings)
    return Loaded(inventory=None, findings=fatal, positions=Positions())


def export_ledger(
    path: Path, target: Path, labels: Labels, dated: date, *, keep_state: bool = False, force: bool = False
) -> tuple[RawSections, tuple[Path, ...]]:
    """Write the ledger of a body's YAML files, and beside it what was decided and asked of the body, unless it lies in
    the folder of the inventory itself. Nothing is written where they have fatal findings. The second value are the
    files of that state.

    Raises `OutputError` where `target` is not ours to replace, `StateClashError` as `import_mapped` does.
    """
    demand_known_form(path)
    from readiness.app.output import write_output
    from readiness.store.files import atomic_write_bytes

    raw = read_sections(path)
    state: Mapping[Path, bytes] = {}
    fatal = any(finding.severity is Severity.FATAL for finding in raw.findings)
    if not fatal and raw.documents:
        book = ledger_book(raw.sections, labels, labels("ledger.title"), dated)
        inside = target.resolve().is_relative_to((path if path.is_dir() else path.parent).resolve())
        body = body_id(raw.sections)
        if body and not inside:
            state = carried(path, target, body, keep=keep_state)
        write_output({target: write_xlsx(book)}, path, force=force)
        for place, content in state.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            atomic_write_bytes(place, content)
    return raw, tuple(state)


class UnknownSystemError(Exception):
    """A system that the inventory does not hold, and those of a like ID."""

    def __init__(self, system: str, near: Sequence[str]) -> None:
        super().__init__(system)
        self.system, self.near = system, tuple(near)


def export_day(
    path: Path, target: Path, systems: Sequence[str], labels: Labels, dated: date, *, force: bool = False
) -> RawSections:
    """Write the steps of the cut-over day and of its rehearsals; nothing where the inventory has fatal findings."""
    from readiness.app.output import write_output
    from readiness.exchange.ledger.day import day_book

    raw = read_sections(path)
    names = [str(data.get("id")) for data, _ in raw.sections.get("systems", ()) if isinstance(data, Mapping)]
    if unknown := [system for system in systems if system not in names]:
        raise UnknownSystemError(unknown[0], suggest(unknown[0], names))
    if raw.documents and not any(finding.severity is Severity.FATAL for finding in raw.findings):
        book = day_book(raw.sections, systems, labels, labels("ledger.day.title"), dated)
        write_output({target: write_xlsx(book)}, path, force=force)
    return raw


def holds_ledger(path: Path) -> bool:
    """Whether a workbook has tables of our own ledger. Raises `UnreadableError`."""
    came = incoming(path)
    return bool(read_ledger(came, reading_labels()).sheets) and kind_of_content(came) not in (
        Kind.READING,
        Kind.ANSWERS,
    )


def import_ledger(
    path: Path, ledger: Path, labels: Labels, standard: Standard, *, keep_state: bool = False, dry_run: bool = False
) -> LedgerImport:
    """Merge a ledger into the YAML files at `path`: only cells that changed, by span. All files or none; what was
    decided and asked beside the ledger goes along.

    Raises `UnreadableError` for a workbook that cannot be read, `StateClashError` as `import_mapped` does.
    """
    read = read_ledger(incoming(ledger), labels)
    loaded = build_ledger(ledger, read, standard)
    schema = tuple(f for f in loaded.findings if f.severity is Severity.FATAL and f.code != "IN204")
    if schema or not read.sheets:
        return LedgerImport(read=read, merged=None, findings=schema, positions=loaded.positions)
    raw = read_sections(path) if path.exists() else RawSections(documents={}, sections={}, findings=(), spans={})
    broken = tuple(f for f in raw.findings if f.severity is Severity.FATAL)
    if broken:
        return LedgerImport(read=read, merged=None, findings=broken, positions=Positions(raw.documents, raw.spans))
    folder = path if path.is_dir() or not path.exists() else path.parent
    new_file = (folder / NEW_FILE).as_posix()
    documents = {name: document.data for name, document in raw.documents.items()}
    merged = merge_ledger(read, raw.sections, documents, labels, new_file=new_file)
    state = carried(ledger, path, loaded.inventory.body.id, keep=keep_state) if loaded.inventory is not None else {}
    written = () if dry_run else write_sections(merged.files, raw, path, state)
    return LedgerImport(
        read=read, merged=merged, findings=(), positions=loaded.positions, written=written, state=tuple(state)
    )


def body_id(sections: Mapping[str, Sequence[Placed]]) -> str:
    """The ID of the body that plain sections are of; "" where they do not say."""
    return next((str(data.get("id") or "") for data, _ in sections.get("body", ()) if isinstance(data, Mapping)), "")
