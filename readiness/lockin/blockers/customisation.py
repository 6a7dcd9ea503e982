"""Are changes made for this body documented (カスタマイズの記録)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "customisation"


def examine(case: Case) -> Matter:
    """None, or documented ones, clear it."""
    custom = case.system.customisation
    place = case.system.ref.child("customisation")
    if custom.count == 0:
        return clear(case, CODE, [seen("customisation_none", place)])
    if custom.documented is True:
        return clear(case, CODE, [seen("customisation_documented", place, number=custom.count)])
    if isinstance(custom.documented, Unknown) or isinstance(custom.count, Unknown):
        return unknown(case, CODE, [seen("customisation_unknown", case.system.ref, number=custom.count)])
    return applies(case, CODE, [seen("customisation_undocumented", place, number=custom.count)])
