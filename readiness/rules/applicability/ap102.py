"""An area the body runs, with no system for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.model.finding import Severity, Subject
from readiness.model.standard.applicability import Outcome
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Asked area by area, once the inventory holds any system at all."""
    have = {area for system in context.inventory.systems for area in system.areas}
    if not have:
        return
    for scope in context.scopes:
        if scope.outcome is Outcome.APPLIES and scope.area not in have:
            found = hit(context.inventory.body, "id", area=context.area_names([scope.area])[0])
            yield replace(found, subject=Subject("area", scope.area))


RULE = Rule(code="AP102", name="area.without-system", severity=Severity.QUESTION, check=check)
