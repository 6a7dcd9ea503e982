"""A lease of devices that ends before the systems on them have moved."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Past while a system is on them, or before the latest planned cut-over; with all systems moved it may be over."""
    moved = {system.id for system in context.inventory.systems if system.migrated is True}
    for device in context.inventory.devices:
        own = [system for system in device.systems if system in context.inventory.system_by_id]
        if not own or not known(device.lease_end):
            continue
        in_use = [system for system in own if system not in moved]
        days = [context.cutovers[system].date for system in in_use if system in context.cutovers]
        if device.lease_end < context.as_of:
            variant, severity = ("passed", None) if in_use else ("moved", Severity.QUESTION)
            yield hit(device, "lease_end", variant=variant, severity=severity, end=device.lease_end)
        elif days and device.lease_end < max(days):
            yield hit(device, "lease_end", end=device.lease_end, cutover=max(days))


RULE = Rule(code="AS102", name="device.lease-end", severity=Severity.WARNING, check=check)
