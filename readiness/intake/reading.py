"""What reading a ledger gave (読み取りの結果)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from readiness.intake.doubt import Doubt, Place, Unused
from readiness.intake.known import Placed
from readiness.intake.title import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumn:
    """A column that was read: the field, the heading and its cell; `guessed`: it only resembles a known heading."""

    target: str
    head: str
    cell: str
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A region that was read: what its rows are, the row of its headings (from 1), how many records it gave, its
    columns, headings nobody wanted, rows passed over (from 1), how many cells said 同上, hidden rows that were read.
    """

    file: str
    sheet: str
    record: str
    shape: str
    row: int
    rows: int
    columns: tuple[ReadColumn, ...]
    ignored: tuple[str, ...] = ()
    passed: tuple[int, ...] = ()
    dittos: int = 0
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """How the cells of one column were read where they are not what they say: `code` is net, unit, monthly, …"""

    place: Place
    head: str
    target: str
    codes: tuple[str, ...]
    samples: tuple[str, ...]
    count: int
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Records with their places, and everything a person should know of how they were read.

    `sections`: section → records, as the builder of inventories takes them. `doubts`: what is asked, and what is told
    (`Doubt.asked`). `unused`: sheets, regions, columns, rows that were not read. `words`: (field, word in the cell,
    word of ours) → cells. `areas`: the names a word may mean. `spellings`: names under which one record stands more
    than once. `refused`: why there is nothing.
    """

    sections: Mapping[str, Sequence[Placed]] = field(default_factory=dict)
    tables: tuple[ReadTable, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[Unused, ...] = ()
    stated: tuple[Stated, ...] = ()
    words: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    spellings: tuple[tuple[str, ...], ...] = ()
    joined: tuple[tuple[str, int], ...] = ()
    inferred: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    outside: tuple[tuple[str, str], ...] = ()
    about_body: tuple[str, ...] = ()
    named_by_file: str = ""
    title: Title = field(default_factory=Title)
    saved: date | None = None
    unformatted: tuple[str, ...] = ()
    refused: str = ""

    @property
    def asked(self) -> tuple[Doubt, ...]:
        """Doubts somebody has to answer."""
        return tuple(doubt for doubt in self.doubts if doubt.asked)
