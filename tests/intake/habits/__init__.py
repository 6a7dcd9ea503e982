"""Ledgers by the habits of real offices, each with the values a careful person takes from it; a module a kind.

`HABITS` of every module here are the cases of `test_habits.py`: `pytest tests/intake -k "dittos everywhere"` runs one.

Written without looking at the reader. Towns, systems, firms and amounts are fictional.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.intake.town import Rows

ASK = "ask"  # no value, and somebody is asked
Expected = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Habit:
    """Sheets by title, what the workbook looks like, and system → field → value expected, ASK where nobody can say."""

    name: str
    sheets: Mapping[str, Rows]
    expected: Expected
    formatting: Callable[[Workbook], None] = field(default=lambda book: None)
    links: frozenset[tuple[str, str]] = frozenset()
    may_ask_links: bool = False  # the links of such a layout may be asked instead of read
    asks: tuple[str, ...] = ()  # words that a question has to hold
    write: Callable[[Path], Path] | None = None  # a file that is no workbook of openpyxl


def one(name: str, rows: Rows, expected: Expected, formatting: Callable[[Workbook], None] | None = None) -> Habit:
    return Habit(name=name, sheets={"Sheet1": rows}, expected=expected, formatting=formatting or (lambda book: None))


def _merge(*ranges: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for area in ranges:
            book.worksheets[0].merge_cells(area)

    return done


def _hide_column(letter: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        book.worksheets[0].column_dimensions[letter].hidden = True

    return done


def _strike(*cells: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        for cell in cells:
            book.worksheets[0][cell].font = Font(strike=True)

    return done


def _note(cell: str, words: str) -> Callable[[Workbook], None]:
    def done(book: Workbook) -> None:
        book.worksheets[0][cell].comment = Comment(words, "係")

    return done


HEAD = ("システム名", "業務", "委託先", "契約終了日", "年額(円)")

TAXES = ["個人住民税", "法人住民税", "固定資産税", "軽自動車税"]
JUKI = {"areas": ["住民基本台帳"], "vendor": "あおば計算", "end": "2031-03-31", "amount": 3_300_000}
KAIGO = {"areas": ["介護保険"], "vendor": "みなと情報", "end": "2027-09-30", "amount": 1_980_000}
ROWS: Rows = [
    HEAD,
    ("住記", "住民基本台帳", "あおば計算", "R13.3.31", 3_300_000),
    ("介護", "介護保険", "みなと情報", "R9.9.30", 1_980_000),
]
KOKUHO = {"areas": ["国民健康保険"], "vendor": "みなと情報", "end": "2028-03-31", "amount": 1_100_000}


def _csv(encoding: str, delimiter: str, rows: Rows) -> Callable[[Path], Path]:
    def done(folder: Path) -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        file = folder / "見本町.csv"
        file.write_bytes(text.getvalue().encode(encoding))
        return file

    return done
