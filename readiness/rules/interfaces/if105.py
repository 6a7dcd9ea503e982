"""An interface nobody has a specification of."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Told as undocumented, and one of its ends still moves; the others are asked in the gap register."""
    moving = {system.id for system in context.moving}
    for interface in context.inventory.interfaces:
        if interface.documented is False and moving & {interface.from_, interface.to}:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(interface, "documented", source=source, target=target)


RULE = Rule(code="IF105", name="interface.undocumented", severity=Severity.WARNING, check=check)
