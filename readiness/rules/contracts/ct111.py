"""A milestone whose day has passed and that nobody marked as done."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Every open milestone before the reference date."""
    for procurement in context.inventory.procurements:
        for milestone in procurement.milestones:
            if known(milestone.date) and not milestone.done and milestone.date < context.as_of:
                yield hit(
                    procurement,
                    ref=milestone.ref.child("date"),
                    discriminator=milestone.kind.value,
                    milestone=text(f"milestone.{milestone.kind.value}"),
                    day=milestone.date,
                    days=context.days_to(milestone.date),
                )


RULE = Rule(code="CT111", name="procurement.milestone-passed", severity=Severity.WARNING, check=check)
