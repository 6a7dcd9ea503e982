"""進捗率が低く該当見込みに記載のないもの: told so in the inventory."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """A thing to confirm, never an accusation."""
    for system in context.moving:
        if system.due is DueKind.LAPSED:
            yield hit(system, "due")


RULE = Rule(code="ST105", name="system.lapsed", severity=Severity.WARNING, check=check)
