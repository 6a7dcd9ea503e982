"""A system that has migrated, without the day it went live."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The day is the evidence that it migrated."""
    for system in context.inventory.systems:
        if system.migrated is True and not known(system.live_date):
            yield hit(system, "migrated")


RULE = Rule(code="CP105", name="system.live-date-unknown", severity=Severity.QUESTION, check=check)
