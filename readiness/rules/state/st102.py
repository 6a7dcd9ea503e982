"""A function under 経過措置 that has not been filed."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Only where somebody says so; an unknown filing is asked in the gap register."""
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            if measure.filed is False:
                yield hit(
                    system, ref=measure.ref.child("filed"), discriminator=measure.function, function=measure.function
                )


RULE = Rule(code="ST102", name="transition.not-filed", severity=Severity.WARNING, check=check)
