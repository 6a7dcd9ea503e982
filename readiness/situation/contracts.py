"""Which contracts run on a day: in force, or to come (現に有効な契約)."""

from __future__ import annotations

from datetime import date

from readiness.model.contract import Contract, ContractKind
from readiness.model.inventory import Inventory
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, known


def ended(contract: Contract, as_of: date) -> bool:
    """Whether the contract is history. Its last day still belongs to it; one of unknown end counts as running."""
    return known(contract.end) and contract.end < as_of


def running(inventory: Inventory, as_of: date) -> tuple[Contract, ...]:
    """Contracts in force or to come, in file order."""
    return tuple(contract for contract in inventory.contracts if not ended(contract, as_of))


def covering(inventory: Inventory, system: System, as_of: date) -> tuple[Contract, ...]:
    """Contracts in force or to come that cover a system."""
    return tuple(c for c in inventory.contracts_of.get(system.id, ()) if not ended(c, as_of))


def with_own_vendor(system: System, contracts: tuple[Contract, ...]) -> tuple[Contract, ...]:
    """Those with the system's own vendor; all of them where none is known to be."""
    if not known(system.vendor):
        return contracts
    return tuple(c for c in contracts if c.vendor in (system.vendor, UNKNOWN)) or contracts


def draws_data(contract: Contract, systems: tuple[System, ...]) -> bool:
    """Whether the contractor can draw the data out: it runs one of the systems itself, or for several bodies at once.

    A printer, a carrier or a lessor of somebody else's system is not asked.
    """
    vendors = {system.vendor for system in systems}
    return (
        not vendors
        or contract.kind is ContractKind.JOINT_USE
        or any(not known(vendor) or vendor == contract.vendor for vendor in vendors)
    )
