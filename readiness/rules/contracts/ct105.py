"""The body does not hold the layout of its own data."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Before and after the move alike: the next change needs the layout too."""
    for system in context.inventory.systems:
        if system.layout_held is False:
            yield hit(system, "layout_held")


RULE = Rule(code="CT105", name="system.layout-not-held", severity=Severity.WARNING, check=check)
