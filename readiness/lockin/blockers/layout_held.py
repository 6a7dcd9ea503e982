"""Does the body hold the table layout and code tables (レイアウトの保有)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "layout_held"


def examine(dossier: Dossier) -> Matter:
    """Held, not held or not known; a dated test extract is named as further evidence."""
    system = dossier.system
    place = system.ref.child("layout_held")
    if isinstance(system.layout_held, Unknown):
        return unknown(dossier, CODE, [seen("layout_unknown", system.ref)])
    if not system.layout_held:
        return applies(dossier, CODE, [seen("layout_not_held", place)])
    test = system.extraction_tested
    tested = (
        seen("extraction_test_unknown", system.ref)
        if isinstance(test, Unknown)
        else seen("extraction_tested", system.ref.child("extraction_tested"), date=test)
    )
    return clear(dossier, CODE, [seen("layout_held", place), tested])
