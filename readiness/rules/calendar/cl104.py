"""A planned cut-over on a day the office is closed."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit
from readiness.standard.calendar import is_closed


def check(context: Context) -> Iterator[Hit]:
    """The day written is the first day of work on the new system, which is an open one."""
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover and is_closed(context.calendar, cutover.date):
            yield hit(system, "planned_date", cutover=cutover.date)


RULE = Rule(code="CL104", name="cutover.closed-day", severity=Severity.NOTE, check=check)
