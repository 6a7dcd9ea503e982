"""Does the body hold the table layout and code tables (レイアウトの保有)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "layout_held"


def examine(case: Case) -> Matter:
    """Held, not held or not known; a dated test extract is named as further evidence."""
    system = case.system
    place = system.ref.child("layout_held")
    if isinstance(system.layout_held, Unknown):
        return unknown(case, CODE, [seen("layout_unknown", system.ref)])
    if not system.layout_held:
        return applies(case, CODE, [seen("layout_not_held", place)])
    test = system.extraction_tested
    tested = (
        seen("extraction_test_unknown", system.ref)
        if isinstance(test, Unknown)
        else seen("extraction_tested", system.ref.child("extraction_tested"), date=test)
    )
    return clear(case, CODE, [seen("layout_held", place), tested])
