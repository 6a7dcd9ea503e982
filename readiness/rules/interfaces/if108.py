"""A hub that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The hub is an end of the very interface, or is no system of the body."""
    for interface in context.inventory.interfaces:
        hub = interface.hub
        if hub in (interface.from_, interface.to):
            yield hit(interface, "hub", hub=context.system_names([str(hub)])[0])
        elif hub and hub in context.inventory.external_by_id:
            yield hit(interface, "hub", variant="external", hub=context.system_names([hub])[0])


RULE = Rule(code="IF108", name="interface.hub", severity=Severity.WARNING, check=check)
