"""What the importers of published tables share: finding the sheet, saying what was sought, months in titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from unicodedata import normalize

from readiness.model.finding import Finding
from readiness.model.standard.standard import Standard
from readiness.sources.dates import parse_date
from readiness.sources.grid import Sheet, Workbook, cell_name, cell_text, fill_merged
from readiness.sources.header import HeaderSearch, find_header
from readiness.standard.problem import StandardError, fatal

_SHEETS_SHOWN, _WORDS_SHOWN = 6, 4
_MONTH = re.compile(r"(?:令和|平成|R|H)\s*(?:[0-9]{1,2}|元)\s*年\s*[0-9]{1,2}\s*月|20[0-9]{2}\s*年\s*[0-9]{1,2}\s*月")


def area_words(standard: Standard) -> dict[str, Sequence[str]]:
    """Area key → the words that may head its column."""
    return {area.key: (area.name, *area.aliases) for area in standard.areas}


def headed_sheets(
    book: Workbook,
    wanted: Mapping[str, Sequence[str]],
    required: Collection[str],
    any_of: Collection[str] = (),
) -> list[tuple[Sheet, HeaderSearch]]:
    """Sheets whose header has every required column and at least one of `any_of`, in the order of the workbook."""
    found: list[tuple[Sheet, HeaderSearch]] = []
    for sheet in map(fill_merged, book.sheets):
        header = find_header(sheet.rows, wanted, required=required, loose=False)
        if header.found and (not any_of or any(name in header.columns for name in any_of)):
            found.append((sheet, header))
    return found


def no_sheet(
    book: Workbook, what: str, wanted: Mapping[str, Sequence[str]], required: Collection[str]
) -> StandardError:
    """The workbook has no sheet with the headers sought: what was sought, and what each sheet has instead."""
    sought = tuple(words[0] for name, words in wanted.items() if name in required)
    seen = seen_headers(book, wanted, required)
    return StandardError([fatal("SP201", book.name, f"import-no-sheet.{what}", sought=sought, seen=seen)])


def seen_headers(
    book: Workbook, wanted: Mapping[str, Sequence[str]], required: Collection[str] = ()
) -> tuple[str, ...]:
    """Per sheet its name and what stands where the headers would be: `台帳: システム名(A1) 事業者(B1)`."""
    seen: list[str] = []
    for sheet in book.sheets[:_SHEETS_SHOWN]:
        header = find_header(sheet.rows, wanted, required=required, loose=False)
        words = [f"{word}({place})" for word, place in header.seen[:_WORDS_SHOWN]]
        seen.append(f"{sheet.name}: {' '.join(words)}" if words else sheet.name)
    return tuple(seen)


def no_rows(book: Workbook, sheet: Sheet, what: str) -> StandardError:
    """The header is there, but nothing below it."""
    return StandardError([fatal("SP202", book.name, f"import-no-rows.{what}", sheet=sheet.name)])


def bad_cell(book: Workbook, sheet: Sheet, place: str, word: str, expected: str) -> Finding:
    """One cell that is neither a value nor empty."""
    return fatal(
        "SP203",
        book.name,
        "import-cell",
        path=(sheet.name, place),
        sheet=sheet.name,
        place=place,
        word=word,
        expected=expected,
    )


def said_twice(book: Workbook, name: str, first: str, again: str) -> Finding:
    """Two rows for one body, or two columns for one step: which of them holds is not ours to choose."""
    return fatal("SP208", book.name, "import-body-twice", path=(again,), name=name, first=first, again=again)


def row_place(sheet: Sheet, number: int, column: int) -> str:
    """Where a row stands, as a person finds it: `結果一覧!B12`."""
    return f"{sheet.name}!{cell_name(number, column)}"


def month_in(title: str) -> str | None:
    """`令和8年1月_進捗状況` → 2026-01; None where no month is named."""
    found = _MONTH.search(normalize("NFKC", title))
    day = parse_date(f"{found[0]}1日") if found else None
    return f"{day:%Y-%m}" if day else None


def titles_above(sheet: Sheet, row: int) -> str:
    """All text above a header, for the month a table says it is of."""
    return " ".join(cell_text(cell) for cells in sheet.rows[: max(0, row)] for cell in cells if cell is not None)
