"""Hosting and cloud provider contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import Hosting
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """A cloud provider for a system on premises."""
    for system in context.inventory.systems:
        if system.hosting is Hosting.ON_PREMISES and known(system.csp):
            yield hit(system, "csp", related=(system.ref.child("hosting"),), csp=system.csp)


RULE = Rule(code="ST107", name="system.hosting", severity=Severity.WARNING, check=check)
