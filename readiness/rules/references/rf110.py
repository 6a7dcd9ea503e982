"""A system's vendor is not the vendor of the package it runs."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Vendors of one group are no contradiction: one makes, the other sells."""
    vendors = context.inventory.vendor_by_id
    for system in context.inventory.systems:
        if not (known(system.package) and known(system.vendor)):
            continue
        package = context.inventory.package_by_id.get(system.package)
        if package is None or not known(package.vendor) or package.vendor == system.vendor:
            continue
        seller, maker = vendors.get(system.vendor), vendors.get(package.vendor)
        if seller is None or maker is None or (known(seller.group) and seller.group == maker.group):
            continue
        related = (package.ref.child("vendor"),)
        yield hit(system, "vendor", related=related, vendor=seller.label, package=package.label, maker=maker.label)


RULE = Rule(code="RF110", name="system.vendor-of-package", severity=Severity.QUESTION, check=check)
