"""A vendor that has given notice of ending its business still runs systems."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Its systems that have no cut-over to another vendor planned before that day; past it, an error."""
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


RULE = Rule(code="VD101", name="vendor.withdrawal", severity=Severity.WARNING, check=check)
