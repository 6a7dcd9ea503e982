"""Does a contract oblige the vendor to hand the data back (データ返還)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "data_return"


def examine(dossier: Dossier) -> Matter:
    """One contract with the duty is enough; none with it applies only when every contract has been read."""
    yes = [c for c in dossier.contracts if c.data_return is True]
    if yes:
        return clear(
            dossier, CODE, [seen("data_return_yes", c.ref.child("data_return"), contract=c.label) for c in yes]
        )
    open_ = [c for c in dossier.contracts if isinstance(c.data_return, Unknown)]
    if open_ or not dossier.contracts:
        return unknown(dossier, CODE, [seen("data_return_unknown", c.ref, contract=c.label) for c in open_])
    evidence = [seen("data_return_no", c.ref.child("data_return"), contract=c.label) for c in dossier.contracts]
    return applies(dossier, CODE, evidence)
