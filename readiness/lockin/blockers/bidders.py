"""How many took part in the last tender (直近の調達の応札者数)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.contract import Contract, ProcurementMethod
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.unknown import Unknown

CODE = "bidders"


def examine(dossier: Dossier) -> Matter:
    """One bidder, or a negotiated contract, applies; both are lawful and frequent, so this is a thing to ask about."""
    hits = [found for c in dossier.contracts if (found := _single(c)) is not None]
    if hits:
        return applies(dossier, CODE, hits)
    open_ = [c for c in dossier.contracts if isinstance(c.bidders, Unknown)]
    if open_ or not dossier.contracts:
        return unknown(dossier, CODE, [seen("bidders_unknown", c.ref, contract=c.label) for c in open_])
    counted = [seen("bidders", c.ref.child("bidders"), contract=c.label, number=c.bidders) for c in dossier.contracts]
    return clear(dossier, CODE, counted)


def _single(contract: Contract) -> Evidence | None:
    if contract.method is ProcurementMethod.NEGOTIATED:
        return seen("negotiated", contract.ref.child("method"), contract=contract.label)
    if not isinstance(contract.bidders, Unknown) and contract.bidders <= 1:
        return seen("bidders", contract.ref.child("bidders"), contract=contract.label, number=contract.bidders)
    return None
