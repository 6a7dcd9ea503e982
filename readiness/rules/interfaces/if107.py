"""An interface from a system to itself."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Both ends are one system."""
    for interface in context.inventory.interfaces:
        if interface.from_ == interface.to:
            yield hit(interface, "to", related=(interface.ref.child("from"),), system=interface.to)


RULE = Rule(code="IF107", name="interface.self-loop", severity=Severity.ERROR, check=check)
