"""The check code at the end of a row: it ties the answer cells to the ID at the other end of the row.

Sorting only some of the columns, the commonest accident, or a key typed anew shows as a code that does not fit.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from readiness.model.gap import base32

_LOOSE_ID = re.compile(r"G[\s\-‐‑–—−ー_]?([0-9A-Z]{5})[\s\-‐‑–—−ー_]?([0-9A-Z]{5})(?![0-9A-Z])")
_MISREAD = str.maketrans("OILU", "011V")


def check_code(*parts: str) -> str:
    """Four characters over the parts of a row's identity (ID, revision)."""
    return base32("\x1f".join(parts), 4)


def check_fits(code: str, *parts: str) -> bool:
    """Whether a code as typed belongs to these parts; case, width and look-alike characters do not count."""
    return _folded(code) == check_code(*parts)


def clean_id(typed: str) -> str:
    """A gap ID as people retype it (`g－4tph1 vjfcv`, letter O for zero) in its one spelling; "" where it is none."""
    return next(iter(all_ids(typed)), "")


def all_ids(typed: str) -> tuple[str, ...]:
    """Every gap ID in a text, in its one spelling."""
    matches = _LOOSE_ID.finditer(normalize("NFKC", typed).upper())
    return tuple(dict.fromkeys(f"G-{_folded(match[1])}-{_folded(match[2])}" for match in matches))


def _folded(code: str) -> str:
    return normalize("NFKC", code).strip().upper().translate(_MISREAD)
