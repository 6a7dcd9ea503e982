"""Parties that go: who has given notice, when the service ends, which systems still rest on them (提供終了)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from readiness.model.contract import Contract, ContractKind
from readiness.model.dates import fiscal_year
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem
from readiness.model.record import Maybe, PackageId, SystemId, VendorId
from readiness.model.ref import Ref
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Package, Vendor
from readiness.situation.contracts import ended
from readiness.situation.cutover import CutOver
from readiness.situation.situation import Situations
from readiness.situation.spans import days_between

Goer: TypeAlias = Literal["vendor", "package"]

# What a quote of the leaving party has to price for its system to run on after the end that was announced.
_RENT = frozenset({CostItem.CONTRACT_EXTENSION, CostItem.RE_LEASE})
RUNS_ON = _RENT | {CostItem.MAINTENANCE_EXTENSION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A vendor or package that goes. `end` is the last day of service (提供終了日), UNKNOWN where only the notice is.

    `systems` still rest on it: to move, staying, moved to it, or not to be told. `ref` is where its date stands.
    """

    kind: Goer
    record: Vendor | Package
    notice: date | None
    end: Maybe[date]
    systems: tuple[SystemId, ...]
    ref: Ref

    @property
    def id(self) -> VendorId | PackageId:
        """The id of what goes."""
        return self.record.id

    @property
    def label(self) -> str:
        """Its name."""
        return self.record.label

    def late(self, stands: Situations) -> tuple[SystemId, ...]:
        """Systems with no cut-over by the day after the last one of service; none where nobody knows that day."""
        if not known(self.end):
            return ()
        return tuple(s for s in self.systems if _ahead(stands, s) is None or self._days(stands, s))

    def days_without(self, stands: Situations) -> int:
        """The longest time without service before a known cut-over: the days after the end, up to the one before it."""
        return max((self._days(stands, system) for system in self.systems), default=0)

    def _days(self, stands: Situations, system: SystemId) -> int:
        """Days a system goes without service; what the party has offered to run it for is service."""
        cutover, end = _ahead(stands, system), _until(stands.inventory, stands[system].system, self.record)
        return days_between(end, cutover.date) if cutover is not None and end is not None else 0


def _ahead(stands: Situations, system: SystemId) -> CutOver | None:
    """The cut-over that is still before a system; a day that has passed without the move is none."""
    found = stands[system].cutover
    return found if found is not None and found.date >= stands.as_of else None


def leaving(stands: Situations) -> tuple[Leaving, ...]:
    """Every vendor and package that has given notice, or whose end is known, with at least one system on it."""
    inventory = stands.inventory
    parties: tuple[tuple[Goer, Vendor | Package], ...] = (
        *(("vendor", vendor) for vendor in inventory.vendors),
        *(("package", package) for package in inventory.packages),
    )
    return tuple(found for kind, party in parties if (found := _leaving(stands, kind, party)) is not None)


def _leaving(stands: Situations, kind: Goer, party: Vendor | Package) -> Leaving | None:
    inventory = stands.inventory
    end = party.service_end if isinstance(party.service_end, date) else UNKNOWN
    notice = party.withdrawal_notice if isinstance(party.withdrawal_notice, date) else None  # the reader may not see it
    if notice is None and not known(end):
        return None
    systems = tuple(id_ for id_, stand in stands.items() if party.id in _rests_on(inventory, stand.system, kind))
    if not systems:
        return None
    return Leaving(
        kind=kind,
        record=party,
        notice=notice,
        end=end,
        systems=systems,
        ref=party.ref.child("service_end" if known(end) else "withdrawal_notice"),
    )


def _rests_on(inventory: Inventory, system: System, kind: Goer) -> tuple[VendorId | PackageId, ...]:
    if kind == "vendor":
        return served_by(inventory, system)
    return (system.package,) if known(system.package) else ()


