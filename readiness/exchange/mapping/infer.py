"""What follows from other columns of a ledger that has no column of its own for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from readiness.model.system import Conformance

_ON_STANDARD = (Conformance.CONFORMANT.ja, Conformance.TRANSITIONAL.ja)
_SEPARATE_DATE = re.compile(r"特定移行|特例期限|省令")


def infer_migrated(systems: Iterable[dict[str, Any]], as_of: str) -> tuple[int, int]:
    """Fill `migrated` in where nothing is said: a system that does not conform has not migrated; one that conforms and
    has gone live by the ledger's own day has. How many of each.
    """
    yes = no = 0
    for data in systems:
        if "migrated" in data or not data.get("areas"):
            continue
        state, live = data.get("conformance"), str(data.get("live_date", ""))
        if state == Conformance.NON_CONFORMANT.ja:
            data["migrated"] = False
            no += 1
        elif state in _ON_STANDARD and "" < live[:10] <= as_of:
            data["migrated"] = True
            yes += 1
    return yes, no


def due_hints(systems: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Systems whose remarks speak of a lawful date of their own while no column tells it."""
    for data in systems:
        remark = str(data.get("note", ""))
        if "due" not in data and _SEPARATE_DATE.search(remark):
            yield str(data.get("name", data["id"])), " ".join(remark.split())[:40]
