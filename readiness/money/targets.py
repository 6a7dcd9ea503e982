"""What a quote is about: its contract, its systems, and the one word by which quotes for the same thing are found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from readiness.model.contract import Contract, ContractKind
from readiness.model.money import CostItem, Quote
from readiness.model.record import SystemId
from readiness.model.unknown import known
from readiness.money.contracts import Holdings, Role

_DAY = timedelta(days=1)
FEES = frozenset({CostItem.NETWORK_LINE, CostItem.CLOUD_USE, CostItem.OPERATION})
"""What the new side is paid by time."""

RENT = frozenset({CostItem.RE_LEASE, CostItem.CONTRACT_EXTENSION})
"""What answers for a rent after the last day of its contract; 保守延長 is upkeep and does not."""


def contract_of(holdings: Holdings, quote: Quote) -> Contract | None:
    """The contract of the old side an extension or a penalty is about: named, else the one its system has.

    Of several, a lease first where a re-lease is quoted, then that of the quote's vendor, then the one that ends first.
    """
    if quote.contract is not None:
        return holdings.inventory.contract_by_id.get(quote.contract)
    if quote.system is None:
        return None
    found = [
        c
        for c in holdings.inventory.contracts
        if quote.system in c.systems and holdings.role(c) in {Role.OLD, Role.GOES_ON}
    ]
    leased = [c for c in found if quote.item is CostItem.RE_LEASE and c.kind is ContractKind.LEASE]
    ours = [c for c in leased or found if known(quote.vendor) and c.vendor == quote.vendor]
    return min(ours or leased or found, key=lambda c: (c.end if known(c.end) else date.max, c.id), default=None)


def target_of(holdings: Holdings, quote: Quote) -> str:
    """What a quote is about, as one word; an extension of a system is one of its contract."""
    if quote.item in RENT or quote.item is CostItem.PENALTY:
        contract = contract_of(holdings, quote)
        if contract is not None:
            return f"contract:{contract.id}"
    if quote.system is not None:
        return f"system:{quote.system}"
    if quote.interface is not None:
        return f"interface:{quote.interface}"
    return f"contract:{quote.contract}" if quote.contract is not None else ""


def covered_by(holdings: Holdings, quote: Quote) -> frozenset[SystemId]:
    """The systems to move that a quote is about: its own, those of its contract, or all."""
    if quote.system is not None:
        about: Iterable[SystemId] = (quote.system,)
    elif quote.contract is not None:
        contract = holdings.inventory.contract_by_id.get(quote.contract)
        about = contract.systems if contract is not None else ()
    elif quote.interface is not None:
        about = ()
    else:
        about = holdings.move_of
    return frozenset(system for system in about if system in holdings.move_of)


def due_from(holdings: Holdings, quote: Quote) -> date | None:
    """The day that tells prices of one thing apart: two legal changes, an extension and the one after it.

    The day after the contract's last where an extension names none, or an earlier one. None where a price hangs on the
    cut-over alone: work is the same work, whatever day its quote expects.
    """
    if quote.item in FEES or quote.item is CostItem.LEGAL_CHANGE:
        return quote.at
    extends = quote.item in RENT or quote.item is CostItem.MAINTENANCE_EXTENSION
    if not extends and quote.item is not CostItem.PENALTY:
        return None
    contract = contract_of(holdings, quote)
    end = contract.end if contract is not None and known(contract.end) else None
    if end is None:
        return quote.at
    if quote.item is CostItem.PENALTY:
        return quote.at or end
    return max(quote.at or end, end + _DAY) if quote.item in RENT else quote.at or end + _DAY
