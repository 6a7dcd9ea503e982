"""A system for an area that a body of this class does not run."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.standard.applicability import Outcome
from readiness.model.system import SystemKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_OUTSIDE = (Outcome.ELSEWHERE, Outcome.NOT_APPLICABLE)


def check(context: Context) -> Iterator[Hit]:
    """Systems under the standard; what a body runs of its own accord (独自施策) is its own affair."""
    outside = {scope.area: scope for scope in context.scopes if scope.outcome in _OUTSIDE}
    for system in context.inventory.systems:
        for index, area in enumerate(system.areas):
            scope = outside.get(area)
            if scope and scope.rule and system.kind is SystemKind.STANDARD:
                yield hit(
                    system,
                    "areas",
                    index,
                    discriminator=area,
                    area=context.area_names([area])[0],
                    reason=scope.rule.reason,
                    reason_en=scope.rule.reason_en,
                )


RULE = Rule(code="AP101", name="area.not-run-here", severity=Severity.WARNING, check=check)
