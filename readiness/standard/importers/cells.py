"""How the ministries' workbooks write marks, dates and IDs, and how Excel disfigures them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from readiness.model.record import Maybe
from readiness.model.standard.requirement import RequirementType
from readiness.model.unknown import UNKNOWN
from readiness.sources.dates import parse_date
from readiness.sources.grid import Cell, cell_text

NOTHING = frozenset({"", "-", "－", "―", "‐", "ー", "なし", "該当なし"})
_UNDECIDED = frozenset({"未定", "未確認", "別途定める", "検討中", "調整中"})
_TYPES = {
    RequirementType.REQUIRED: ("◎", "実装必須", "実装必須機能", "必須", "必須機能", "1"),
    RequirementType.OPTIONAL: ("○", "◯", "〇", "標準オプション", "標準オプション機能", "オプション", "3"),
    RequirementType.PROHIBITED: ("×", "✕", "✖", "X", "x", "実装不可", "実装不可機能", "不可", "2"),
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words}
_DASHES = re.compile(r"[-‐‑‒–—―−－_\s]")
_SERIALS = range(36526, 73051)  # Excel's day numbers of 2000 to 2099
_EXCEL_EPOCH = date(1899, 12, 30)


def requirement_type(cell: Cell) -> RequirementType | None:
    """実装類型 from a mark (◎ ○ ×), a word, or the ministries' digit for it; None for anything else."""
    text = cell_text(cell, nfkc=True)
    return _TYPE_OF.get(text) or _TYPE_OF.get("".join(text.split()))


def due_date(cell: Cell) -> tuple[Maybe[date] | None, bool]:
    """A date cell: (day, None where nothing is stated, `UNKNOWN` where it is open; whether the cell was understood).

    Excel's bare day numbers are read as dates, a bare month as its last day.
    """
    if isinstance(cell, int) and cell in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=cell), True
    text = cell_text(cell, nfkc=True)
    if text in NOTHING:
        return None, True
    if text in _UNDECIDED:
        return UNKNOWN, True
    day = parse_date(cell if isinstance(cell, date) else text, month_end=True)
    return (UNKNOWN, False) if day is None else (day, True)


def digits_id(cell: Cell, length: int) -> str | None:
    """An ID of so many digits: widths, blanks and dashes do not count, zeros Excel dropped are put back."""
    text = _DASHES.sub("", cell_text(cell, nfkc=True))
    if not re.fullmatch(r"[0-9]+", text) or len(text) > length or len(text) < length - 2:
        return None  # at most «00» can have been lost: units begin with 001
    return text.zfill(length)


def is_mark(text: str) -> bool:
    """Whether a cell says ○ (yes) in any of its spellings."""
    return text in ("○", "◯", "〇", "●", "◎")


def one_line(text: str) -> str:
    """A heading without its line breaks."""
    return "".join(text.split("\n")).strip()
