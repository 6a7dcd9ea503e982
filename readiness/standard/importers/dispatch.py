"""Which of the ministries' workbooks a file is, and what it becomes in the user's pack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from readiness.model.finding import Finding
from readiness.model.record import Word
from readiness.model.standard.edition import Edition
from readiness.model.standard.standard import Standard
from readiness.sources.grid import Workbook, fill_merged
from readiness.sources.header import find_header
from readiness.standard.edition_json import edition_text
from readiness.standard.editions import edition_file
from readiness.standard.importers import body_codes, conformance, data_items, designated, functions, links, population
from readiness.standard.importers import soumu_progress as progress
from readiness.standard.importers.edition import Imported, acting
from readiness.standard.importers.published import area_words, seen_headers
from readiness.standard.list_json import list_text
from readiness.standard.problem import StandardError, fatal

_ENOUGH = 3  # matching columns from which a file is taken for a damaged one of its kind


class ImportKind(Word):
    """The workbooks that can be imported."""

    DATA_ITEMS = "data_items", "基本データリスト・項目定義書"
    LINKS = "links", "機能別連携仕様"
    FUNCTIONS = "functions", "機能・帳票要件"
    DESIGNATED = "designated", "特定移行支援システムの該当見込み一覧"
    PROGRESS = "progress", "標準化の進捗状況"
    CODES = "codes", "全国地方公共団体コード"
    POPULATION = "population", "人口(団体コード別)"
    PASSED = "passed", "適合確認・経過措置のパッケージ一覧"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A workbook as it goes into the pack: `path` in the pack, its canonical `text`. `edition` for editions only."""

    file: str
    kind: ImportKind
    path: str
    text: str
    count: int
    edition: Edition | None = None
    notes: tuple[Finding, ...] = ()


_EDITIONS: Mapping[ImportKind, Callable[[Workbook, str, str | None], Imported]] = {
    ImportKind.DATA_ITEMS: data_items.read_data_items,
    ImportKind.LINKS: links.read_links,
    ImportKind.FUNCTIONS: functions.read_functions,
}


def import_book(
    book: Workbook, sha256: str, standard: Standard, *, kind: ImportKind | None = None, version: str | None = None
) -> ImportedFile:
    """Read a workbook of a known or recognised kind. Raises `StandardError` with everything that is wrong."""
    kind = kind or recognise(book, standard)
    if kind in _EDITIONS:
        imported = _EDITIONS[kind](book, sha256, version)
        return ImportedFile(
            file=book.name,
            kind=kind,
            path=edition_file(imported.edition.head.id),
            text=edition_text(imported.edition),
            count=imported.edition.head.count,
            edition=imported.edition,
            notes=(*acting(book), *imported.notes),
        )
    month, rows = _list_rows(book, kind, standard)
    name = f"{kind.value}-{month}" if month else kind.value
    text = list_text(kind.value, book.name, sha256, month, rows)
    path = f"lists/{name}.json"
    return ImportedFile(file=book.name, kind=kind, path=path, text=text, count=len(rows), notes=acting(book))


def _list_rows(book: Workbook, kind: ImportKind, standard: Standard) -> tuple[str | None, Sequence[object]]:
    match kind:
        case ImportKind.PROGRESS:
            table = progress.read_progress(book, standard)
            return table.month, table.bodies
        case ImportKind.DESIGNATED:
            marks = designated.read_designations(book, standard)
            return marks.month, marks.bodies
        case ImportKind.POPULATION:
            return None, population.read_population(book)
        case ImportKind.CODES:
            return None, body_codes.read_codes(book)
        case _:
            return None, conformance.read_passed(book).rows


def recognise(book: Workbook, standard: Standard) -> ImportKind:
    """The kind whose columns the workbook has; of a damaged one the kind most of whose columns it has.

    Raises `StandardError` where it is none of them.
    """
    areas = area_words(standard)
    scores: dict[ImportKind, int] = {}
    for kind, (wanted, required, any_of) in _signatures(areas).items():
        found, columns = _best(book, wanted, required, any_of)
        if found:
            return kind
        scores[kind] = columns
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] >= _ENOUGH:
        return best
    raise StandardError(
        [
            fatal(
                "SP205",
                book.name,
                "import-unknown",
                kinds=tuple(kind.ja for kind in ImportKind),
                seen=seen_headers(book, _signatures(areas)[best][0]),
            )
        ]
    )


Words = Mapping[str, Sequence[str]]


def _signatures(areas: Words) -> dict[ImportKind, tuple[Words, Collection[str], Collection[str]]]:
    """Kind → words, the columns that make it this kind, and further ones of which one is enough."""
    codes = {"code": ("団体コード", "全国地方公共団体コード", "code")}
    return {
        ImportKind.DATA_ITEMS: (data_items.WORDS, ("id", "data_type"), ()),
        ImportKind.LINKS: (links.WORDS, ("id",), ()),
        ImportKind.FUNCTIONS: (functions.FUNCTION_WORDS | {"form": ("帳票ID",)}, (), ("id", "form")),
        ImportKind.DESIGNATED: ({**codes, **areas}, ("code",), tuple(areas)),
        ImportKind.POPULATION: (population.WORDS, tuple(population.WORDS), ()),
        ImportKind.CODES: (body_codes.WORDS, ("code", "prefecture", "name"), ()),
        ImportKind.PROGRESS: ({**progress.STEP_WORDS, **areas}, ("prefecture",), ("area", *areas)),
        ImportKind.PASSED: (conformance.WORDS, conformance.REQUIRED, ()),
    }


def _best(book: Workbook, wanted: Words, required: Collection[str], any_of: Collection[str]) -> tuple[bool, int]:
    columns = 0
    for sheet in map(fill_merged, book.sheets):
        header = find_header(sheet.rows, wanted, required=required, loose=False)
        columns = max(columns, len(header.columns))
        if header.row >= 0 and header.found and (not any_of or any(name in header.columns for name in any_of)):
            return True, columns
    return False, columns
