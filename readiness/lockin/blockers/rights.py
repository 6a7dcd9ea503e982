"""Who holds the rights to programs and documents made under the contract (著作権等の帰属)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.contract import RightsHolder
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "rights"


def examine(dossier: Dossier) -> Matter:
    """Any contract that leaves the rights with the vendor applies."""
    vendor = [c for c in dossier.contracts if c.rights is RightsHolder.VENDOR]
    if vendor:
        return applies(dossier, CODE, [seen("rights_vendor", c.ref.child("rights"), contract=c.label) for c in vendor])
    open_ = [c for c in dossier.contracts if isinstance(c.rights, Unknown)]
    if open_ or not dossier.contracts:
        return unknown(dossier, CODE, [seen("rights_unknown", c.ref, contract=c.label) for c in open_])
    return clear(
        dossier, CODE, [seen("rights_body", c.ref.child("rights"), contract=c.label) for c in dossier.contracts]
    )
