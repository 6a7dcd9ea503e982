"""Is the fee for extracting the data in the contract or quoted (データ抽出費の提示)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.money import CostItem, Quote
from readiness.model.unknown import Unknown

CODE = "extraction_fee"


def examine(dossier: Dossier) -> Matter:
    """An amount in a contract or a valid quote clears it; an expired or empty quote applies; no word is unknown."""
    stated = [
        seen("extraction_fee", c.ref.child("extraction_fee"), contract=c.label, amount=c.extraction_fee)
        for c in dossier.contracts
        if not isinstance(c.extraction_fee, Unknown)
    ]
    quotes = [quote for quote in dossier.quotes if quote.item is CostItem.DATA_EXTRACTION]
    good = [quote for quote in quotes if _stands(dossier, quote)]
    if stated or good:
        return clear(dossier, CODE, [*stated, *(_quoted("extraction_quote", quote) for quote in good)])
    if quotes:
        return applies(dossier, CODE, [_quoted("extraction_quote_lapsed", quote) for quote in quotes])
    return unknown(dossier, CODE, [seen("extraction_fee_unknown", c.ref, contract=c.label) for c in dossier.contracts])


def _stands(dossier: Dossier, quote: Quote) -> bool:
    """Whether the quote has an amount and is not past its date."""
    if isinstance(quote.amount, Unknown):
        return False
    return isinstance(quote.valid_until, Unknown) or quote.valid_until >= dossier.as_of


def _quoted(key: str, quote: Quote) -> Evidence:
    return seen(key, quote.ref, quote=quote.label, amount=quote.amount, until=quote.valid_until)
