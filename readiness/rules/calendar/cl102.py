"""A window called 切替不可 without a basis."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """It is treated as 要調整 until somebody gives a legal basis or the division's sign-off."""
    for window in context.inventory.windows:
        if window.strict and not window.basis:
            yield hit(window, "strict")


RULE = Rule(code="CL102", name="window.without-basis", severity=Severity.WARNING, check=check)
