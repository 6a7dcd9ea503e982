"""Small ledgers built in code, read as `analyze` and `ledger import` read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.app.words import open_book, vocabulary
from readiness.intake.answers import Answers
from readiness.intake.doubt import Doubt
from readiness.intake.read import read
from readiness.intake.reading import Reading
from readiness.intake.vocabulary import Vocabulary
from readiness.standard.load import load_standard

AS_OF = date(2026, 11, 2)
Rows = Sequence[Sequence[object]]


@cache
def words() -> Vocabulary:
    return vocabulary(load_standard(), {})


def fill(sheet: Worksheet, rows: Rows) -> None:
    for row in rows:
        sheet.append(list(row))


def saved(folder: Path, sheets: Mapping[str, Rows], name: str = "見本町.xlsx") -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        fill(book.create_sheet(title), rows)
    book.save(folder / name)
    return folder / name


def reading(folder: Path, sheets: Mapping[str, Rows] | Rows) -> Reading:
    told = sheets if isinstance(sheets, Mapping) else {"一覧": sheets}
    return of_files(saved(folder, told))


def of_files(*files: Path, answers: Answers | None = None) -> Reading:
    return read([open_book(file) for file in files], words(), rate=0.1, as_of=AS_OF, answers=answers)


def systems(found: Reading) -> dict[str, dict[str, Any]]:
    """System name → its fields, with those of its contracts behind a dot."""
    by_id = {data["id"]: dict(data) for data, _ in found.sections.get("systems", ())}
    for data, _ in found.sections.get("contracts", ()):
        for key in data.get("systems", ()):
            by_id[key] |= {
                f".{field}": value for field, value in data.items() if field not in ("id", "name", "systems")
            }
    return {data["name"]: data for data in by_id.values()}


def links(found: Reading) -> set[tuple[str, str]]:
    names = {
        data["id"]: data["name"]
        for section in ("systems", "external_systems")
        for data, _ in found.sections.get(section, ())
    }
    return {(names[data["from"]], names[data["to"]]) for data, _ in found.sections.get("interfaces", ())}


def asked(found: Reading, field: str = "", code: str = "") -> list[Doubt]:
    return [d for d in found.doubts if d.asked and field in ("", d.field) and code in ("", d.code)]
