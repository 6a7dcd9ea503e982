"""A planned cut-over that has passed without a move."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Systems told as not migrated although the day is past."""
    for system in context.inventory.systems:
        day = system.planned_date
        if day and day < context.as_of and system.migrated is not True:
            yield hit(system, "planned_date", planned=day, days=context.days_to(day))


RULE = Rule(code="DT106", name="system.planned-date", severity=Severity.WARNING, check=check)
