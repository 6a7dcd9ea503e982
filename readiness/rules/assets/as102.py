"""A lease of devices that ends before the systems on them have moved."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Past, or before the latest planned cut-over of the systems that use the devices."""
    moving = {system.id for system in context.moving}
    for device in context.inventory.devices:
        own = [system for system in device.systems if system in moving]
        if not own or not known(device.lease_end):
            continue
        days = [context.cutovers[system].date for system in own if system in context.cutovers]
        if device.lease_end < context.as_of:
            yield hit(device, "lease_end", variant="passed", end=device.lease_end)
        elif days and device.lease_end < max(days):
            yield hit(device, "lease_end", end=device.lease_end, cutover=max(days))


RULE = Rule(code="AS102", name="device.lease-end", severity=Severity.WARNING, check=check)
