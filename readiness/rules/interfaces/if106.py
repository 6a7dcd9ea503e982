"""The same interface written twice."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.interface import Interface
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Same ends, same data, same method."""
    first: dict[object, Interface] = {}
    for interface in context.inventory.interfaces:
        told = (interface.from_, interface.to, interface.data, interface.method)
        other = first.setdefault(told, interface)
        if other is not interface:
            source, target = context.system_names([interface.from_, interface.to])
            yield hit(interface, "id", related=(other.ref,), other=other.label, source=source, target=target)


RULE = Rule(code="IF106", name="interface.twice", severity=Severity.WARNING, check=check)
