"""Text that a spreadsheet program must never take for a formula (CWE-1236), and codes whose zeros must survive."""

from __future__ import annotations

import re
from functools import lru_cache

# Full-width forms too: Japanese Excel takes them for the half-width ones when they are typed.
RISKY = "=+-@\t\r\n＝＋－＠"
_RISKY = re.compile(rf"'*[{re.escape(RISKY)}]")
_ESCAPED = re.compile(rf"'+[{re.escape(RISKY)}]")
# XML 1.0 knows no other control characters; a lone surrogate cannot be encoded.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_000  # Excel's limit of a cell is 32,767


def is_risky(value: str) -> bool:
    """Whether a program might calculate the text instead of showing it."""
    return bool(value) and value[0] in RISKY


def escape(value: str) -> str:
    """For CSV: an apostrophe before risky text, and before what looks escaped already, so that it can be undone."""
    return f"'{value}" if _RISKY.match(value) else value


def unescape(value: str) -> str:
    """Undo `escape`."""
    return value[1:] if _ESCAPED.match(value) else value


def writable(value: str) -> str:
    """Text without what a workbook cannot hold; what is too long for a cell is cut and marked."""
    clean = value if value.isprintable() else _UNWRITABLE.sub("\ufffd", value)
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}…"


@lru_cache(maxsize=65_536)  # most texts of a large book come again
def guarded(value: str) -> tuple[str, bool]:
    """What a workbook holds of a text, and whether it must be kept from being calculated."""
    return writable(value), is_risky(value)
