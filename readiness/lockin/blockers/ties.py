"""Does the system only run with certain hardware, middleware or printers (機器等の指定)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.system import Tie
from readiness.model.text import text
from readiness.model.unknown import Unknown

CODE = "ties"


def examine(dossier: Dossier) -> Matter:
    """A tie without alternative applies; nothing listed is unknown unless the record is confirmed."""
    ties = dossier.system.ties
    hard = [tie for tie in ties if tie.alternative is False]
    open_ = [tie for tie in ties if isinstance(tie.alternative, Unknown)]
    if hard:
        return applies(
            dossier, CODE, [_seen("tie_hard", tie) for tie in hard] + [_seen("tie_unknown", t) for t in open_]
        )
    if open_:
        return unknown(dossier, CODE, [_seen("tie_unknown", tie) for tie in open_])
    if not ties and not dossier.confirmed:
        return unknown(dossier, CODE, [seen("ties_none_listed", dossier.system.ref)])
    return clear(dossier, CODE, [_seen("tie_soft", tie) for tie in ties])


def _seen(key: str, tie: Tie) -> Evidence:
    return seen(key, tie.ref, item=tie.item, kind=text(f"lockin.tie.{tie.kind.value}"))
