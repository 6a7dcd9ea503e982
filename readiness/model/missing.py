"""A record of the ledger of before that the ledger of today does not hold (前回あって今回ない記録)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.diff import Entry
from readiness.model.record import Word


class Fate(Word):
    """What became of it, as far as somebody has said. `RENAMED` names a record of today."""

    UNSTATED = "unstated", "確認待ち"
    RENAMED = "renamed", "改称"
    SPLIT = "split", "分割"
    ENDED = "ended", "廃止"
    FORGOTTEN = "forgotten", "書き漏れ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """`entry` is its state of before; `candidates` are IDs of records of today that may be it under another name.

    `gaps` are the points that were open about it. They rest with the party they were put to until its `fate` is stated.
    """

    section: str
    id: str
    entry: Entry
    candidates: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    fate: Fate = Fate.UNSTATED

    @property
    def name(self) -> str:
        """Its name as the ledger of before wrote it."""
        return str(self.entry.label)

    @property
    def rests(self) -> bool:
        """Whether its questions stay as they are: nobody said that it is gone."""
        return self.fate in (Fate.UNSTATED, Fate.FORGOTTEN)
