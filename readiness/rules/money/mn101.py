"""A quote past its date."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Figures made of it are no longer offered."""
    for quote in context.inventory.quotes:
        if known(quote.valid_until) and quote.valid_until < context.as_of:
            yield hit(quote, "valid_until", until=quote.valid_until)


RULE = Rule(code="MN101", name="quote.expired", severity=Severity.WARNING, check=check)
