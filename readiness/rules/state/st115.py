"""移行済み and 準拠状況 that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import Conformance, SystemKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Migrated and not conformant, or conformant and not migrated; to be confirmed."""
    for system in context.inventory.systems:
        if system.kind not in (SystemKind.STANDARD, SystemKind.COMMON):
            continue
        related = (system.ref.child("migrated"),)
        if system.migrated is True and system.conformance is Conformance.NON_CONFORMANT:
            yield hit(system, "conformance", related=related)
        elif system.migrated is False and system.conformance is Conformance.CONFORMANT:
            yield hit(system, "conformance", related=related, variant="not_moved")


RULE = Rule(code="ST115", name="system.moved-against-conformance", severity=Severity.QUESTION, check=check)
