"""Are characters outside the standard set still undecided (外字の同定)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "gaiji"


def examine(dossier: Dossier) -> Matter:
    """Undecided characters as told, else total less identified."""
    left = dossier.system.charset.left
    place = dossier.system.ref.child("charset")
    if isinstance(left, Unknown):
        return unknown(dossier, CODE, [seen("gaiji_unknown", dossier.system.ref)])
    if left > 0:
        return applies(dossier, CODE, [seen("gaiji_undecided", place, number=left)])
    return clear(dossier, CODE, [seen("gaiji_none", place)])
