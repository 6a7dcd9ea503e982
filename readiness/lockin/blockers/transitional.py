"""Does a function run under 経過措置 that has not ended?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.system import Conformance
from readiness.model.unknown import Unknown

CODE = "transitional"


def examine(dossier: Dossier) -> Matter:
    """Open or without an end applies; «under 経過措置» with nothing listed is unknown, so is unknown conformance."""
    system = dossier.system
    open_ = [m for m in system.transitional_measures if isinstance(m.until, Unknown) or m.until >= dossier.as_of]
    if open_:
        ends = [m.until for m in open_ if not isinstance(m.until, Unknown)]
        evidence = [seen("transitional", m.ref, function=m.function, until=m.until) for m in open_]
        return applies(dossier, CODE, evidence, min(ends, default=None))
    if isinstance(system.conformance, Unknown):
        return unknown(dossier, CODE, [seen("conformance_unknown", system.ref)])
    if system.conformance is Conformance.TRANSITIONAL:
        return unknown(dossier, CODE, [seen("transitional_not_listed", system.ref.child("conformance"))])
    return clear(dossier, CODE, [seen("transitional_none", system.ref.child("conformance"))])
