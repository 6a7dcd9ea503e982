"""Under the principal date, which has passed, and not migrated."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind, SystemKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Systems under the standard whose date is 本則, after the target date of the basic policy."""
    principal = context.standard.assumptions.day("rules.principal_date")
    if context.as_of <= principal:
        return
    for system in context.inventory.systems:
        if system.migrated is False and system.due is DueKind.PRINCIPAL and system.kind is SystemKind.STANDARD:
            yield hit(system, "due", related=(system.ref.child("migrated"),), principal=principal)


RULE = Rule(code="ST111", name="system.principal-date-passed", severity=Severity.WARNING, check=check)
