"""In whose hands each system is before, now and after the plan: party, package lineage or cloud provider."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.graph.build import party_of
from readiness.lockin.exit_cost import yearly_share
from readiness.lockin.overlap import csp_of
from readiness.model.inventory import Inventory
from readiness.model.lockin.shares import Holder, Stage
from readiness.model.record import Maybe, PackageId, SystemId, VendorId
from readiness.model.ref import Ref
from readiness.model.system import Hosting, Side, System
from readiness.model.unknown import UNKNOWN, Unknown, known
from readiness.situation.contracts import covering
from readiness.situation.situation import Situation, Situations


@dataclass(frozen=True, slots=True)
class Held:
    """One system at one stage: its holder (party, lineage or CSP) and its yearly yen."""

    system: SystemId
    party: Maybe[str]
    yearly: Maybe[int]
    ref: Ref


def holdings(stands: Situations, stage: Stage, by: Holder = Holder.PARTY) -> tuple[Held, ...]:
    """One row per system; by CSP none for a system known to run on the premises.

    Before: `before` of a migrated system (unknown where not told), else today's vendor. After: `after` of a system that
    moves (unknown where not told), else today's vendor: that the incumbent stays is never assumed.
    """
    rows = (_held(stands.inventory, stand, stage, by) for stand in stands.values())
    return tuple(row for row in rows if row is not None)


def _held(inventory: Inventory, stand: Situation, stage: Stage, by: Holder) -> Held | None:
    system = stand.system
    if stage is Stage.BEFORE and (system.before is not None or stand.migrated is not False):
        return _on_side(inventory, system, system.before, "before", by)
    if stage is Stage.AFTER and (system.after is not None or stand.moving):
        return _on_side(inventory, system, system.after, "after", by)
    yearly = _yearly_now(inventory, stand)
    if by is Holder.PARTY:
        return Held(system.id, party_of(inventory, system.vendor), yearly, system.ref.child("vendor"))
    if by is Holder.LINEAGE:
        return Held(system.id, _of_package(inventory, system.package, by), yearly, system.ref.child("package"))
    csp = csp_of(inventory, system)
    if isinstance(csp, Unknown) and system.hosting is Hosting.ON_PREMISES:
        return None
    return Held(system.id, csp, yearly, system.ref.child("csp"))


def _on_side(inventory: Inventory, system: System, side: Side | None, key: str, by: Holder) -> Held:
    """Where the system will be, or was, is not recorded apart from its CSP: without one the CSP is unknown."""
    if side is None:
        return Held(system.id, UNKNOWN, UNKNOWN, system.ref)
    stated: Maybe[str] = {Holder.PARTY: side.vendor, Holder.CSP: side.csp}.get(by, UNKNOWN)
    held = _of_package(inventory, side.package, by) if isinstance(stated, Unknown) else stated
    if by is Holder.PARTY:
        held = party_of(inventory, VendorId(held) if known(held) else UNKNOWN)
    return Held(system.id, held, side.annual_amount, system.ref.child(key))


def _of_package(inventory: Inventory, package_id: Maybe[PackageId], by: Holder) -> Maybe[str]:
    """Vendor, lineage or CSP as the package tells."""
    package = None if isinstance(package_id, Unknown) else inventory.package_by_id.get(package_id)
    if package is None:
        return UNKNOWN
    return {Holder.PARTY: package.vendor, Holder.LINEAGE: package.lineage, Holder.CSP: package.csp}[by]


def _yearly_now(inventory: Inventory, stand: Situation) -> Maybe[int]:
    """Even share of all contracts in force over the system; unknown where there is none or one has no amount."""
    contracts = covering(inventory, stand.system, stand.as_of)
    if not contracts or any(isinstance(contract.annual_amount, Unknown) for contract in contracts):
        return UNKNOWN
    return round(sum(yearly_share(contract) for contract in contracts))
