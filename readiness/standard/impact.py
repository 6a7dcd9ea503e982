"""Whom an amendment obliges: every changed requirement × the systems of a body that hold its unit (改定影響調査票)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.standard.change import ChangeKind, EditionChange, RequirementChange
from readiness.model.standard.requirement import BodyScope, RequirementType
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, known
from readiness.standard.compiled import scope_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactRow:
    """One change for one system. Names are shown as the inventory gives them, unknown stays unknown.

    `kinds` are those that concern the body: a 実装類型 that changed for another class of body is not among them.
    `system` is None where the body lists no system for the unit: then the body itself has to say who answers.
    """

    change: RequirementChange
    kinds: tuple[ChangeKind, ...]
    system: SystemId | None
    system_name: str
    division: Maybe[str] | None
    vendor: Maybe[str] | None
    type_before: RequirementType | None
    type_after: RequirementType | None
    due: Maybe[date] | None

    @property
    def binding(self) -> bool:
        """Whether somebody must act: a requirement that is or was mandatory or forbidden, or whose date moved."""
        strict = (RequirementType.REQUIRED, RequirementType.PROHIBITED)
        return self.type_before in strict or self.type_after in strict or ChangeKind.DATE in self.kinds


def impact(change: EditionChange, inventory: Inventory, owners: Mapping[SystemId, str | None]) -> tuple[ImpactRow, ...]:
    """Rows by owner division (`owners`: by system id), then vendor, then system, then in the order of the edition."""
    scope = scope_of(inventory.body.body_class)
    rows: list[ImpactRow] = []
    for changed in change.changes:
        kinds = _kinds(changed, scope)
        if not kinds:
            continue
        holders = [system for system in inventory.systems if _holds(system, changed.requirement.unit)]
        rows += [_row(changed, kinds, system, scope, inventory, owners) for system in holders]
        if not holders:
            rows.append(_row(changed, kinds, None, scope, inventory, owners))
    return tuple(sorted(rows, key=lambda row: (_sort_name(row.division), _sort_name(row.vendor), row.system or "")))


def _holds(system: System, unit: str) -> bool:
    return any(held[:3] == unit[:3] for held in system.units)


def _kinds(changed: RequirementChange, scope: BodyScope) -> tuple[ChangeKind, ...]:
    """Without TYPE where the body's own column did not change; a body of unknown class is told of every column."""
    before, after = changed.before, changed.after
    if scope is BodyScope.ALL or before is None or after is None or before.type_for(scope) != after.type_for(scope):
        return changed.kinds
    return tuple(kind for kind in changed.kinds if kind is not ChangeKind.TYPE)


def _row(
    changed: RequirementChange,
    kinds: tuple[ChangeKind, ...],
    system: System | None,
    scope: BodyScope,
    inventory: Inventory,
    owners: Mapping[SystemId, str | None],
) -> ImpactRow:
    newest = changed.after or changed.before
    return ImpactRow(
        change=changed,
        kinds=kinds,
        system=system.id if system else None,
        system_name=system.label if system else "",
        division=_name(owners.get(system.id) or UNKNOWN, inventory) if system else None,
        vendor=_vendor(system.vendor, inventory) if system else None,
        type_before=changed.before.type_for(scope) if changed.before else None,
        type_after=changed.after.type_for(scope) if changed.after else None,
        due=newest.due if newest else None,
    )


def _name(division: Maybe[str], inventory: Inventory) -> Maybe[str]:
    if not known(division):
        return division
    found = inventory.division_by_id.get(division)
    return found.label if found else division


def _vendor(vendor: Maybe[VendorId], inventory: Inventory) -> Maybe[str]:
    if not known(vendor):
        return vendor
    found = inventory.vendor_by_id.get(vendor)
    return found.label if found else vendor


def _sort_name(value: Maybe[str] | None) -> tuple[bool, str]:
    return (not isinstance(value, str), value if isinstance(value, str) else "")
