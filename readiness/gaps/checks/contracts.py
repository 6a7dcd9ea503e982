"""Contracts: terms that decide whether and when another vendor could take over (契約)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.contract import Contract, ContractKind
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import BODY, DIVISION, Gap, GapKind
from readiness.model.unknown import known
from readiness.situation.contracts import ended

# Facts the division reads in its own copy of the contract.
_OWN_COPY = (("end", Rank.A), ("notice_months", Rank.B), ("data_return", Rank.B), ("inquiry_clause", Rank.C))


def check(look: Look) -> Iterator[Gap]:
    """Facts of contracts in force: our own copy tells most of them, the vendor prices the extraction."""
    for contract in look.inventory.contracts:
        if ended(contract, look.as_of):
            continue
        for name, rank in _OWN_COPY:
            if unconfirmed(getattr(contract, name)):
                yield _gap(look, contract, f"contract.{name}", rank, f"{name}", asked=_division(look, contract))
        vendor = look.vendor(contract.vendor)
        if vendor and unconfirmed(contract.extraction_fee) and _holds_data(look, contract):
            moving = any(
                look.moving(look.inventory.system_by_id[system])
                for system in contract.systems
                if system in look.inventory.system_by_id
            )
            rank = Rank.A if moving else Rank.B
            yield _gap(look, contract, "contract.extraction_fee", rank, "extraction_fee", asked=vendor)


def _holds_data(look: Look, contract: Contract) -> bool:
    """Whether the contractor can draw the data out: it runs one of the systems itself, or for several bodies at once.

    A printer, a carrier or a lessor of somebody else's system is not asked.
    """
    vendors = {
        look.inventory.system_by_id[system].vendor
        for system in contract.systems
        if system in look.inventory.system_by_id
    }
    return (
        not vendors
        or contract.kind is ContractKind.JOINT_USE
        or any(not known(vendor) or vendor == contract.vendor for vendor in vendors)
    )


def _division(look: Look, contract: Contract) -> Subject:
    owners = [look.owner(look.inventory.system_by_id[s]) for s in contract.systems if s in look.inventory.system_by_id]
    distinct = {owner for owner in owners if owner}
    return Subject(DIVISION, distinct.pop()) if len(distinct) == 1 else Subject(BODY, look.inventory.body.id)


def _gap(look: Look, contract: Contract, words: str, rank: Rank, field: str, *, asked: Subject) -> Gap:
    systems = look.inventory.system_by_id
    only = systems.get(contract.systems[0]) if len(contract.systems) == 1 else None
    return look.gap(
        words,
        rank,
        asked,
        Subject("contract", contract.id),
        system=only,
        kind=GapKind.UNCONFIRMED,
        discriminator=contract.id,
        areas=tuple(dict.fromkeys(area for s in contract.systems if s in systems for area in systems[s].areas)),
        ref=contract.ref.child(field),
        contract=contract.label,
    )
