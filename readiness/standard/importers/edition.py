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
from readiness.model.standard.edition import Authority, Edition, EditionHead, EditionKind, SourceFile
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
_ORDINANCE = re.compile(r"省令|府令|告示|標準化基準")
_APPLIES = re.compile(r"(?:適合基準日|施行(?:期)?日|適用(?:期)?日)[^0-9令RＲ]{0,8}.{0,16}")
UNDATED = "undated"
_HISTORY = re.compile("改[定版訂]履歴|改[定訂]経過|版数管理")
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


def acting(book: Workbook) -> tuple[Finding, ...]:
    """That a workbook would run something or fetch values, and that nothing was."""
    return tuple(
        Finding(
            code="SP210",
            severity=Severity.NOTE,
            subject=Subject("file", book.name),
            message=text("standard.acting", file=book.name, said=text(f"exchange.note.acting-{what}", name=name)),
            ref=Ref(book.name),
            discriminator=f"{what}/{name}",
        )
        for what, name in book.acting
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


def imported(
    book: Workbook,
    kind: EditionKind,
    requirements: Sequence[Requirement],
    found: Iterable[Table],
    notes: Notes,
    *,
    sha256: str,
    version: str | None,
) -> Imported:
    """The edition of what the tables `found` in a workbook hold, with what was odd in them."""
    sheets = [table.raw.name for table in found]
    head = finish(book, kind, requirements, sha256=sha256, sheets=sheets, version=version)
    return Imported(Edition(head=head, requirements=tuple(requirements)), (*notes.found, *edition_note(book, version)))


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
    published, stated = _stated(book)
    named = version or stated or UNDATED
    scope = units[0] if len(units) == 1 else f"{units[0]}-{units[-1]}"
    authority = _authority(book)
    place = named if authority is Authority.SPECIFICATION else f"{authority.value}-{named}"
    return EditionHead(
        id=f"{scope}/{kind.value}/{place}",
        kind=kind,
        units=units,
        title=_title(book),
        version=named,
        published=published,
        source=SourceFile(name=PurePosixPath(book.name).name, sha256=sha256, sheets=tuple(sheets)),
        count=len(requirements),
        authority=authority,
        applies=_applies(book, requirements),
    )


def _authority(book: Workbook) -> Authority:
    """By the document's own title, else its file name: an ordinance or notice calls itself one."""
    stated = f"{_title(book)} {PurePosixPath(book.name).stem}"
    return Authority.ORDINANCE if _ORDINANCE.search(normalize("NFKC", stated)) else Authority.SPECIFICATION


def _applies(book: Workbook, requirements: Sequence[Requirement]) -> date | None:
    """The 適合基準日 of the whole document: its own words above the table, else the one day that all its rows bear."""
    stated = _APPLIES.search(normalize("NFKC", _titles(book)))
    if stated is not None and (day := published_date(stated[0])) is not None:
        return day
    days = {requirement.due for requirement in requirements}
    shared = days.pop() if len(days) == 1 else None
    return shared if isinstance(shared, date) else None


def edition_note(book: Workbook, version: str | None) -> tuple[Finding, ...]:
    """Where the number of the edition does not stand in the document's own words: to be confirmed."""
    titles = _titles(book)
    if version is not None or version_in(titles) or published_date(titles):
        return ()
    _, stated = _stated(book)
    return (
        Finding(
            code="SP210",
            severity=Severity.WARNING,
            subject=Subject("file", book.name),
            message=text(
                f"standard.import-edition.{'saved' if book.saved and stated == book.saved.isoformat() else 'name'}",
                file=book.name,
                version=stated or UNDATED,
            ),
            ref=Ref(book.name),
            discriminator="edition",
        ),
    )


def _stated(book: Workbook) -> tuple[date | None, str | None]:
    """Date and number of an edition: the document's own words, else a 第n版 or full date in its publisher's file name,
    else the day it was saved, else a bare month in the name. The date is that of publication; a day of saving is none.
    """
    titles, stem = _titles(book), PurePosixPath(book.name).stem
    published = published_date(titles)
    if stated := version_in(titles) or (published.isoformat() if published else None):
        return published or published_date(stem), stated
    published = published_date(stem)
    if stated := version_in(stem) or (published.isoformat() if published else None):
        return published, stated
    return None, month_in_name(stem) if book.saved is None else book.saved.isoformat()


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
    """The first lines of the first sheets, where a workbook says what it is, and the last line of its history."""
    words = [
        cell_text(cell) for sheet in book.sheets[:2] for row in sheet.rows[:4] for cell in row if isinstance(cell, str)
    ]
    return " ".join((*_history(book), *words))


def _history(book: Workbook) -> list[str]:
    """The newest edition of a sheet of revisions (改定履歴), whichever end it is written from."""
    rows = [
        " ".join(cell_text(cell) for cell in row if cell is not None)
        for sheet in book.sheets
        if _HISTORY.search(sheet.name)
        for row in sheet.rows
    ]
    found = [(tuple(map(int, version.split("."))), row) for row in rows if (version := version_in(row))]
    return [max(found)[1]] if found else []


def _title(book: Workbook) -> str:
    for sheet in book.sheets:
        for row in sheet.rows[:4]:
            for cell in row:
                if words := cell_text(cell):
                    return words.lstrip("■ ").splitlines()[0]
    return PurePosixPath(book.name).stem
