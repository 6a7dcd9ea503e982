"""Records that still name a vendor merged into another."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Systems and running contracts of the vendor that is gone."""
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


RULE = Rule(code="VD102", name="vendor.merged", severity=Severity.WARNING, check=check)
