"""Rows of answers as they were read from whatever came back (回答の行)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness.exchange.notes import RowNote
from readiness.exchange.replies.asker import Asker
from readiness.model.gap import Evaluation, Reply, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row that came back. `id` is "" where none could be read; `raw` is everything that was filled in, as text.

    `reply` is what stands in the reply columns, `evaluation`, `ruling` and `own_fact` what stands in the division's;
    `division`: the row is of a division's book, whose reply columns only repeat what was written out. `loose`: the code
    is a spelling of people; `doubtful`: words like a code stand there that are none; `waits`: another cell of the
    row may be the answer; `asked`: a remark asks about what could not be read;
    `above`: the ID of the nearest row above that has one. `keys` are the locked cells. `joint`: the ID of the question
    asked once for many bodies that it answers.
    """

    place: str
    id: str
    revision: str = ""
    check: str = ""
    reply: Reply | None = None
    evaluation: Evaluation | None = None
    ruling: Ruling | None = None
    own_fact: str = ""
    raw: str = ""
    remark: str = ""
    division: bool = False
    loose: bool = False
    doubtful: bool = False
    waits: bool = False
    asked: bool = False
    above: str = ""
    joint: str = ""
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRows:
    """All rows with something in them; `blank` counts rows nobody filled in; `tables` is 0 where no table was found.

    `saved`: the day on which the file says it was last saved; `untouched`: the blank rows with an ID.
    """

    rows: tuple[AnswerRow, ...]
    notes: tuple[RowNote, ...]
    blank: int
    tables: int
    asker: Asker = field(default_factory=Asker)
    saved: date | None = None
    untouched: tuple[AnswerRow, ...] = ()
