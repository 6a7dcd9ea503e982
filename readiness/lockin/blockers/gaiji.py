"""Are characters outside the standard set still undecided (外字の同定)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin import Matter
from readiness.model.record import Maybe
from readiness.model.system import Charset
from readiness.model.unknown import UNKNOWN, Unknown

CODE = "gaiji"


def examine(case: Case) -> Matter:
    """Undecided characters as told, else total less identified."""
    left = undecided(case.system.charset)
    place = case.system.ref.child("charset")
    if isinstance(left, Unknown):
        return unknown(case, CODE, [seen("gaiji_unknown", case.system.ref)])
    if left > 0:
        return applies(case, CODE, [seen("gaiji_undecided", place, number=left)])
    return clear(case, CODE, [seen("gaiji_none", place)])


def undecided(charset: Charset) -> Maybe[int]:
    """Number of characters not yet decided on."""
    if not isinstance(charset.gaiji_undecided, Unknown):
        return charset.gaiji_undecided
    if isinstance(charset.gaiji_total, Unknown):
        return UNKNOWN
    if charset.gaiji_total == 0:
        return 0
    if isinstance(charset.gaiji_identified, Unknown):
        return UNKNOWN
    return max(0, charset.gaiji_total - charset.gaiji_identified)
