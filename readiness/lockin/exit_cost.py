"""Cost of leaving, from quotes and contracts only (切替費用): what is not quoted stays unknown and makes it a floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from readiness.lockin.dossier import Dossier
from readiness.lockin.figures import measure
from readiness.lockin.settings import Settings
from readiness.lockin.unquoted import EXPECTED
from readiness.model.contract import Contract
from readiness.model.dates import fiscal_year
from readiness.model.lockin.matters import CostPart, ExitCost
from readiness.model.measure import Measure
from readiness.model.money import Basis, CostItem, FiscalYear, Money, Per, Quote, Sum
from readiness.model.record import Maybe
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.money.charges import gross

# Items that only some bodies have count where they are quoted.
_OPTIONAL: Final = (CostItem.LINK_CHANGE, CostItem.RETEST, CostItem.HUB_SETUP, CostItem.DOUBLE_RUNNING)


def exit_cost(dossier: Dossier, settings: Settings) -> ExitCost:
    """Items with low, likely and high, tax included. Rough quotes (概算) are widened where there is an assumption."""
    parts = tuple(_parts(dossier, settings))
    missing = tuple(part.item for part in parts if isinstance(part.likely, Unknown))
    low, likely, high = (_sum(dossier, parts, which) for which in ("low", "likely", "high"))
    rows = [(part.source or dossier.system.id, part.ref) for part in parts]
    total = measure(
        "lockin.exit_cost",
        likely.at_least,
        "yen",
        known=len(parts) - len(likely.missing),
        total=len(parts),
        rows=rows,
        low=low.at_least if known(low.at_least) else None,
        # With an item nobody has quoted, no upper bound can be told.
        high=high.floor if high.complete else None,
    )
    return ExitCost(
        system=dossier.system.id,
        parts=parts,
        missing=missing,
        likely=total,
        years_of_running_cost=_years(dossier, likely.at_least, complete=likely.complete),
    )


def _sum(dossier: Dossier, parts: Sequence[CostPart], which: str) -> Sum:
    year = FiscalYear(fiscal_year(dossier.as_of))
    return Sum.of(
        Money(yen=getattr(part, which), year=year, basis=Basis.QUOTE, evidence=(Ref("", (part.item.value, place)),))
        for place, part in enumerate(parts)
    )


def _parts(dossier: Dossier, settings: Settings) -> Iterator[CostPart]:
    for item in (*EXPECTED, *_OPTIONAL):
        quotes = [quote for quote in dossier.quotes if quote.item is item and quote.per in (Per.ONCE, Per.CUTOVER)]
        found = [part for quote in quotes for part in _quoted(quote, settings)]
        if item is CostItem.DATA_EXTRACTION and not found:
            found = list(_fees(dossier))
        yield from found
        if not found and (item in EXPECTED or quotes):
            yield CostPart(
                item=item,
                low=UNKNOWN,
                likely=UNKNOWN,
                high=UNKNOWN,
                source=quotes[0].id if quotes else None,
                ref=quotes[0].ref if quotes else dossier.system.ref,
            )
    yield from _penalties(dossier, settings)


def _quoted(quote: Quote, settings: Settings) -> Iterator[CostPart]:
    amount = gross(quote, settings.tax_rate)
    if isinstance(amount, Unknown):
        return
    wide = round(amount * settings.spread) if quote.approximate and settings.spread else 0
    yield CostPart(
        item=quote.item, low=amount - wide, likely=amount, high=amount + wide, source=quote.id, ref=quote.ref
    )


def _fees(dossier: Dossier) -> Iterator[CostPart]:
    for contract in dossier.running:
        fee = contract.extraction_fee
        if not isinstance(fee, Unknown):
            ref = contract.ref.child("extraction_fee")
            yield _fixed(CostItem.DATA_EXTRACTION, fee, contract.id, ref)


def _penalties(dossier: Dossier, settings: Settings) -> Iterator[CostPart]:
    """Only a contract that outlives the cut-over can cost a penalty: as it says, else as quoted for it."""
    for contract in dossier.running:
        if dossier.cutover is None or isinstance(contract.end, Unknown) or contract.end <= dossier.cutover.date:
            continue
        ref = contract.ref.child("penalty")
        quotes = [q for q in dossier.quotes if q.item is CostItem.PENALTY and q.contract in (contract.id, None)]
        quoted = [part for quote in quotes for part in _quoted(quote, settings)]
        if isinstance(contract.penalty, Unknown) and quoted:
            yield from quoted
        elif isinstance(contract.penalty, Unknown):
            yield CostPart(
                item=CostItem.PENALTY, low=UNKNOWN, likely=UNKNOWN, high=UNKNOWN, source=contract.id, ref=ref
            )
        else:
            yield _fixed(CostItem.PENALTY, contract.penalty, contract.id, ref)


def _fixed(item: CostItem, amount: int, source: str, ref: Ref) -> CostPart:
    return CostPart(item=item, low=amount, likely=amount, high=amount, source=source, ref=ref)


def _years(dossier: Dossier, likely: Maybe[int], *, complete: bool) -> Measure:
    """Exit cost as a multiple of the yearly running cost. A contract's amount is shared evenly among its systems."""
    stated = [contract for contract in dossier.running if not isinstance(contract.annual_amount, Unknown)]
    yearly = sum(yearly_share(contract) for contract in stated)
    value: Maybe[float] = UNKNOWN
    if yearly > 0 and not isinstance(likely, Unknown):
        value = round(likely / yearly, 1)
    return measure(
        "lockin.exit_cost_years",
        value,
        "years",
        known=len(stated) if complete else 0,
        total=max(1, len(dossier.running)),
        rows=[(contract.id, contract.ref.child("annual_amount")) for contract in stated],
        low=value if not complete and not isinstance(value, Unknown) else None,
    )


def yearly_share(contract: Contract) -> float:
    """One system's even share of a contract's yearly amount, 0 where it is not known."""
    if isinstance(contract.annual_amount, Unknown):
        return 0.0
    return contract.annual_amount / max(1, len(contract.systems))
