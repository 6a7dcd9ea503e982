"""A date of the extended period on a system that is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The month is of the extended period alone; 本則 has one date for all, 対象外 has none."""
    for system in context.inventory.systems:
        due = system.due
        if known(due) and due is not DueKind.EXTENDED and known(system.due_date):
            yield hit(system, "due_date", related=(system.ref.child("due"),), due=due.ja, day=system.due_date)


RULE = Rule(code="ST112", name="system.due-date-without-extension", severity=Severity.WARNING, check=check)
