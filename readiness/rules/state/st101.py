"""A function under 経過措置 without an end."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Each measure by the function it names."""
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            if not known(measure.until):
                yield hit(
                    system, ref=measure.ref.child("until"), discriminator=measure.function, function=measure.function
                )


RULE = Rule(code="ST101", name="transition.without-end", severity=Severity.WARNING, check=check)
