"""Which gaps go to which vendor, on which ground. The two grounds never share a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.model.contract import Contract
from readiness.model.gap import VENDOR, GapEntry, GapState, Register
from readiness.model.inventory import Inventory
from readiness.model.record import Word
from readiness.model.unknown import known

ROWS = 50  # what a vendor answers within the time given; the rest is sent on request


class Ground(Word):
    """On what ground a vendor is asked."""

    CONTRACT = "contract", "契約に基づく照会"
    REQUEST = "request", "情報提供依頼"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One document to one vendor: its rows, what was left for later, and the contracts it rests on."""

    vendor: str
    ground: Ground
    entries: tuple[GapEntry, ...]
    left: int = 0
    contracts: tuple[Contract, ...] = ()


def inquiries(register: Register, inventory: Inventory, *, limit: int | None = ROWS) -> tuple[Inquiry, ...]:
    """All documents that could go out now: per vendor at most one of each ground, only that vendor's rows.

    At most `limit` rows a document, the most blocking first.
    """
    found: list[Inquiry] = []
    for vendor in sorted({e.gap.asked.id for e in _askable(register) if e.gap}):
        own = [entry for entry in _askable(register) if entry.gap and entry.gap.asked.id == vendor]
        for ground in Ground:
            rows = [entry for entry in own if (clause_for(entry, inventory) is not None) == (ground is Ground.CONTRACT)]
            if rows:
                found.append(_inquiry(vendor, ground, rows, inventory, limit))
    return tuple(found)


def clause_for(entry: GapEntry, inventory: Inventory) -> Contract | None:
    """The contract whose clause obliges the vendor to answer: it covers the system and its clause is known."""
    gap = entry.gap
    if gap is None:
        return None
    if gap.subject.kind == "contract":
        contract = inventory.contract_by_id.get(gap.subject.id)
        candidates: Iterable[Contract] = (contract,) if contract else ()
    elif gap.system in inventory.system_by_id:
        candidates = inventory.contracts_of.get(gap.system, ())
    else:
        candidates = ()
    return next((c for c in candidates if c.vendor == gap.asked.id and known(c.inquiry_clause)), None)


def _inquiry(vendor: str, ground: Ground, rows: list[GapEntry], inventory: Inventory, limit: int | None) -> Inquiry:
    ordered = sorted(rows, key=lambda entry: entry.gap.rank.value if entry.gap else "Z")
    chosen = tuple(ordered if limit is None else ordered[:limit])
    contracts = {c.id: c for c in (clause_for(entry, inventory) for entry in chosen) if c is not None}
    return Inquiry(
        vendor=vendor,
        ground=ground,
        entries=chosen,
        left=len(ordered) - len(chosen),
        contracts=tuple(contracts.values()),
    )


def _askable(register: Register) -> list[GapEntry]:
    """Open points that wait for a vendor: not answered yet, or answered to an older wording."""
    waiting = (GapState.DRAFTED, GapState.DIVISION_CONFIRMED, GapState.ASKED)
    return [
        entry
        for entry in register.entries
        if entry.gap is not None and entry.gap.asked.kind == VENDOR and entry.state in waiting
    ]
