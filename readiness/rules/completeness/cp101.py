"""A system whose vendor is unknown."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The first thing to ask: almost everything else is asked of the vendor."""
    for system in context.inventory.systems:
        if not known(system.vendor):
            yield hit(system, "vendor")


RULE = Rule(code="CP101", name="system.vendor-unknown", severity=Severity.QUESTION, check=check)
