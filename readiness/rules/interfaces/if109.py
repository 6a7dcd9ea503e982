"""A temporary link without a day to remove it, or past it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Every link marked as temporary."""
    for interface in context.inventory.interfaces:
        if not interface.temporary:
            continue
        source, target = context.system_names([interface.from_, interface.to])
        if interface.remove_by is None:
            yield hit(interface, "temporary", variant="absent", severity=Severity.NOTE, source=source, target=target)
        elif interface.remove_by < context.as_of:
            yield hit(
                interface,
                "remove_by",
                source=source,
                target=target,
                day=interface.remove_by,
                days=context.days_to(interface.remove_by),
            )


RULE = Rule(code="IF109", name="interface.removal-date", severity=Severity.WARNING, check=check)
