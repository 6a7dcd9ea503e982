"""Places and sizes on a sheet: letters of a column, how wide it is and how high a row, where a formula points."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil

from readiness.sources.width import display_width
from readiness.tables.table import Column, Table

NARROWEST = 8  # half-width characters
WIDEST = 48  # half-width characters; longer texts wrap
LINE = 18.0  # points of a line of Japanese; a row is told its height, for not every program finds it by itself
HIGHEST = 409.0  # points, the limit of the format
_PLACE = re.compile(r"\{(?P<key>[^{}@]+)(?:@(?P<first>\d+):(?P<last>\d+))?\}")


def placed(formula: str, table: Table, first: int, row: int) -> str:
    """A formula with the cells it speaks of; `first` is the row of the sheet where the table's rows begin."""
    at = {column.key: letters_of(number) for number, column in enumerate(table.columns)}

    def cell(match: re.Match[str]) -> str:
        letters = at[match["key"]]
        if match["first"] is None:
            return f"{letters}{row + 1}"
        return f"{letters}{first + int(match['first']) + 1}:{letters}{first + int(match['last']) + 1}"

    return _PLACE.sub(cell, formula)


def letters_of(column: int) -> str:
    """What Excel calls a column, counted from 0."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - heavy

    return str(xl_col_to_name(column))


def content_width(column: Column, at: int, table: Table) -> float:
    """Width of a column by its head and what stands in it, between the narrowest and the widest."""
    widest = display_width(column.header, ambiguous=2) + 4
    for row in table.rows:
        text = row[at].full
        if 2 * len(text) > widest or not text.isprintable():  # what prints is at most two wide
            widest = max(widest, display_width(text, ambiguous=2))
        if widest + 2 >= WIDEST:
            break
    return float(min(WIDEST, max(NARROWEST, widest + 2)))


@lru_cache(maxsize=65_536)  # texts come again, from row to row
def text_lines(text: str, width: float) -> int:
    """Lines of a text in a column of that width."""
    if 2 * len(text) < width and text.isprintable():
        return 1
    return sum(max(1, ceil(display_width(line, ambiguous=2) / max(1.0, width - 1))) for line in text.split("\n"))


def height_of(value: str, width: int) -> float:
    """Points of a row that holds a text of one cell of that width."""
    return min(HIGHEST, LINE * text_lines(value, width))
