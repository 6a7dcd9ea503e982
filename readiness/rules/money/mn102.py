"""A quote that does not say whether tax is included."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Only quotes with an amount."""
    for quote in context.inventory.quotes:
        if known(quote.amount) and not known(quote.tax):
            yield hit(quote, "tax", amount=quote.amount)


RULE = Rule(code="MN102", name="quote.tax", severity=Severity.QUESTION, check=check)
