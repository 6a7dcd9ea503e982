"""Which of our own books a file is, told by its marks: a hidden column where readings are confirmed, IDs in replies.

The name says nothing: people rename, copy and forward. A question book that nobody filled in is one all the same.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from readiness.app.incoming import UnreadableError, incoming
from readiness.exchange.check_code import clean_id
from readiness.exchange.confirmation import is_confirmation
from readiness.exchange.labels import reading_labels
from readiness.exchange.replies.answers_book import is_answers_book
from readiness.exchange.rows import Incoming
from readiness.sources.grid import cell_text
from readiness.sources.mailfile import read_mail_file
from readiness.sources.problem import SourceError

MAIL_SUFFIXES = frozenset({".txt", ".eml", ".md", ".msg"})
_BOOKS = frozenset({".xlsx", ".xlsm", ".csv"})
_ID_CELLS = 2  # one ID may be quoted in a list of one's own; a book of questions has its rows


class Kind(Enum):
    """What a file is to us: a confirmation of readings, a book of answers to accept, a reply, or something else."""

    READING = "reading"
    ANSWERS = "answers"
    REPLY = "reply"
    OTHER = "other"


def kind_of(file: Path) -> Kind:
    """The kind of one file; `OTHER` also for what cannot be read, which its reader tells."""
    suffix = file.suffix.lower()
    if suffix in MAIL_SUFFIXES:
        return Kind.REPLY if _mentions(file) else Kind.OTHER
    if suffix not in _BOOKS or not file.is_file():
        return Kind.OTHER
    try:
        content = incoming(file)
    except UnreadableError:
        return Kind.OTHER
    return kind_of_content(content)


def kind_of_content(content: Incoming) -> Kind:
    """The kind of a workbook or CSV file that was read."""
    labels = reading_labels()
    if is_confirmation(content, labels):
        return Kind.READING
    if is_answers_book(content, labels):
        return Kind.ANSWERS
    return Kind.REPLY if _ids(content) >= _ID_CELLS else Kind.OTHER


def _ids(content: Incoming) -> int:
    """Cells that hold one of our IDs and nothing else."""
    cells = (cell_text(cell) for sheet in content.workbook.sheets for row in sheet.rows for cell in row)
    return sum(bool(text) and len(text) < len("G-XXXXX-XXXXX") + 3 and bool(clean_id(text)) for text in cells)


def _mentions(file: Path) -> bool:
    try:
        return any(clean_id(line) for line in read_mail_file(file).lines)
    except SourceError:
        return False
