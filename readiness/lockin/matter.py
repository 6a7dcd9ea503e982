"""How an evidence rule says what it found: the words of rule `code` are `lockin.matter.<code>.*`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from readiness.lockin.dossier import Dossier
from readiness.model.lockin.matters import Evidence, Matter, MatterStatus
from readiness.model.ref import Ref
from readiness.model.text import Param, text
from readiness.model.unknown import UNKNOWN


def seen(key: str, ref: Ref, **params: Param) -> Evidence:
    """One piece of evidence: `lockin.evidence.<key>` at a place."""
    return Evidence(text(f"lockin.evidence.{key}", **params), ref)


def applies(dossier: Dossier, code: str, evidence: Sequence[Evidence], deadline: date | None = None) -> Matter:
    """該当: with evidence, remedy and the sentence for the next contract or request."""
    return _matter(dossier, code, MatterStatus.APPLIES, evidence, deadline)


def unknown(dossier: Dossier, code: str, evidence: Sequence[Evidence] = ()) -> Matter:
    """未確認: nothing can be said before somebody answers; the remedy is the question."""
    return _matter(dossier, code, MatterStatus.UNKNOWN, evidence, None)


def clear(dossier: Dossier, code: str, evidence: Sequence[Evidence] = ()) -> Matter:
    """該当なし, with what shows it."""
    return _matter(dossier, code, MatterStatus.CLEAR, evidence, None)


def _matter(
    dossier: Dossier, code: str, status: MatterStatus, evidence: Sequence[Evidence], deadline: date | None
) -> Matter:
    root = f"lockin.matter.{code}"
    open_ = status is not MatterStatus.CLEAR
    # A part built without a place (by an importer) is shown at its system.
    placed = tuple(item if item.ref.file else replace(item, ref=dossier.system.ref) for item in evidence)
    return Matter(
        code=code,
        system=dossier.system.id,
        status=status,
        message=text(f"{root}.{status.value}", system=dossier.system.label),
        evidence=placed,
        remedy=text(f"{root}.remedy") if open_ else None,
        clause=text(f"{root}.clause") if open_ else None,
        vendor=dossier.system.vendor,
        division=UNKNOWN if dossier.stand.owner is None else dossier.stand.owner,
        deadline=deadline,
        ref=placed[0].ref if placed else dossier.system.ref,
    )
