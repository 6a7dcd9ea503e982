"""The ledger workbook as master, as export and as import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness.app.gaps import UnreadableError, incoming
from readiness.exchange.labels import Labels, reading_labels
from readiness.exchange.ledger.check import note_findings, sheet_findings
from readiness.exchange.ledger.merge import Merged, merge_ledger
from readiness.exchange.ledger.read import ReadLedger, read_ledger, to_sections
from readiness.exchange.ledger.write import ledger_book
from readiness.exchange.write_xlsx import write_xlsx
from readiness.inventory.load import Loaded, RawSections, load_sections, read_sections
from readiness.inventory.positions import Positions
from readiness.model.finding import Finding, Severity
from readiness.model.standard.standard import Standard
from readiness.sources.edits import EditError
from readiness.sources.splice import apply_edits
from readiness.sources.treediff import edits_between

NEW_FILE = "ledger.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerImport:
    """What an import did or would do. `findings` are reasons to refuse the whole ledger; then nothing was written."""

    read: ReadLedger
    merged: Merged | None
    findings: tuple[Finding, ...]
    positions: Positions
    written: tuple[Path, ...] = ()


def read_ledger_body(path: Path, standard: Standard) -> Loaded:
    """The inventory of a ledger workbook; decisions and register lie beside it. Never raises for bad input."""
    try:
        read = read_ledger(incoming(path), reading_labels())
    except UnreadableError as error:
        return Loaded(inventory=None, findings=error.findings, positions=Positions())
    return build_ledger(path, read, standard)


def build_ledger(path: Path, read: ReadLedger, standard: Standard) -> Loaded:
    """The inventory of ledger rows."""
    sections, notes = to_sections(read)
    file = path.as_posix()
    findings = [*note_findings(notes, file), *sheet_findings(sections, file)]
    return load_sections(path, sections, standard.area_spellings, findings=findings)


def export_ledger(path: Path, target: Path, labels: Labels, dated: date, *, dry_run: bool = False) -> RawSections:
    """Write the ledger of a body's YAML files. Nothing is written where they have fatal findings."""
    from readiness.store.files import atomic_write_bytes

    raw = read_sections(path)
    fatal = any(finding.severity is Severity.FATAL for finding in raw.findings)
    if not fatal and not dry_run:
        book = ledger_book(raw.sections, labels, labels("ledger.title"), dated)
        atomic_write_bytes(target, write_xlsx(book))
    return raw


def import_ledger(
    path: Path, ledger: Path, labels: Labels, standard: Standard, *, dry_run: bool = False
) -> LedgerImport:
    """Merge a ledger into the YAML files at `path`: only cells that changed, by span. All files or none.

    Raises `UnreadableError` for a workbook that cannot be read.
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
    written = () if dry_run else _write(merged, raw)
    return LedgerImport(read=read, merged=merged, findings=(), positions=loaded.positions, written=written)


def _write(merged: Merged, raw: RawSections) -> tuple[Path, ...]:
    from readiness.sources.decode import encode
    from readiness.store.files import atomic_write_bytes

    texts: dict[str, bytes] = {}
    for name, data in merged.files.items():
        document = raw.documents.get(name)
        before = document.text if document else ""
        try:
            after = apply_edits(before, edits_between(document.data if document else None, data))
        except EditError as error:
            raise EditError(f"{error.code} {name}", error.path) from error
        texts[name] = encode(after, bom=document.bom if document else False)
    for name, content in texts.items():  # only when all of them could be made
        atomic_write_bytes(Path(name), content)
    return tuple(Path(name) for name in texts)
