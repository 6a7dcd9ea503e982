"""A function whose 経過措置 has ended."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Past its end and still in the list."""
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            if known(measure.until) and measure.until < context.as_of:
                yield hit(
                    system,
                    ref=measure.ref.child("until"),
                    discriminator=measure.function,
                    function=measure.function,
                    until=measure.until,
                )


RULE = Rule(code="ST110", name="transition.past", severity=Severity.ERROR, check=check)