def served_by(inventory: Inventory, system: System) -> tuple[VendorId, ...]:
    """The vendor that runs a system; where nobody tells it, those of the contracts it runs under today.

    A contract signed with the vendor the system goes to, or one that is yet to begin, is not what it runs under.
    """
    if known(system.vendor):
        return (system.vendor,)
    as_of, after = inventory.body.as_of, system.after.vendor if system.after is not None else UNKNOWN
    found = (
        contract.vendor
        for contract in inventory.contracts_of.get(system.id, ())
        if known(contract.vendor)
        and contract.vendor != after
        and not (as_of is not None and ended(contract, as_of))
        and not (as_of is not None and known(contract.start) and contract.start > as_of)
    )
    return tuple(dict.fromkeys(found))


def service_end(inventory: Inventory, system: System) -> date | None:
    """The last day the system is served: the earliest end of its vendor and package, or as a quote of theirs says."""
    days = [_until(inventory, system, party) for party in _parties(inventory, system)]
    return min((day for day in days if day is not None), default=None)


def _parties(inventory: Inventory, system: System) -> Iterator[Vendor | Package]:
    package = inventory.package_by_id.get(system.package) if known(system.package) else None
    vendors = (inventory.vendor_by_id.get(vendor) for vendor in served_by(inventory, system))
    yield from (party for party in (*vendors, package) if party is not None)


def _until(inventory: Inventory, system: System, party: Vendor | Package) -> date | None:
    """The end of service of one party; later where it has itself offered, in a quote, to go on until a later day."""
    end = party.service_end
    if not isinstance(end, date):
        return None
    vendors = served_by(inventory, system)
    contracts = {contract.id for contract in inventory.contracts_of.get(system.id, ())}
    offered = [
        quote.until
        for quote in inventory.quotes
        if quote.item in RUNS_ON
        and quote.vendor in vendors
        and (quote.system == system.id or quote.contract in contracts)
        and quote.until is not None
        and known(quote.until)
    ]
    return max([end, *offered])


def covered(stands: Situations, contract: Contract, system: SystemId, until: date) -> bool:
    """Whether something covers a system from the end of a contract up to the day before `until`, without a gap."""
    return not days_uncovered(stands, contract, system, until)


def days_uncovered(stands: Situations, contract: Contract, system: SystemId, until: date) -> int:
    """Days after the end of a contract, up to the one before `until`, on which nothing covers a system.

    Another contract of the present side that runs on; a quote to extend or re-lease, for as long as it says, whoever
    gave it; an obligation (債務負担行為) decided for the contract. Upkeep is no rent: it carries no lease.
    """
    inventory = stands.inventory
    if not known(contract.end) or any(
        burden.contract == contract.id and burden.to_fy is not None and burden.to_fy >= fiscal_year(until)
        for burden in inventory.debt_burdens
    ):
        return 0
    spans = [
        (other.start, date.max if other.auto_renew is True else other.end)
        for other in stands.contracts
        if other.id != contract.id
        and system in other.systems
        and _same_side(inventory.system_by_id[system], contract, other)
    ]
    spans += [
        (quote.at or UNKNOWN, quote.until if quote.until is not None and known(quote.until) else date.max)
        for quote in inventory.quotes
        if quote.item in (_RENT if contract.kind is ContractKind.LEASE else RUNS_ON)
        and (quote.contract == contract.id or quote.system == system)
    ]
    end, missing = contract.end, 0
    for start, last in sorted((s if known(s) else date.min, e) for s, e in spans if known(e)):
        missing += days_between(end, min(start, until))
        end = max(end, last)
    return missing + days_between(end, until)


def _same_side(system: System, ending: Contract, other: Contract) -> bool:
    """Whether a contract may go on with what another ends: of its vendor or the system's, not the one it goes to."""
    after = system.after.vendor if system.after is not None else UNKNOWN
    if not known(other.vendor):
        return True
    if known(after) and other.vendor == after != system.vendor:
        return False
    mine = [vendor for vendor in (system.vendor, ending.vendor) if known(vendor)]
    return not mine or other.vendor in mine
