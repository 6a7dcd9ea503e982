"""What templates and workbooks are fed with: words and links only, nothing left to compute (表示値)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

Raw: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. `raw` is the value a workbook stores (a real date or number) where it differs from the words.

    `mark` names a tag shape (see the style sheet); the words alone must tell the same. `href` leads to an anchor.
    """

    text: str
    raw: Raw = None
    mark: str = ""
    href: str = ""
    sub: str = ""
    number: bool = False
    anchor: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it holds a date, which must not be broken over lines."""
        return isinstance(self.raw, date)

    @property
    def is_short(self) -> bool:
        """Whether it is a word or two, which long neighbours must not squeeze into a column of single characters."""
        return 0 < len(self.text) <= 6

    @property
    def stored(self) -> Raw:
        """What a workbook stores."""
        return self.text if self.raw is None else self.raw


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: `empty` is said instead of it when there are no rows.

    The first `joined` columns are printed once for following rows that say the same in all of them.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str
    joined: int = 0

    @property
    def groups(self) -> tuple[tuple[Row, ...], ...]:
        """The rows, split where a joined column changes; all in one group where none is joined."""
        if not self.joined:
            return (self.rows,)
        return tuple(tuple(group) for _, group in groupby(self.rows, key=lambda row: row[: self.joined]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A headline figure: never printed without its name and how much of it is known."""

    name: str
    value: str
    unit: str
    completeness: str
    href: str
    range: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice of a filter."""

    value: str
    label: str
