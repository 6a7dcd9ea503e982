"""The same ledger written otherwise says the same: wide letters, other days, other words for headings, moved tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell

from readiness.intake.fold import fold
from readiness.intake.reading import Reading
from tests.intake import test_habits
from tests.intake.habits import Habit
from tests.intake.town import links, of_files

_WIDE = {at: at + 0xFEE0 for at in range(0x21, 0x7F)}
_DAY = re.compile(r"R(\d+)\.(\d+)\.(\d+)")
_SAME = {
    "システム名": "情報システム名",
    "業務": "対象業務",
    "委託先": "委託業者",
    "契約終了日": "契約満了日",
    "年額(円)": "年間経費（円）",
}
Cells = Callable[[Workbook], None]
Rows = Sequence[Sequence[object]]


def texts(change: Callable[[str], str]) -> Cells:
    """Every text of a workbook changed."""

    def done(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    value = cell.value
                    if isinstance(value, str) and not value.startswith("=") and not isinstance(cell, MergedCell):
                        cell.value = change(value)

    return done


def _broken_heads(book: Workbook) -> None:
    """A line break in the first headings of each sheet."""
    for sheet in book:
        for row in sheet.iter_rows():
            heads = [cell for cell in row if isinstance(cell.value, str) and cell.value]
            if len(heads) > 2:
                for cell in heads:
                    text = str(cell.value)
                    if 4 <= len(text) <= 8 and not re.search(r"[\nA-Za-z0-9(（:：]", text):
                        cell.value = f"{text[:2]}\n{text[2:]}"
                break


IN_CELLS: dict[str, Cells] = {
    "wide": texts(lambda text: text.translate(_WIDE)),
    "era in words": texts(lambda text: _DAY.sub(r"令和\1年\2月\3日", text) if _DAY.fullmatch(text) else text),
    "western": texts(lambda text: f"{2018 + int(day[1])}/{day[2]}/{day[3]}" if (day := _DAY.fullmatch(text)) else text),
    "blanks": texts(lambda text: f"{text}\u3000 "),
    "headings": texts(lambda text: _SAME.get(text, text)),
    "broken headings": _broken_heads,
}
MOVED: dict[str, Callable[[Rows], Rows]] = {
    "further down and right": lambda rows: [(), (), (), *((None, None, *row) for row in rows)],
    "spare columns": lambda rows: [tuple(cell for value in row for cell in (value, None))[:-1] for row in rows],
}
# What is another thing when written so, and why.
OTHERWISE = {
    ("errors in names, areas and days", "wide"),  # an error of Excel has no text that could be asked
    ("errors in names, areas and days", "blanks"),
    ("days that are none, or of a year nobody can tell", "western"),  # R1.4.1 is before the era, 2019/4/1 a day
    ("steps as coloured cells over months", "spare columns"),  # months no longer stand below their year
    ("a card of each system below the other, labels in pairs", "spare columns"),  # nor values beside their labels
}


def said(found: Reading) -> tuple[Any, ...]:
    """What was read and what is asked, as compared."""
    asked = sorted((d.code, fold(d.record), d.field) for d in found.doubts if d.asked)
    return _folded(test_habits.told(found)), {(fold(one), fold(other)) for one, other in links(found)}, asked


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list):
        return [_folded(one) for one in value]
    if isinstance(value, dict):
        return {fold(str(key)): _folded(one) for key, one in value.items()}
    return value


def _plain(habit: Habit) -> bool:
    """Whether the layout of the workbook is its rows and nothing else."""
    return habit.formatting.__qualname__.startswith(("Habit.", "one."))


def differences(habit: Habit, folder: Path) -> list[str]:
    """The ways of writing a ledger by which another thing is read."""
    usual = said(of_files(test_habits.saved(folder, habit)))
    ways = []
    for way, change in IN_CELLS.items():

        def both(book: Workbook, change: Cells = change) -> None:
            habit.formatting(book)
            change(book)

        ways.append((way, replace(habit, formatting=both)))
    for way, move in MOVED.items() if _plain(habit) else ():
        ways.append((way, replace(habit, sheets={title: move(rows) for title, rows in habit.sheets.items()})))
    return [
        way
        for way, other in ways
        if (habit.name, way) not in OTHERWISE and said(of_files(test_habits.saved(folder, other))) != usual
    ]


ALL = [habit for habit in test_habits.HABITS if habit.write is None]
FEW = [habit for habit in ALL if habit.name in ("dittos everywhere", "headings in four levels")]


@pytest.mark.parametrize("habit", FEW, ids=lambda habit: habit.name)
def test_a_ledger_written_otherwise_says_the_same(habit: Habit, tmp_path: Path) -> None:
    assert differences(habit, tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("habit", [habit for habit in ALL if habit not in FEW], ids=lambda habit: habit.name)
def test_every_ledger_written_otherwise_says_the_same(habit: Habit, tmp_path: Path) -> None:
    assert differences(habit, tmp_path) == []
