"""A separate lawful date without its month."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """省令等の特例期限 of systems that have not moved."""
    for system in context.moving:
        if system.due is DueKind.EXTENDED and not known(system.due_date):
            yield hit(system, "due")


RULE = Rule(code="ST104", name="system.separate-date-without-month", severity=Severity.WARNING, check=check)
