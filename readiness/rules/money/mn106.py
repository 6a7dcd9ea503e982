"""A quote with an amount of which nobody knows how long it holds."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Rough quotes hold for no budget anyway and are told by a rule of their own."""
    for quote in context.inventory.quotes:
        if known(quote.amount) and not known(quote.valid_until) and not quote.approximate:
            yield hit(quote, "valid_until")


RULE = Rule(code="MN106", name="quote.validity-unknown", severity=Severity.QUESTION, check=check)
