"""A rough quote."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """概算: good for a range, not for a budget."""
    for quote in context.inventory.quotes:
        if quote.approximate:
            yield hit(quote, "approximate", amount=quote.amount)


RULE = Rule(code="MN103", name="quote.approximate", severity=Severity.NOTE, check=check)
