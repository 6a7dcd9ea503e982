"""Which items of a switch nobody has priced (見積未取得); apart from the cost itself, so that rules load little."""

from __future__ import annotations

from typing import Final

from readiness.lockin.dossier import Dossier
from readiness.model.money import CostItem, Per
from readiness.model.unknown import known

# What every switch is made of.
EXPECTED: Final = (CostItem.DATA_EXTRACTION, CostItem.MIGRATION)


def unquoted(dossier: Dossier) -> tuple[CostItem, ...]:
    """見積未取得: the items every switch is made of that have no price in a quote or contract."""
    priced = {q.item for q in dossier.quotes if q.per in (Per.ONCE, Per.CUTOVER) and known(q.amount)}
    if any(known(contract.extraction_fee) for contract in dossier.running):
        priced.add(CostItem.DATA_EXTRACTION)
    return tuple(item for item in EXPECTED if item not in priced)
