"""A system that still moves and that the adopted plan does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import SystemKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Systems under the standard and common functions."""
    plan = context.inventory.decisions.plan
    if plan is None:
        return
    planned = {system for move in plan.moves for system in move.systems}
    for system in context.moving:
        if system.kind in (SystemKind.STANDARD, SystemKind.COMMON) and system.id not in planned:
            yield hit(system, "id", adopted=plan.adopted_on)


RULE = Rule(code="PL105", name="plan.system-left-out", severity=Severity.NOTE, check=check)
