"""Who holds the rights to programs and documents made under the contract (著作権等の帰属)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.contract import RightsHolder
from readiness.model.lockin.matters import Matter
from readiness.model.unknown import Unknown

CODE = "rights"


def examine(case: Case) -> Matter:
    """Any contract that leaves the rights with the vendor applies."""
    vendor = [c for c in case.contracts if c.rights is RightsHolder.VENDOR]
    if vendor:
        return applies(case, CODE, [seen("rights_vendor", c.ref.child("rights"), contract=c.label) for c in vendor])
    open_ = [c for c in case.contracts if isinstance(c.rights, Unknown)]
    if open_ or not case.contracts:
        return unknown(case, CODE, [seen("rights_unknown", c.ref, contract=c.label) for c in open_])
    return clear(case, CODE, [seen("rights_body", c.ref.child("rights"), contract=c.label) for c in case.contracts])
