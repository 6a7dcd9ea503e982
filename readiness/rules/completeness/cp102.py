"""A system whose owner division is unknown."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Neither written at the system nor owned through its area."""
    for system in context.inventory.systems:
        if not known(system.owner_division) and context.look.owner(system) is None:
            yield hit(system, "owner_division")


RULE = Rule(code="CP102", name="system.owner-unknown", severity=Severity.QUESTION, check=check)
