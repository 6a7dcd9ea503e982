"""A date set here for a system that another body decides about."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The date may be known from that body; then its source belongs beside it."""
    deciding = {operator.id: operator for operator in context.inventory.operating_bodies if operator.decides is True}
    for system in context.moving:
        operator = deciding.get(system.operating_body or "")
        if operator and system.planned_date and not system.source:
            yield hit(
                system,
                "planned_date",
                related=(operator.ref.child("decides"),),
                operator=operator.label,
                planned=system.planned_date,
            )


RULE = Rule(code="AP105", name="system.planned-elsewhere", severity=Severity.WARNING, check=check)
