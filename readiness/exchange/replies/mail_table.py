"""A table inside a mail: a heading with 照会ID, and rows parted by tabs, commas or bars below it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from readiness.exchange.labels import Labels
from readiness.exchange.questions import division_book_columns
from readiness.exchange.replies.columns import head_words
from readiness.exchange.replies.row import ReadRows
from readiness.exchange.rows import Incoming
from readiness.sources.grid import Row, Sheet, Workbook, fold_header

_PARTED = ("\t", ",", "|")
_RULE = re.compile(r"^[\s|:+\-]+$")
_DEEPEST = 30  # rows above the table that are kept empty, so that its rows have the numbers of their lines


def table_in(lines: Sequence[str], name: str, labels: Labels) -> tuple[Incoming, tuple[str, ...]] | None:
    """The table and the other lines of a mail (those of the table left empty); None where there is none."""
    words = {key: frozenset(map(fold_header, said)) for key, said in head_words(division_book_columns(labels)).items()}
    lines = [line.replace("｜", "|") for line in lines]
    for at, line in enumerate(lines):
        for mark in _PARTED:
            heads = {fold_header(cell) for cell in line.split(mark)}
            if heads & words["id"] and any(heads & words[key] for key in ("answer", "fact", "delivery")):
                return _taken(lines, at, mark, name)
    return None


def _taken(lines: Sequence[str], at: int, mark: str, name: str) -> tuple[Incoming, tuple[str, ...]]:
    below = list(takewhile(lambda line: mark in line or _RULE.match(line), lines[at:]))
    rows = [row for row in csv.reader(below, delimiter=mark) if not _RULE.match(mark.join(row))]
    cells = [tuple(cell.strip() or None for cell in row) for row in rows]
    width = max(map(len, cells))
    blank: list[Row] = [(None,) * width] * min(at, _DEEPEST)
    filled = tuple(blank + [(*row, *[None] * (width - len(row))) for row in cells])
    sheet = Sheet(name=Path(name).stem, rows=filled)
    rest = (*lines[:at], *[""] * len(below), *lines[at + len(below) :])
    return Incoming(workbook=Workbook(name=name, sheets=(sheet,)), csv=True), rest


def together(table: ReadRows, mail: ReadRows) -> ReadRows:
    """What the table and the lines around it say."""
    return replace(
        table,
        rows=(*table.rows, *mail.rows),
        notes=(*table.notes, *mail.notes),
        blank=table.blank + mail.blank,
        tables=table.tables + mail.tables,
    )
