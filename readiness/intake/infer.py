"""What follows from other columns of a ledger that has no column of its own for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from readiness.model.system import STANDARD_ACT, Conformance

_ON_STANDARD = (Conformance.CONFORMANT.ja, Conformance.TRANSITIONAL.ja)
Inferred: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]  # names of systems migrated, and not migrated
_ACT = STANDARD_ACT.isoformat()  # an earlier day is that of the system before


def infer_migrated(systems: Iterable[dict[str, Any]], as_of: str, doubted: frozenset[str] = frozenset()) -> Inferred:
    """Fill `migrated` in where nothing is said: a system that does not conform has not migrated; one that conforms and
    has gone live by the ledger's own day has. The names of both.
    """
    yes: list[str] = []
    no: list[str] = []
    for data in systems:
        if "migrated" in data or not data.get("areas") or str(data["id"]) in doubted:
            continue
        state, live = data.get("conformance"), str(data.get("live_date", ""))
        if state == Conformance.NON_CONFORMANT.ja:
            data["migrated"] = False
            no.append(_name(data))
        elif state in _ON_STANDARD and _ACT <= live[:10] <= as_of and str(data.get("planned_date", ""))[:10] <= as_of:
            data["migrated"] = True
            yes.append(_name(data))
    return tuple(yes), tuple(no)


def _name(data: dict[str, Any]) -> str:
    return str(data.get("name", data["id"]))
