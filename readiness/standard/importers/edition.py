"""What the importers of editions share: sheets by their header words, version and date of a file, collected notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from unicodedata import normalize

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.standard.edition import Edition, EditionHead, EditionKind, SourceFile
from readiness.model.standard.requirement import Requirement
from readiness.model.text import Param, text
from readiness.sources.dates import parse_date
from readiness.sources.grid import Row, Sheet, Workbook, cell_name, cell_text, fill_merged
from readiness.sources.header import HeaderSearch, data_rows, find_header
from readiness.standard.importers.published import no_sheet
from readiness.standard.problem import StandardError, fatal

_VERSION = re.compile(r"第\s*([0-9]+(?:\.[0-9]+)*)\s*版")
_COMPACT_DATE = re.compile(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])")
_DATED = re.compile(r"(?<![0-9])(20[0-9]{2})[-_.](0[1-9]|1[0-2])(?![0-9])")
_WRITTEN = re.compile(
    r"(?:令和|R)\s*(?:[0-9]{1,2}|元)\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
)
UNDATED = "undated"
_VERSION_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")


@dataclass(frozen=True, slots=True)
class Imported:
    """An edition read from a workbook, and what was odd but readable."""

    edition: Edition
    notes: tuple[Finding, ...]


@dataclass(slots=True)
class Notes:
    """Collects what is odd in a workbook, with the cell it is about."""

    book: Workbook
    found: list[Finding] = field(default_factory=list)

    def add(self, key: str, sheet: Sheet, row: int, column: int, **params: Param) -> None:
        """A warning about one cell (0-based place); its sentence is `standard.<key>`."""
        place = cell_name(row, column)
        self.found.append(
            Finding(
                code="SP210",
                severity=Severity.WARNING,
                subject=Subject("file", self.book.name),
                message=text(f"standard.{key}", file=self.book.name, sheet=sheet.name, place=place, **params),
                ref=Ref(self.book.name, (sheet.name, place)),
                discriminator=f"{key}/{sheet.name}/{place}",
            )
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header. `raw` is the sheet as it is, `sheet` with merged cells filled."""

    raw: Sheet
    sheet: Sheet
    header: HeaderSearch

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Data rows with their 0-based numbers, as `data_rows` gives them."""
        return data_rows(self.sheet.rows, self.header)

    def continues(self, number: int, name: str) -> bool:
        """Whether the cell of a field in this row only repeats the merged cell above it."""
        column = self.header.columns[name]
        return self.raw.cell(number, column) is None and self.sheet.cell(number, column) is not None


def tables(book: Workbook, wanted: Mapping[str, Sequence[str]], required: Collection[str], what: str) -> list[Table]:
    """Every sheet with the required columns. Raises `StandardError`: per sheet, what was sought and what is there."""
    found: list[Table] = []
    misses: list[Finding] = []
    for raw in book.sheets:
        sheet = fill_merged(raw)
        header = find_header(sheet.rows, wanted, required=required)
        if header.found:
            found.append(Table(raw, sheet, header))
        elif header.row >= 0 and len(header.columns) >= 2:
            misses.append(_miss(book, raw, header, wanted))
    if found:
        return found
    if misses:
        raise StandardError(misses)
    raise no_sheet(book, what, wanted, required)


def _miss(book: Workbook, sheet: Sheet, header: HeaderSearch, wanted: Mapping[str, Sequence[str]]) -> Finding:
    unmerged = find_header(sheet.rows, wanted, required=())  # names the cells a person sees the words in
    return fatal(
        "SP204",
        book.name,
        "import-no-column",
        path=(sheet.name,),
        sheet=sheet.name,
        row=unmerged.row + 1,
        missing=tuple(" / ".join(wanted[name]) for name in header.missing),
        seen=tuple(f"{' '.join(word.split())}({place})" for word, place in unmerged.seen[:20]),
    )


def finish(
    book: Workbook,
    kind: EditionKind,
    requirements: Sequence[Requirement],
    *,
    sha256: str,
    sheets: Iterable[str],
    version: str | None = None,
) -> EditionHead:
    """The head of an edition; `version` overrides what name and title say. Raises where nothing was read."""
    if not requirements:
        raise StandardError([fatal("SP202", book.name, "import-empty", sheet=" / ".join(sheets))])
    if version is not None and not _VERSION_WORD.fullmatch(version):  # it becomes part of a file name
        raise StandardError([fatal("SP207", book.name, "import-bad-version", version=version)])
    units = tuple(sorted({requirement.unit for requirement in requirements}))
    words = f"{PurePosixPath(book.name).stem} {_titles(book)}"
    published = published_date(words)
    named = version or version_in(words) or (published.isoformat() if published else month_in_name(words)) or UNDATED
    scope = units[0] if len(units) == 1 else f"{units[0]}-{units[-1]}"
    return EditionHead(
        id=f"{scope}/{kind.value}/{named}",
        kind=kind,
        units=units,
        title=_title(book),
        version=named,
        published=published,
        source=SourceFile(name=PurePosixPath(book.name).name, sha256=sha256, sheets=tuple(sheets)),
        count=len(requirements),
    )


def version_in(words: str) -> str | None:
    """`…【第2.1版】…` → 2.1."""
    found = _VERSION.search(normalize("NFKC", words))
    return found[1] if found else None


def published_date(words: str) -> date | None:
    """A full date in a file name or title."""
    folded = normalize("NFKC", words)
    if compact := _COMPACT_DATE.search(folded):
        return parse_date("".join(compact.groups()))
    written = _WRITTEN.search(folded)
    return parse_date("".join(written[0].split())) if written else None


def month_in_name(words: str) -> str | None:
    """`2026-08_…` → 2026-08."""
    found = _DATED.search(normalize("NFKC", words))
    return f"{found[1]}-{found[2]}" if found else None


def _titles(book: Workbook) -> str:
    """The first lines of the first sheets, where a workbook says what it is."""
    return " ".join(
        cell_text(cell) for sheet in book.sheets[:2] for row in sheet.rows[:4] for cell in row if isinstance(cell, str)
    )


def _title(book: Workbook) -> str:
    for sheet in book.sheets:
        for row in sheet.rows[:4]:
            for cell in row:
                if words := cell_text(cell):
                    return words.lstrip("■ ").splitlines()[0]
    return PurePosixPath(book.name).stem
