"""Does the platform's support end before the cut-over (稼働基盤のサポート終了)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "platform_eol"


def examine(case: Case) -> Matter:
    """Against the cut-over where there is one, else against the day of the analysis."""
    system = case.system
    end = system.platform_eol
    if isinstance(end, Unknown):
        return unknown(case, CODE, [seen("eol_unknown", system.ref)])
    place = system.ref.child("platform_eol")
    if end < case.as_of:
        return applies(case, CODE, [seen("eol_over", place, date=end)])
    if case.cutover is not None:
        told = {"date": end, "cutover": case.cutover.date}
        if end < case.cutover.date:
            return applies(case, CODE, [seen("eol_before_cutover", place, **told)], end)
        return clear(case, CODE, [seen("eol_after_cutover", place, **told)])
    if not case.stand.moving:
        return clear(case, CODE, [seen("eol", place, date=end)])
    return unknown(case, CODE, [seen("eol", place, date=end), seen("cutover_unknown", system.ref)])
