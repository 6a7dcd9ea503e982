"""Who a letter goes to and who signs it: by office, as recorded or as its basis asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.vendor_select import Inquiry
from readiness.gaps.matters import Topic, matter_of
from readiness.model.body import Body, Contact, OperatingBodyKind
from readiness.model.deciding import Letter as LetterRecord
from readiness.model.deciding import LetterBasis
from readiness.model.gap import Gap, GapEntry
from readiness.model.inventory import Inventory
from readiness.model.record import ContractId, SystemId
from readiness.situation.situation import Side, sides


def addressed_to(
    inquiry: Inquiry, inventory: Inventory, labels: Labels, record: LetterRecord | None
) -> tuple[str, ...]:
    """Address, name, and who of the party: as recorded, else as the basis asks for."""
    vendor = inventory.vendor_by_id[inquiry.vendor]
    name = inquiry.body.label if inquiry.body is not None else vendor.label
    if record is not None and record.to_title:
        who = labels("letter.to", person=record.to_title)
    elif inquiry.body is not None:
        kind = inquiry.body.kind
        centre = kind is OperatingBodyKind.COMPUTING_CENTRE
        who = labels("letter.to-centre" if centre else "letter.to-union")
    elif vendor.contact_title or vendor.contact_person:
        named = [part for part in (vendor.contact_title, vendor.contact_person) if part]
        who = labels("letter.to", person=" ".join(named))
    else:
        who = labels("letter.to-company" if inquiry.basis is LetterBasis.CONTRACT else "letter.to-contact")
    department = "" if inquiry.body is not None else vendor.department or ""
    return tuple(line for line in (vendor.address or "", name, department, who) if line)


def inside_heads(division: str, entries: Iterable[GapEntry], inventory: Inventory, labels: Labels) -> tuple[str, ...]:
    """The head of the division; where the ledger names none, those who keep the contracts or common functions."""
    owner = inventory.division_by_id.get(division)
    if owner is not None:
        return (_head_of(owner.label, labels),)
    if division == inventory.body.contract_division:
        return (_head_of(division, labels),)
    kept = {matter_of(entry.gap).topic is Topic.CONTRACT for entry in entries if entry.gap is not None}
    names = [name for of_contracts, name in ((True, "keeper"), (False, "common")) if of_contracts in kept]
    return tuple(_head_of(labels(f"letter.inside.{name}"), labels) for name in names)


def _head_of(division: str, labels: Labels) -> str:
    """The head of a division: 介護保険課長 for 介護保険課; the name itself where it does not end like one."""
    ends = ("課", "室", "部", "局", "係", "班", "所", "センター")
    if division.endswith("担当"):
        return labels("letter.inside.to-charge", division=division)
    return labels("letter.inside.to" if division.endswith(ends) else "letter.inside.to-name", division=division)


def signers(body: Body, basis: LetterBasis, labels: Labels) -> tuple[str, ...]:
    """By office, not by division: the mayor where a contract or statute speaks, else the head of the division."""
    name = body.issuer or body.label
    head = body.head_title if basis in (LetterBasis.CONTRACT, LetterBasis.STATUTE) else None
    signed = head or (f"{body.label}{body.issuer_title}" if body.issuer_title else name)
    return (signed,) if basis is LetterBasis.INSIDE else (signed, labels("letter.seal"))


def contact_line(contact: Contact | None) -> str:
    """Division, person and number, as far as they are told."""
    parts = (contact.division, contact.person, contact.phone) if contact else ()
    return " ".join(part for part in parts if part)


def to_move(entries: Iterable[GapEntry], inventory: Inventory, dated: date) -> bool:
    """Whether what is asked is about a system whose move is to come; questions about no system are of the whole body.

    A letter about systems that have moved, stay, or never were under the standard does not prepare a move.
    """
    listed = {id_ for entry in entries if entry.gap is not None for id_ in _systems(entry.gap, inventory)}
    found = sides(inventory, dated)
    return any(found[id_] is Side.TO_MOVE for id_ in listed & found.keys() or found)


def _systems(gap: Gap, inventory: Inventory) -> Iterator[SystemId]:
    if gap.system:
        yield gap.system
    contract = inventory.contract_by_id.get(ContractId(gap.subject.id)) if gap.subject.kind == "contract" else None
    yield from contract.systems if contract is not None else ()
