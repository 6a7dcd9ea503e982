"""Does a contract oblige the vendor to hand the data back (データ返還)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "data_return"


def examine(case: Case) -> Matter:
    """One contract with the duty is enough; none with it applies only when every contract has been read."""
    yes = [c for c in case.contracts if c.data_return is True]
    if yes:
        return clear(case, CODE, [seen("data_return_yes", c.ref.child("data_return"), contract=c.label) for c in yes])
    open_ = [c for c in case.contracts if isinstance(c.data_return, Unknown)]
    if open_ or not case.contracts:
        return unknown(case, CODE, [seen("data_return_unknown", c.ref, contract=c.label) for c in open_])
    evidence = [seen("data_return_no", c.ref.child("data_return"), contract=c.label) for c in case.contracts]
    return applies(case, CODE, evidence)
