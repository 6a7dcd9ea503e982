"""The other side of the move told for the wrong side: 移行前 of a system that has not moved, 移行後 of one that has."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Before the move the record itself is the old side, after it the record is the new one."""
    for system in context.inventory.systems:
        related = (system.ref.child("migrated"),)
        if system.before is not None and system.migrated is False:
            yield hit(system, "before", related=related)
        if system.after is not None and system.migrated is True:
            yield hit(system, "after", related=related, variant="after")


RULE = Rule(code="ST113", name="system.side", severity=Severity.WARNING, check=check)
