"""The planned cut-over lies after the due date."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The granted month counts up to its last day."""
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover and known(system.due_date) and cutover.date > system.due_date:
            yield hit(
                system,
                "planned_date",
                related=(system.ref.child("due_date"),),
                cutover=cutover.date,
                due=system.due_date,
            )


RULE = Rule(code="DT107", name="system.planned-after-due", severity=Severity.WARNING, check=check)
