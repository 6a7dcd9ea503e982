"""Under a separate lawful date although it has moved."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The published list and the inventory may be of different days."""
    for system in context.inventory.systems:
        if system.due is DueKind.EXTENDED and system.migrated is True:
            yield hit(system, "due", related=(system.ref.child("migrated"),))


RULE = Rule(code="ST106", name="system.separate-date-but-moved", severity=Severity.NOTE, check=check)
