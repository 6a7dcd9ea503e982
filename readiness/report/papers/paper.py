"""A paper as a value: head, blocks, foot. A4 page, .docx and .xlsx are all written from it (公文書)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from readiness.model.facts import Result
from readiness.tables.table import Table

# What a person has to write stands in these brackets, in bold, and keeps the paper 案.
OPEN = re.compile(r"(【要記入:[^】]*】|\[to be written: [^\]]*\])")


class Keyed(str):
    """A line with the keys of the figures it tells, for places that hold plain words."""

    figures: tuple[str, ...] = ()


def keyed(line: str, *figures: str) -> Keyed:
    """A line and its keys."""
    found = Keyed(line)
    found.figures = figures
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A numbered heading of the form."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph. `style`: running text, to the right, in the middle, small print, in bold. `figures`: the keys of the
    numbers it tells.
    """

    text: str
    style: Literal["plain", "right", "center", "note", "strong"] = "plain"
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Items, numbered or not. `figures`: the keys of the numbers they tell."""

    items: tuple[str, ...]
    ordered: bool = False
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labels beside what they say."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. `widths` in per cent of the page's width, none where the content decides; `unit` stands in its head."""

    table: Table
    widths: tuple[int, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A new page begins (別紙)."""


Block: TypeAlias = Heading | Para | Listing | Fields | Grid | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the title: number, day, secrecy to the right; from whom, to whom."""

    number: str
    dated: str
    secrecy: str
    issuer: str
    contact: str = ""
    addressee: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. `key` names its form, `stem` its file; `folder` the addressee's where papers lie apart by addressee.

    `prose` papers are also written as .docx, the others as .xlsx. `fields` are what a body's own template may ask for.
    `rests`: the results it prints or sums; a doubt about a field that one of them waits for withholds it.
    """

    key: str
    stem: str
    title: str
    head: Head
    blocks: tuple[Block, ...]
    rests: frozenset[Result]
    foot: tuple[str, ...] = ()
    landscape: bool = False
    prose: bool = True
    folder: str = ""
    numbered: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Whether it is 案: it has no number yet, or something a person has to write is missing."""
        return not self.numbered or any(OPEN.search(text) for text in texts(self.blocks))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(block.table for block in self.blocks if isinstance(block, Grid))


def texts(blocks: Iterable[Block]) -> Iterable[str]:
    """Every text of the blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Heading | Para):
            yield block.text
        elif isinstance(block, Listing):
            yield from block.items
        elif isinstance(block, Fields):
            yield from (text for row in block.rows for text in row)
        elif isinstance(block, Grid):
            yield block.table.caption
            yield from block.table.heads
            yield from (cell.full for row in block.table.rows for cell in row)


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text split into pieces, and for each whether it is what a person has to write."""
    return [(part, bool(OPEN.fullmatch(part))) for part in OPEN.split(text) if part]


def renamed(paper: Paper, labels: Mapping[str, str]) -> Paper:
    """The paper with the body's own words for headings, captions and columns (`papers.labels`)."""
    if not labels:
        return paper
    blocks = tuple(_renamed(block, labels) for block in paper.blocks)
    return replace(paper, title=labels.get(paper.title, paper.title), blocks=blocks)


def _renamed(block: Block, labels: Mapping[str, str]) -> Block:
    if isinstance(block, Heading):
        number, _, words = block.text.partition(" ")
        if words in labels:
            return Heading(text=f"{number} {labels[words]}")
        return Heading(text=labels.get(block.text, block.text))
    if isinstance(block, Fields):
        return Fields(rows=tuple((labels.get(label, label), text) for label, text in block.rows))
    if isinstance(block, Grid):
        table = block.table
        columns = tuple(replace(column, header=labels.get(column.header, column.header)) for column in table.columns)
        return replace(block, table=replace(table, caption=labels.get(table.caption, table.caption), columns=columns))
    return block
