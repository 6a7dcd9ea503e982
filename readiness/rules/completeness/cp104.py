"""A record nobody has confirmed for a long time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Records that carry a date of their own; the assumed number of days decides."""
    days = context.standard.assumptions.whole("inventory.stale_days")
    oldest = context.as_of - timedelta(days=days)
    for record in context.inventory.records():
        if record is not context.inventory.body and record.as_of and record.as_of < oldest:
            yield hit(record, "as_of", told=record.as_of, days=days)


RULE = Rule(code="CP104", name="record.stale", severity=Severity.NOTE, check=check)
