"""Are characters outside the standard set still undecided (外字の同定)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "gaiji"


def examine(case: Case) -> Matter:
    """Undecided characters as told, else total less identified."""
    left = case.system.charset.left
    place = case.system.ref.child("charset")
    if isinstance(left, Unknown):
        return unknown(case, CODE, [seen("gaiji_unknown", case.system.ref)])
    if left > 0:
        return applies(case, CODE, [seen("gaiji_undecided", place, number=left)])
    return clear(case, CODE, [seen("gaiji_none", place)])
