"""Does the platform's support end before the cut-over (稼働基盤のサポート終了)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown
from readiness.situation.spans import days_between

CODE = "platform_eol"


def examine(dossier: Dossier) -> Matter:
    """Against the cut-over where there is one, else against the day of the analysis."""
    system = dossier.system
    end = system.platform_eol
    if isinstance(end, Unknown):
        return unknown(dossier, CODE, [seen("eol_unknown", system.ref)])
    place = system.ref.child("platform_eol")
    if end < dossier.as_of:
        return applies(dossier, CODE, [seen("eol_over", place, date=end)])
    if dossier.cutover is not None:
        stated = {"date": end, "cutover": dossier.cutover.date}
        if days_between(end, dossier.cutover.date):
            return applies(dossier, CODE, [seen("eol_before_cutover", place, **stated)], end)
        return clear(dossier, CODE, [seen("eol_after_cutover", place, **stated)])
    if not dossier.stand.moving:
        return clear(dossier, CODE, [seen("eol", place, date=end)])
    return unknown(dossier, CODE, [seen("eol", place, date=end), seen("cutover_unknown", system.ref)])
