"""Answers pasted from a mail: lines that begin with, or hold, one of our IDs, and the words after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from readiness.exchange.answer_words import SPELLINGS
from readiness.exchange.cells import read_word
from readiness.exchange.check_code import clean_id
from readiness.exchange.notes import RowNote
from readiness.exchange.read_answers import AnswerRow, ReadRows
from readiness.model.conformance import Answer
from readiness.model.gap import Reply
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN
from readiness.sources.dates import parse_date

# One to one, so that places found in the half-width copy hold in the line itself.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ID = re.compile(r"[Gg][\s\-‐‑–—−ー_]?[0-9A-Za-z]{5}[\s\-‐‑–—−ー_]?[0-9A-Za-z]{5}(?![0-9A-Za-z])")
_QUOTE = re.compile(r"^[\s>>|]+")
_DATE = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|(?:令和|R)[0-9元]{1,2}[年.][0-9]{1,2}[月.](?:[0-9]{1,2}日?)?|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
)
_SPLIT = re.compile(r"[\s,、::/]+")
_EDGES = re.compile(r"^[\s:\uff1a、,\uff0c。→\-]+|\s+$")
_SIGNATURE = re.compile(r"^(--|==|__|──|━)")


def read_mail(lines: Iterable[str], name: str) -> ReadRows:
    """Rows of a pasted mail. Lines after an ID belong to it until a blank line, a signature or the next ID.

    The first word that is an answer code is taken as one, the first date as 提供予定日; all words stay in `fact`.
    """
    rows: list[AnswerRow] = []
    current: tuple[str, int, list[str]] | None = None
    for number, raw in enumerate(lines, start=1):
        line = _QUOTE.sub("", raw).rstrip()
        match = _ID.search(line.translate(_HALF_WIDTH))
        row_id = clean_id(match[0]) if match else ""
        if match and row_id:
            if current:
                rows.append(_row(name, *current))
            current = (row_id, number, [line[match.end() :]])
        elif current and (not line.strip() or _SIGNATURE.match(line)):
            rows.append(_row(name, *current))
            current = None
        elif current:
            current[2].append(line)
    if current:
        rows.append(_row(name, *current))
    filled = tuple(row for row in rows if row.raw)
    notes: tuple[RowNote, ...] = ()
    return ReadRows(rows=filled, notes=notes, blank=len(rows) - len(filled), tables=1 if rows else 0)


def _row(name: str, row_id: str, number: int, parts: list[str]) -> AnswerRow:
    words = "\n".join(_EDGES.sub("", part) for part in parts).strip()
    answer = _answer(words)
    day = _DATE.search(normalize("NFKC", words))
    delivery = parse_date(day[0], month_end=True) if day else None
    return AnswerRow(
        place=f"{name}:{number}", id=row_id, reply=Reply(answer=answer, fact=words, delivery=delivery), raw=words
    )


def _answer(words: str) -> Maybe[Answer]:
    """Only the first word is taken for a code: further on the same words are prose."""
    first = next((piece for piece in _SPLIT.split(words) if piece), "")
    read = read_word(first, Answer, SPELLINGS)
    return read.value if read.value is not None else UNKNOWN
