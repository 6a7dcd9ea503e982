"""Which requirement takes the place of another (統合先・移行先), from a column of its own or from a remark."""

from __future__ import annotations

import re
from unicodedata import normalize

from readiness.sources.grid import Cell, cell_text
from readiness.standard.importers.cells import NOTHING, digits_id

COLUMN = ("統合先", "後継", "移行先", "変更後")


def column_words(identifier: str) -> tuple[str, ...]:
    """Headers a column of successors may have: `機能ID` → 統合先機能ID, 後継の機能ID, …"""
    return tuple(f"{word}{joint}{identifier}" for word in COLUMN for joint in ("", "の"))


def stated_successor(cell: Cell, digits: int) -> tuple[str | None, bool]:
    """A cell of that column: (ID, whether it was understood). Empty and «-» mean that nothing takes the place."""
    if cell_text(cell, nfkc=True) in NOTHING:
        return None, True
    identifier = digits_id(cell, digits)
    return identifier, identifier is not None


def successor_in(words: str, own: str) -> str | None:
    """The ID a remark names as successor: `第2.0版で機能ID 9990007に統合` → 9990007; None unless it is just one.

    Only an ID of as many digits as `own` right before に or へ and a word for moving counts; anything else stays words.
    """
    pattern = rf"(?<![0-9])([0-9]{{{len(own)}}})[」)]?(?:に|へ)(?:統合|移行|移動|移管|集約|置換|置き換え|変更)"
    found = set(re.findall(pattern, "".join(normalize("NFKC", words).split()))) - {own}
    return found.pop() if len(found) == 1 else None
