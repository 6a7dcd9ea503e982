"""Who runs each system before, now and after the plan."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.graph.build import party_of
from readiness.lockin.exit_cost import yearly_share
from readiness.model.inventory import Inventory
from readiness.model.lockin import Stage
from readiness.model.record import Maybe
from readiness.model.ref import Ref
from readiness.model.system import Side, System
from readiness.model.unknown import UNKNOWN, Unknown


@dataclass(frozen=True, slots=True)
class Held:
    """One system at one stage: the party that runs it and its yearly yen."""

    system: str
    party: Maybe[str]
    yearly: Maybe[int]
    ref: Ref


def holdings(inventory: Inventory, stage: Stage, moving: frozenset[str]) -> tuple[Held, ...]:
    """One row per system. `moving` are the systems the plan moves.

    Before: `before` of a migrated system (unknown where not told), else today's vendor. After: `after` of a system that
    moves (unknown where not told), else today's vendor: that the incumbent stays is never assumed.
    """
    return tuple(_held(inventory, system, stage, moving) for system in inventory.systems)


def _held(inventory: Inventory, system: System, stage: Stage, moving: frozenset[str]) -> Held:
    if stage is Stage.BEFORE and (system.before is not None or system.migrated is not False):
        return _on_side(inventory, system, system.before, "before")
    if stage is Stage.AFTER and (system.after is not None or system.id in moving):
        return _on_side(inventory, system, system.after, "after")
    return Held(
        system.id, party_of(inventory, system.vendor), _yearly_now(inventory, system), system.ref.child("vendor")
    )


def _on_side(inventory: Inventory, system: System, side: Side | None, key: str) -> Held:
    if side is None:
        return Held(system.id, UNKNOWN, UNKNOWN, system.ref)
    vendor = side.vendor
    if isinstance(vendor, Unknown) and not isinstance(side.package, Unknown):
        package = inventory.package_by_id.get(side.package)
        vendor = package.vendor if package else UNKNOWN
    return Held(system.id, party_of(inventory, vendor), side.annual_amount, system.ref.child(key))


def _yearly_now(inventory: Inventory, system: System) -> Maybe[int]:
    """Even share of all contracts that cover the system; unknown where there is none or one has no amount."""
    contracts = inventory.contracts_of.get(system.id, ())
    if not contracts or any(isinstance(contract.annual_amount, Unknown) for contract in contracts):
        return UNKNOWN
    return round(sum(yearly_share(contract) for contract in contracts))
