"""Wiring of `spec`: the ministries' workbooks into the user's own pack, and editions compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding
from readiness.model.standard.change import EditionChange
from readiness.model.standard.standard import Standard
from readiness.sources.problem import SourceError
from readiness.standard.diff import compare
from readiness.standard.edition_json import parse_edition
from readiness.standard.importers.dispatch import ImportedFile, ImportKind, import_book
from readiness.standard.list_json import ListChange, compare_lists
from readiness.standard.load import load_standard
from readiness.standard.problem import StandardError, fatal

State = Literal["new", "unchanged", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecImport:
    """One file after import: where it went, and what a re-import changed there."""

    imported: ImportedFile
    path: Path
    state: State
    edition_change: EditionChange | None = None
    list_change: ListChange | None = None


def import_specs(
    files: Iterable[Path], pack: Path, *, kind: ImportKind | None = None, version: str | None = None
) -> tuple[SpecImport, ...]:
    """Read every file, then write all of them; with a problem in any, nothing is written.

    Raises `StandardError` with the problems of all files, `StoreError` where the pack cannot be written.
    """
    from readiness.store.files import atomic_write_text

    standard = load_standard()
    problems: list[Finding] = []
    read: list[ImportedFile] = []
    for file in files:
        try:
            read.append(_read(file, standard, kind, version))
        except StandardError as error:
            problems += error.findings
    problems += _clashes(read)
    if problems:
        raise StandardError(problems)
    done = tuple(_compared(imported, pack) for imported in read)
    for item in done:
        if item.state != "unchanged":
            atomic_write_text(item.path, item.imported.text)
    return done


def _read(file: Path, standard: Standard, kind: ImportKind | None, version: str | None) -> ImportedFile:
    from readiness.sources.csvfile import read_tables

    try:
        book = read_tables(file)
        digest = sha256(file.read_bytes()).hexdigest()
    except SourceError as error:
        raise StandardError(source_finding(problem) for problem in error.problems) from error
    return import_book(book, digest, standard, kind=kind, version=version)


def _clashes(read: list[ImportedFile]) -> list[Finding]:
    """Two files of one call that would become the same edition."""
    first: dict[str, str] = {}
    return [
        fatal("ST206", item.file, "import-clash", other=first[item.path], edition=item.path)
        for item in read
        if first.setdefault(item.path, item.file) != item.file
    ]


def _compared(imported: ImportedFile, pack: Path) -> SpecImport:
    path = pack / imported.path
    if not path.is_file():
        return SpecImport(imported=imported, path=path, state="new")
    before = path.read_text(encoding="utf-8")
    if before == imported.text:
        return SpecImport(imported=imported, path=path, state="unchanged")
    try:
        if imported.edition is not None:
            change = compare(parse_edition(before), imported.edition)
            return SpecImport(imported=imported, path=path, state="changed", edition_change=change)
        return SpecImport(
            imported=imported, path=path, state="changed", list_change=compare_lists(before, imported.text)
        )
    except ValueError:  # what stood there was not ours to compare with; it is replaced
        return SpecImport(imported=imported, path=path, state="changed")
