"""Ways people write 行政事務標準文字 in a ledger."""

from __future__ import annotations

import unicodedata


def is_mjplus(code: str) -> bool:
    """Whether a character set is told as 行政事務標準文字 (MJ+)."""
    folded = unicodedata.normalize("NFKC", code).upper().replace(" ", "")
    return "MJ+" in folded or "行政事務標準文字" in folded
