"""Which open points go to which party outside, and on what basis: one document per party, its bases as parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from unicodedata import normalize

from readiness.gaps.matters import Topic, addressee, matter_of, numbered
from readiness.model.body import OperatingBody
from readiness.model.contract import Contract
from readiness.model.deciding import LetterBasis
from readiness.model.finding import Subject
from readiness.model.gap import VENDOR, EventKind, GapEntry, GapState, Register
from readiness.model.inventory import Inventory
from readiness.model.record import ContractId, VendorId
from readiness.model.unknown import known

WAITING = (GapState.DRAFTED, GapState.DIVISION_CONFIRMED, GapState.ASKED)
ROWS = 500  # rows of one document; what is more (every requirement of an edition) is sent on request


class Asking(Enum):
    """Which open points go into a document: all, those not sent in their wording, or those sent and unanswered."""

    OPEN = "open"
    NEW = "new"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of a document that rest on one basis, and the contracts whose clauses oblige to answer them."""

    basis: LetterBasis
    entries: tuple[GapEntry, ...]
    contracts: tuple[Contract, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One document to one party: its parts, and what was left for later.

    `earlier` are the letters sent to the party before, with their days; a reminder cites those of its rows. `body` is
    the operating body the party is at the same time (電算センター・組合), which is asked on the basis of its rules.
    """

    vendor: VendorId
    parts: tuple[Section, ...]
    left: int = 0
    earlier: tuple[tuple[str, date], ...] = ()
    reminder: bool = False
    body: OperatingBody | None = None

    @property
    def basis(self) -> LetterBasis:
        """The basis of the letter: that of its first part."""
        return self.parts[0].basis

    @property
    def entries(self) -> tuple[GapEntry, ...]:
        """All its rows, part by part."""
        return tuple(entry for part in self.parts for entry in part.entries)

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """The contracts it rests on."""
        return tuple(contract for part in self.parts for contract in part.contracts)


def inquiries(
    register: Register, inventory: Inventory, *, limit: int | None = ROWS, which: Asking = Asking.OPEN
) -> tuple[Inquiry, ...]:
    """All documents that could go out now: one per party, only that party's rows, the most blocking first.

    What the party is bound to answer comes before what it is asked to tell.
    """
    found: list[Inquiry] = []
    askable = _askable(register, inventory, which)
    for vendor in sorted({VendorId(e.gap.asked.id) for e in askable if e.gap}):
        own = sorted(
            (entry for entry in askable if entry.gap and entry.gap.asked.id == vendor),
            key=lambda entry: entry.gap.rank.value if entry.gap else "Z",
        )
        chosen = own if limit is None else own[:limit]
        reminder = which is Asking.REMINDER
        found.append(
            Inquiry(
                vendor=vendor,
                parts=_parts(vendor, chosen, inventory),
                left=len(own) - len(chosen),
                earlier=letters(chosen if reminder else register.entries, Subject(VENDOR, vendor)),
                reminder=reminder,
                body=operating_body(vendor, inventory),
            )
        )
    return tuple(found)


def operating_body(vendor: VendorId, inventory: Inventory) -> OperatingBody | None:
    """The operating body a party is at the same time: told by the record, or called alike."""
    record = inventory.vendor_by_id.get(vendor)
    name = _plain(record.name) if record is not None else ""
    bodies = inventory.operating_bodies
    return next((body for body in bodies if body.vendor == vendor or (name and _plain(body.name) == name)), None)


def _plain(name: str) -> str:
    """A name without remarks in brackets and blanks."""
    return re.sub(r"\(.*?\)|\s", "", normalize("NFKC", name))


def letters(entries: Iterable[GapEntry], party: Subject) -> tuple[tuple[str, date], ...]:
    """The letters that asked a party, with their days, the oldest first."""
    sent = {
        event.document: event.at
        for entry in entries
        for event in reversed(entry.events)
        if event.kind is EventKind.ASKED and event.document and event.party == party
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
        contract = inventory.contract_by_id.get(ContractId(gap.subject.id))
        candidates: Iterable[Contract] = (contract,) if contract else ()
    elif gap.system in inventory.system_by_id:
        candidates = inventory.contracts_of.get(gap.system, ())
    elif matter_of(gap).topic is Topic.ENDING:
        candidates = inventory.contracts
    else:
        candidates = ()
    return next((c for c in candidates if c.vendor == gap.asked.id and known(c.inquiry_clause)), None)


def _parts(vendor: VendorId, entries: Iterable[GapEntry], inventory: Inventory) -> tuple[Section, ...]:
    if operating_body(vendor, inventory) is not None:
        return (Section(basis=LetterBasis.STATUTE, entries=_as_printed(tuple(entries))[0]),)
    bound: list[GapEntry] = []
    free: list[GapEntry] = []
    contracts: dict[str, Contract] = {}
    for entry in entries:
        contract = clause_for(entry, inventory)
        (free if contract is None else bound).append(entry)
        if contract is not None:
            contracts[contract.id] = contract
    bound_rows, free_rows = _as_printed(bound, free)
    parts = (
        Section(basis=LetterBasis.CONTRACT, entries=bound_rows, contracts=tuple(contracts.values())),
        Section(basis=LetterBasis.REQUEST, entries=free_rows),
    )
    return tuple(part for part in parts if part.entries)


def _as_printed(*parts: Sequence[GapEntry]) -> tuple[tuple[GapEntry, ...], ...]:
    """Each part in the order of the letter: by question."""
    by_id = {entry.gap.id: entry for part in parts for entry in part if entry.gap is not None}
    questions = numbered([[entry.gap for entry in part if entry.gap is not None] for part in parts])
    return tuple(
        tuple(by_id[gap.id] for question in questions if question.part in (0, at) for gap in question.gaps)
        for at in range(1, len(parts) + 1)
    )


def _askable(register: Register, inventory: Inventory, which: Asking) -> list[GapEntry]:
    """Open points that wait for a vendor: not answered yet, or answered to an older wording."""
    open_ = [
        entry
        for entry in register.entries
        if entry.gap is not None and addressee(entry.gap, inventory).kind == VENDOR and entry.state in WAITING
    ]
    if which is Asking.OPEN:
        return open_
    return [entry for entry in open_ if is_sent(entry) is (which is Asking.REMINDER)]
