"""What the reader is not sure of (読み取りの疑い): one place, one reading, the other readings, one question."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from readiness.model.text import Param

Key = tuple[str, str, str, str]


def plain(text: str) -> str:
    """Words as a key keeps them: blanks and line breaks folded, so that no program changes them on the way."""
    return " ".join(text.split())


class Weight(Enum):
    """What a doubt does to the inventory.

    `VALUE`: the field stays 未確認 until somebody confirms a reading. `RECORD`: the record is left out. `SHAPE`: a
    whole region gave no records. `WORD`: a word nobody knows, asked once whatever the number of cells. `SAME`: two
    names that may be one. `NOTED`: read, and how is said; nothing is held back.
    """

    VALUE = "value"
    RECORD = "record"
    SHAPE = "shape"
    WORD = "word"
    SAME = "same"
    NOTED = "noted"


class Place(NamedTuple):
    """Where something stands: the file, the sheet and the cell (`C4`), range or row as Excel names it.

    A tuple, since every cell of a list has one.
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.sheet, self.cell) if part) or self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One question.

    `code` names the kind of doubt (and its words, `reading.doubt.<code>`). `section`, `record` (the record's name as
    the body writes it), `field` (`contract.end`) and `text` (the words the answer confirms) are its key: never the
    file, the sheet or the row, so that next month's ledger asks nothing twice. `read_as` is the reading that an answer
    「はい」 confirms, None where there is none; `others` are further readings; `count` the cells it speaks of.
    """

    code: str
    place: Place
    weight: Weight
    section: str = ""
    record: str = ""
    field: str = ""
    text: str = ""
    read_as: Any = None
    others: tuple[str, ...] = ()
    count: int = 1
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What an answer is kept under: section, record, field, text."""
        return plain(self.section), plain(self.record), plain(self.field), plain(self.text)

    @property
    def asked(self) -> bool:
        """Whether somebody has to answer before the value may be printed."""
        return self.weight is not Weight.NOTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """Something that was not read, and why. `kind`: sheet, region, column, row, part (of the file)."""

    kind: str
    place: Place
    text: str
    reason: str
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)
