"""The file of capacity: 事業者, 年月, 件数 (対応可能件数). Without a month a row holds for every month not told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from readiness.portfolio.work import KeyRing, compared
from readiness.sources.grid import Sheet, Workbook

HEADS: Mapping[str, tuple[str, ...]] = {
    "vendor": ("事業者", "事業者グループ", "法人番号", "vendor"),
    "month": ("年月", "月", "month"),
    "count": ("件数", "対応可能件数", "count"),
}
_EVERY = ("毎月", "every")
_MONTH = re.compile(r"(?:(?:令和|R)([0-9]{1,2}|元)|([0-9]{4}))[年./-]([0-9]{1,2})月?")
_COUNT = re.compile(r"[0-9]{1,5}")  # no vendor does a hundred thousand cut-overs a month; more digits are a slip
_YEARS = range(2019, 2100)
_SHOWN = 30  # characters of a cell that a problem repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many cut-overs a vendor can do: in one month, or (`month` None) in every other month.

    `row` is where the file says so, counted from 1; `stated` the vendor as written there.
    """

    vendor: str
    month: date | None
    count: int
    row: int = 0
    stated: str = ""


@dataclass(frozen=True, slots=True, order=True)
class RowProblem:
    """A row that cannot be used, counted from 1 (0: the head): a key of the catalogue, the cell, the row it meets."""

    row: int
    kind: str
    cell: str
    other: int = 0


class CapacityError(ValueError):
    """A file that cannot be used, with all its rows that cannot be."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(str(problems))
        self.problems = tuple(sorted(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFile:
    """The rows that could be read, and those that could not."""

    rows: tuple[Capacity, ...]
    problems: tuple[RowProblem, ...] = ()

    def resolved(self, ring: KeyRing) -> tuple[Capacity, ...]:
        """The rows under the keys of the vendors: one vendor under two names is one.

        Raises `CapacityError` with every problem: those of reading, and months of a vendor told under two names.
        """
        problems = list(self.problems)
        seen: dict[tuple[str, date | None], Capacity] = {}
        found = []
        for row in self.rows:
            if row.vendor in ring.apart:
                problems.append(RowProblem(row.row, "apart", row.stated))
            key = ring.keys.get(row.vendor, row.vendor)
            first = seen.setdefault((key, row.month), row)
            if first.vendor != row.vendor:
                problems.append(RowProblem(row.row, "names", row.stated, first.row))
            found.append(Capacity(vendor=key, month=row.month, count=row.count, row=row.row, stated=row.stated))
        if problems:
            raise CapacityError(problems)
        return tuple(found)


def read_capacity(book: Workbook) -> CapacityFile:
    """Every row of the first sheet with the heads; what cannot be read stands among the problems."""
    for sheet in book.sheets:
        for at, row in enumerate(sheet.rows):
            columns = _columns([str(cell or "").strip() for cell in row])
            if columns is not None:
                problems: list[RowProblem] = []
                rows = tuple(_read(sheet, at, columns, problems))
                problems += _twice(rows)
                if not rows and not problems:
                    problems.append(RowProblem(at + 1, "empty", ""))
                return CapacityFile(rows=rows, problems=tuple(problems))
    return CapacityFile(rows=(), problems=(RowProblem(0, "head", "、".join(heads[0] for heads in HEADS.values())),))


def _twice(rows: Iterable[Capacity]) -> Iterator[RowProblem]:
    """Months that one vendor states twice under one name."""
    seen: dict[tuple[str, date | None], int] = {}
    for row in rows:
        first = seen.setdefault((row.vendor, row.month), row.row)
        if first != row.row:
            yield RowProblem(row.row, "twice", row.stated, first)


def _columns(cells: list[str]) -> dict[str, int] | None:
    found = {key: next((at for at, cell in enumerate(cells) if cell in heads), None) for key, heads in HEADS.items()}
    if found["vendor"] is None or found["count"] is None:
        return None
    return {key: at for key, at in found.items() if at is not None}


def _read(sheet: Sheet, head: int, columns: Mapping[str, int], problems: list[RowProblem]) -> Iterator[Capacity]:
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        cells = {key: _text(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if not any(cells.values()):
            continue
        vendor, stated, count = compared(cells["vendor"]), cells.get("month", ""), _plain(cells["count"])
        month = read_month(stated)
        wrong = []
        if not vendor:
            wrong.append(("vendor", ""))
        if stated and month is None and stated not in _EVERY:
            wrong.append(("month", stated))
        if _COUNT.fullmatch(count) is None:
            wrong.append(("long" if re.fullmatch("[0-9]+", count) else "count", cells["count"]))
        problems += [RowProblem(number, kind, _short(cell)) for kind, cell in wrong]
        if not wrong:
            yield Capacity(vendor=vendor, month=month, count=int(count), row=number, stated=_short(cells["vendor"]))


def read_month(text: str) -> date | None:
    """2027-04, 2027/4, 令和9年4月, R9.4; None for anything else, and for a year no cut-over can have."""
    found = _MONTH.fullmatch(_plain(text))
    if found is None:
        return None
    era = "1" if found[1] == "元" else found[1]
    year = int(era) + 2018 if era else int(found[2])
    if era and int(era) == 0:
        return None
    month = int(found[3])
    return date(year, month, 1) if year in _YEARS and 1 <= month <= 12 else None


def _plain(text: str) -> str:
    """Half-width; raised and circled digits (², ①) and those of other scripts are none and stay as they are."""
    odd = any(char.isdigit() and not (char.isascii() or char in "０１２３４５６７８９") for char in text)
    return (text if odd else normalize("NFKC", text)).strip()


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…"


def _text(cell: object) -> str:
    """A cell as people see it; a date is its month, a whole number has no decimals."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()
