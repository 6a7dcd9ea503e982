"""A package in use without a version."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Claims and conformance numbers hold for a version."""
    used = {system.package for system in context.inventory.systems if isinstance(system.package, str)}
    for package in context.inventory.packages:
        if package.id in used and not known(package.version):
            yield hit(package, "version")


RULE = Rule(code="CP103", name="package.version-unknown", severity=Severity.QUESTION, check=check)
