"""An interface whose ends are both outside the body."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """It concerns no system of the body, so nothing follows from it."""
    outside = context.inventory.external_by_id
    for interface in context.inventory.interfaces:
        if interface.from_ in outside and interface.to in outside:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(interface, "from", source=source, target=target)


RULE = Rule(code="IF111", name="interface.outside", severity=Severity.NOTE, check=check)
