"""A day on which something is told to have happened, after the reference date."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Trial extractions and quotes to come: a plan written as a fact, or a wrong year."""
    for system in context.inventory.systems:
        day = system.extraction_tested
        if known(day) and day > context.as_of:
            yield hit(system, "extraction_tested", day=day, as_of=context.as_of)
    for quote in context.inventory.quotes:
        day = quote.quoted_on
        if known(day) and day > context.as_of:
            yield hit(quote, "quoted_on", variant="quote", day=day, as_of=context.as_of)


RULE = Rule(code="DT109", name="date.happened-to-come", severity=Severity.WARNING, check=check)
