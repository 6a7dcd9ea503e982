"""Which gaps go to which vendor, on which ground. The two grounds never share a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from readiness.model.contract import Contract
from readiness.model.finding import Subject
from readiness.model.gap import VENDOR, EventKind, GapEntry, GapState, Register
from readiness.model.inventory import Inventory
from readiness.model.record import Word
from readiness.model.unknown import known

ROWS = 50  # what a vendor answers within the time given; the rest is sent on request


class Ground(Word):
    """On what ground a vendor is asked."""

    CONTRACT = "contract", "契約に基づく照会"
    REQUEST = "request", "情報提供依頼"


class Asking(Enum):
    """Which open points go into a document: all, those not sent in their wording, or those sent and unanswered."""

    OPEN = "open"
    NEW = "new"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One document to one vendor: its rows, what was left for later, and the contracts it rests on.

    `earlier` are the letters sent to the vendor before, with their days; a reminder cites those of its rows.
    """

    vendor: str
    ground: Ground
    entries: tuple[GapEntry, ...]
    left: int = 0
    contracts: tuple[Contract, ...] = ()
    earlier: tuple[tuple[str, date], ...] = ()
    reminder: bool = False


def inquiries(
    register: Register, inventory: Inventory, *, limit: int | None = ROWS, which: Asking = Asking.OPEN
) -> tuple[Inquiry, ...]:
    """All documents that could go out now: per vendor at most one of each ground, only that vendor's rows.

    At most `limit` rows a document, the most blocking first.
    """
    found: list[Inquiry] = []
    askable = _askable(register, which)
    for vendor in sorted({e.gap.asked.id for e in askable if e.gap}):
        own = [entry for entry in askable if entry.gap and entry.gap.asked.id == vendor]
        for ground in Ground:
            rows = [entry for entry in own if (clause_for(entry, inventory) is not None) == (ground is Ground.CONTRACT)]
            if rows:
                inquiry = _inquiry(vendor, ground, rows, inventory, limit)
                reminder = which is Asking.REMINDER
                cited = inquiry.entries if reminder else register.entries
                found.append(replace(inquiry, earlier=letters(cited, vendor), reminder=reminder))
    return tuple(found)


def letters(entries: Iterable[GapEntry], vendor: str) -> tuple[tuple[str, date], ...]:
    """The letters that asked a vendor, with their days, the oldest first."""
    sent = {
        event.document: event.at
        for entry in entries
        for event in reversed(entry.events)
        if event.kind is EventKind.ASKED and event.document and event.party == Subject(VENDOR, vendor)
    }
    return tuple(sorted(sent.items(), key=lambda letter: (letter[1], letter[0])))


def is_sent(entry: GapEntry) -> bool:
    """Whether the question was sent in the wording of today, to the party of today."""
    gap = entry.gap
    return gap is not None and any(
        e.kind is EventKind.ASKED and e.revision == gap.revision and e.party in (None, gap.asked) for e in entry.events
    )


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


def _askable(register: Register, which: Asking) -> list[GapEntry]:
    """Open points that wait for a vendor: not answered yet, or answered to an older wording."""
    waiting = (GapState.DRAFTED, GapState.DIVISION_CONFIRMED, GapState.ASKED)
    open_ = [
        entry
        for entry in register.entries
        if entry.gap is not None and entry.gap.asked.kind == VENDOR and entry.state in waiting
    ]
    if which is Asking.OPEN:
        return open_
    return [entry for entry in open_ if is_sent(entry) is (which is Asking.REMINDER)]
