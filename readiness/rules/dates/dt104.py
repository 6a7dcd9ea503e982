"""The standard package is delivered after the planned cut-over."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Cut-over from the adopted plan, else from the record."""
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        if cutover and system.delivery_date and system.delivery_date > cutover.date:
            yield hit(
                system,
                "delivery_date",
                related=(system.ref.child("planned_date"),),
                delivery=system.delivery_date,
                cutover=cutover.date,
            )


RULE = Rule(code="DT104", name="system.delivery-date", severity=Severity.ERROR, check=check)
