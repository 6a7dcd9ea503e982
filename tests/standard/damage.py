"""Twelve kinds of damage that copies of a ministry's workbook have after some hands, for any workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("0"), ord("z") + 1) if chr(code).isalnum()})
Grid = list[list[Any]]


@dataclass
class Page:
    """A sheet as values and merged ranges (0-based first row, first column, last row, last column). `head` are the rows
    of its header, `data` the first data row.
    """

    name: str
    cells: Grid
    merged: list[tuple[int, int, int, int]]
    head: tuple[int, int]

    @property
    def data(self) -> int:
        return self.head[1] + 1

    def filled(self) -> Grid:
        cells = [row[:] for row in self.cells]
        for top, left, bottom, right in self.merged:
            for row in range(top, bottom + 1):
                cells[row][left : right + 1] = [self.cells[top][left]] * (right - left + 1)
        return cells


def title_rows(page: Page) -> None:
    page.cells[:0] = [["【参考】写し"], [], ["※ 凡例は別シート"]]
    page.merged = [(top + 3, left, bottom + 3, right) for top, left, bottom, right in page.merged]


def moved_columns(page: Page) -> None:
    cells = page.filled()
    page.cells = cells[: page.head[0]] + [row[-3:] + row[:-3] for row in cells[page.head[0] :]]
    page.merged = []


def unmerged(page: Page) -> None:
    page.merged = []


def extra_columns(page: Page) -> None:
    page.cells = [[None, number + 1, *row, "社内メモ"] for number, row in enumerate(page.cells)]
    page.merged = [(top, left + 2, bottom, right + 2) for top, left, bottom, right in page.merged]


def line_breaks(page: Page) -> None:
    _change(page, range(page.head[0], page.data), lambda text: f"{text[: len(text) // 2]}\n {text[len(text) // 2 :]}")


def full_width(page: Page) -> None:
    _change(page, range(page.head[0], page.data), lambda text: text.translate(WIDE))
    _change(page, range(page.data, len(page.cells)), lambda text: text.translate(WIDE) if text.isdigit() else text)


def excel_numbers(page: Page) -> None:
    _change(page, range(page.data, len(page.cells)), lambda text: float(text) if text.isdigit() else text)


def header_on_every_page(page: Page) -> None:
    middle = (page.data + len(page.cells)) // 2
    page.cells[middle:middle] = page.filled()[page.head[0] : page.data]


def blank_rows(page: Page) -> None:
    first, rest = page.cells[: page.data], page.cells[page.data :]
    page.cells = first + [row for pair in ([row, []] for row in rest) for row in pair]


def blanks(page: Page) -> None:
    _change(page, range(page.head[0], len(page.cells)), lambda text: f" {text}　")


def remark_below(page: Page) -> None:
    page.cells += [[], ["※ この写しは庁内の検討用"]]


def sheets_around(page: Page) -> None:
    """Done where the book is written: a cover before, an empty sheet after."""


DAMAGES: tuple[Callable[[Page], None], ...] = (
    title_rows,
    moved_columns,
    unmerged,
    extra_columns,
    line_breaks,
    full_width,
    excel_numbers,
    header_on_every_page,
    blank_rows,
    blanks,
    remark_below,
    sheets_around,
)


def damaged(source: Path, target: Path, damage: Callable[[Page], None], heads: Mapping[str, tuple[int, int]]) -> Path:
    """A copy of a workbook with the damage on every sheet named in `heads` (sheet → its 0-based header rows)."""
    made = Workbook()
    made.remove(made.active)
    if damage is sheets_around:
        made.create_sheet("表紙").append(["標準仕様書の写し"])
    for sheet in load_workbook(source, data_only=True):
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        merged = []
        for block in sheet.merged_cells.ranges:
            left, top, right, bottom = range_boundaries(str(block))
            merged.append((top - 1, left - 1, bottom - 1, right - 1))
        page = Page(sheet.title, cells, merged, heads.get(sheet.title, (0, 0)))
        if sheet.title in heads:
            damage(page)
        _write(made, page)
    if damage is sheets_around:
        made.create_sheet("Sheet2")
    made.save(target)
    return target


def _write(made: Workbook, page: Page) -> None:
    sheet = made.create_sheet(page.name)
    for row, values in enumerate(page.cells, 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)
    for top, left, bottom, right in page.merged:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)


def _change(page: Page, rows: range, change: Callable[[str], Any]) -> None:
    for number in rows:
        page.cells[number] = [
            change(cell) if isinstance(cell, str) and cell and cell != "○" else cell for cell in page.cells[number]
        ]
