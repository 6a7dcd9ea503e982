"""A due date that is near or past while the system has not moved."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Only a date somebody wrote down; 対象外 has none."""
    for system in context.inventory.systems:
        day = system.due_date
        if not known(day) or system.migrated is not False or system.due is DueKind.NOT_APPLICABLE:
            continue
        if context.near(day):
            passed = day < context.as_of
            yield hit(
                system,
                "due_date",
                variant="passed" if passed else "message",
                severity=Severity.ERROR if passed else None,
                due=day,
                days=context.days_to(day),
            )


RULE = Rule(code="DT102", name="system.due-date", severity=Severity.WARNING, check=check)
