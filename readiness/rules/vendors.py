"""Vendors: withdrawal and mergers."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit, rule


@rule("VD101", "vendor.withdrawal", Severity.WARNING)
def vendor_withdrawal(context: Context) -> Iterator[Hit]:
    """A vendor that has given notice of ending its business still runs systems.

    Its systems that have no cut-over to another vendor planned before that day; past it, an error.
    """
    for vendor in context.inventory.vendors:
        if vendor.withdrawal is None:
            continue
        own = [system for system in context.inventory.systems if system.vendor == vendor.id]
        late = [
            system
            for system in own
            if system.id not in context.cutovers or context.cutovers[system.id].date > vendor.withdrawal
        ]
        if late:
            passed = vendor.withdrawal < context.as_of
            yield hit(
                vendor,
                "withdrawal",
                related=tuple(system.ref.child("vendor") for system in late),
                variant="passed" if passed else "message",
                severity=Severity.ERROR if passed else None,
                day=vendor.withdrawal,
                systems=tuple(system.label for system in late),
                count=len(late),
            )


@rule("VD102", "vendor.merged", Severity.WARNING)
def vendor_merged(context: Context) -> Iterator[Hit]:
    """Records that still name a vendor merged into another.

    Systems and running contracts of the vendor that is gone.
    """
    for vendor in context.inventory.vendors:
        if not vendor.merged_into:
            continue
        systems = [system for system in context.inventory.systems if system.vendor == vendor.id]
        contracts = [contract for contract in context.running_contracts if contract.vendor == vendor.id]
        places = (*(s.ref.child("vendor") for s in systems), *(c.ref.child("vendor") for c in contracts))
        if places:
            into = context.inventory.vendor_by_id.get(vendor.merged_into)
            yield hit(
                vendor,
                "merged_into",
                related=places,
                into=into.label if into else vendor.merged_into,
                systems=len(systems),
                contracts=len(contracts),
            )
