"""Are changes made for this body documented (カスタマイズの記録)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "customisation"


def examine(dossier: Dossier) -> Matter:
    """None, or documented ones, clear it."""
    custom = dossier.system.customisation
    place = dossier.system.ref.child("customisation")
    if custom.count == 0:
        return clear(dossier, CODE, [seen("customisation_none", place)])
    if custom.documented is True:
        return clear(dossier, CODE, [seen("customisation_documented", place, number=custom.count)])
    if isinstance(custom.documented, Unknown) or isinstance(custom.count, Unknown):
        return unknown(dossier, CODE, [seen("customisation_unknown", dossier.system.ref, number=custom.count)])
    return applies(dossier, CODE, [seen("customisation_undocumented", place, number=custom.count)])
