"""The official IDs in a cell of a 対応表: lists, marks, lost zeros; of a range its ends only, to be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from readiness.sources.grid import Cell, cell_text

# 機能ID and 帳票ID have seven digits; Excel drops leading zeros of cells that were typed as numbers.
DIGITS = 7
_LEAST = 5
_LONGEST = 200  # of one ID with what stands beside it
_SPLIT = re.compile(r"[、,，;；・\n/／]+|(?<!\s)\s+(?=[0-9A-Z])")
_RANGE = re.compile(r"(.+?)\s*[~〜～]\s*(.+)")
_NOISE = re.compile(
    r"[(（【\[][^)）】\]]{0,200}[)）】\]]|[※*＊'’\"“”「」]|機能ID|帳票ID|要件ID|新規|追加|改定|No\.?", re.IGNORECASE
)
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-.]{3,}")


@dataclass(frozen=True, slots=True)
class Ids:
    """`ids` as printed; `completed` had lost zeros; `ranges` are pairs whose inner IDs nobody told; `unread` words."""

    ids: tuple[str, ...] = ()
    completed: int = 0
    ranges: tuple[tuple[str, str], ...] = ()
    unread: str = ""


def ids_in(cell: Cell) -> Ids:
    """Read one cell of an ID column."""
    if isinstance(cell, bool) or cell is None:
        return Ids()
    text = normalize("NFKC", cell_text(cell))
    ids: list[str] = []
    ranges: list[tuple[str, str]] = []
    completed, unread = 0, False
    for part in _SPLIT.split(text):
        if len(part) > _LONGEST:
            unread = True
            continue
        match = _RANGE.fullmatch(part.strip())
        if match:
            ends = (_one(match[1]), _one(match[2]))
            if all(ends):
                ranges.append((ends[0], ends[1]))
            else:
                unread = True
            continue
        found = _one(part)
        if found:
            completed += found != _NOISE.sub("", part).strip()[: len(found)] and found.startswith("0")
            ids.append(found)
        else:
            unread = unread or bool(_NOISE.sub("", part).strip())
    stated = text.strip() if unread and not ids and not ranges else ""
    return Ids(tuple(dict.fromkeys(ids)), completed, tuple(ranges), stated)


def _one(text: str) -> str:
    """One ID in the shape of the published ones, or ""."""
    bare = re.sub(r"\.0+$", "", _NOISE.sub("", text).strip())
    if re.fullmatch(rf"[0-9]{{{_LEAST},{DIGITS}}}", bare):
        return bare.zfill(DIGITS)
    if re.fullmatch(rf"[0-9]{{{DIGITS}}}[\-_.][0-9A-Za-z]{{1,3}}", bare):
        return ""  # a branch of the vendor's own: which part of the requirement it answers is not told
    digits = sum(char.isdigit() for char in bare)
    return bare if _ID.fullmatch(bare) and digits >= 3 and not bare.isdigit() else ""
