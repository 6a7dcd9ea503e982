"""The file of capacity: 事業者, 年月, 件数 (対応可能件数). Without a month a row holds for every month not told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from unicodedata import normalize

from readiness.portfolio.joint import Capacity
from readiness.portfolio.work import compared
from readiness.sources.grid import Sheet, Workbook

HEADS: Mapping[str, tuple[str, ...]] = {
    "vendor": ("事業者", "事業者グループ", "法人番号", "vendor"),
    "month": ("年月", "月", "month"),
    "count": ("件数", "対応可能件数", "count"),
}
_MONTH = re.compile(r"(?:(?:令和|R)([0-9]{1,2})|([0-9]{4}))[年./-]([0-9]{1,2})月?")


class CapacityError(ValueError):
    """A row that cannot be used: `row` counted from 1, 0 for the head; `problem` a key of the catalogue."""

    def __init__(self, problems: list[tuple[int, str, str]]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def read_capacity(book: Workbook) -> tuple[Capacity, ...]:
    """Every row of the first sheet with the heads. Raises `CapacityError` with all rows that cannot be used."""
    for sheet in book.sheets:
        for at, row in enumerate(sheet.rows):
            columns = _columns([str(cell or "").strip() for cell in row])
            if columns is not None:
                return _rows(sheet, at, columns)
    raise CapacityError([(0, "head", "、".join(heads[0] for heads in HEADS.values()))])


def _columns(cells: list[str]) -> dict[str, int] | None:
    found = {key: next((at for at, cell in enumerate(cells) if cell in heads), None) for key, heads in HEADS.items()}
    if found["vendor"] is None or found["count"] is None:
        return None
    return {key: at for key, at in found.items() if at is not None}


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int]) -> tuple[Capacity, ...]:
    problems: list[tuple[int, str, str]] = []
    found = list(_read(sheet, head, columns, problems))
    seen: set[tuple[str, date | None]] = set()
    for number, row in found:
        if (row.vendor, row.month) in seen:
            problems.append((number, "twice", row.vendor))
        seen.add((row.vendor, row.month))
    if problems:
        raise CapacityError(sorted(problems))
    return tuple(row for _, row in found)


def _read(
    sheet: Sheet, head: int, columns: Mapping[str, int], problems: list[tuple[int, str, str]]
) -> Iterator[tuple[int, Capacity]]:
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        cells = {key: _text(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if not any(cells.values()):
            continue
        month = read_month(cells.get("month", ""))
        if not cells["vendor"]:
            problems.append((number, "vendor", ""))
        elif cells.get("month") and month is None and cells["month"] not in ("毎月", "every"):
            problems.append((number, "month", cells["month"]))
        elif not cells["count"].isdecimal():
            problems.append((number, "count", cells["count"]))
        else:
            yield number, Capacity(vendor=compared(cells["vendor"]), month=month, count=int(cells["count"]))


def read_month(text: str) -> date | None:
    """2027-04, 2027/4, 令和9年4月, R9.4; None for anything else."""
    found = _MONTH.fullmatch(normalize("NFKC", text).strip())
    if found is None or not 1 <= int(found[3]) <= 12:
        return None
    return date(int(found[1]) + 2018 if found[1] else int(found[2]), int(found[3]), 1)


def _text(cell: object) -> str:
    """A cell as people see it; a date is its month, a whole number has no decimals."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return normalize("NFKC", str(cell if cell is not None else "")).strip()
