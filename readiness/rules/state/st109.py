"""The reason for a separate date is one of four."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_REASONS = range(1, 5)


def check(context: Context) -> Iterator[Hit]:
    """事由1 to 事由4."""
    for system in context.inventory.systems:
        if known(system.due_reason) and system.due_reason not in _REASONS:
            yield hit(system, "due_reason", reason=system.due_reason)


RULE = Rule(code="ST109", name="system.reason", severity=Severity.ERROR, check=check)
