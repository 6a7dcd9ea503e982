"""The platform's support ends before the system leaves it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Past while still running on it, or before the planned cut-over; near where no cut-over is planned."""
    for system in context.moving:
        end = system.platform_eol
        if not known(end):
            continue
        cutover = context.cutovers.get(system.id)
        if end < context.as_of:
            yield hit(system, "platform_eol", variant="passed", severity=Severity.ERROR, end=end)
        elif cutover and end < cutover.date:
            yield hit(
                system, "platform_eol", related=(system.ref.child("planned_date"),), end=end, cutover=cutover.date
            )
        elif cutover is None and context.near(end):
            yield hit(system, "platform_eol", variant="near", end=end, days=context.days_to(end))


RULE = Rule(code="DT108", name="system.platform-eol", severity=Severity.WARNING, check=check)
