"""A workbook for people to fill in, as a value: what is written, what may be changed, how a row is known again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

CellKind = Literal["text", "long", "code", "date", "integer", "number", "choice"]
CellValue: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `header` is what stands in the header row, `words` are further headers it is recognised by.

    `editable` cells are unlocked; `choices` become a drop-down that other words do not break. `width` in half-width
    characters. `help` is shown when the cell is selected.
    """

    key: str
    header: str
    kind: CellKind = "text"
    editable: bool = False
    choices: tuple[str, ...] = ()
    width: int = 14
    help: str = ""
    words: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet with a table: rows are column key → value; columns that a row has no use for may be left out.

    `void` names, per row, the columns that make no sense there; they are shown grey.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, CellValue], ...]
    intro: tuple[str, ...] = ()
    void: tuple[frozenset[str], ...] = ()
    blank_rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """A line of the cover: a label with its value, or a paragraph where there is no label."""

    value: str
    label: str = ""
    style: Literal["plain", "title", "note"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: cover, tables, and the sheet that defines the words used. `dated` stamps the file's properties."""

    title: str
    tables: tuple[Table, ...]
    dated: date
    cover_title: str = ""
    cover: tuple[CoverLine, ...] = ()
    definitions_title: str = ""
    definitions: tuple[tuple[str, str], ...] = ()
