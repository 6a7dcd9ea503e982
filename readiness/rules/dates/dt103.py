"""Migrated or not, and the day it went live, contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """A live date to come on a migrated system, or one long past on a system that has not moved."""
    for system in context.inventory.systems:
        day = system.live_date
        if not known(day):
            continue
        if system.migrated is True and day > context.as_of:
            yield hit(system, "live_date", related=(system.ref.child("migrated"),), live=day, as_of=context.as_of)
        elif system.migrated is False and day <= context.as_of:
            yield hit(system, "live_date", related=(system.ref.child("migrated"),), variant="not_moved", live=day)


RULE = Rule(code="DT103", name="system.live-date", severity=Severity.ERROR, check=check)
