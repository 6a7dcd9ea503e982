"""A rate of progress that the national tool cannot have given."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from readiness.inventory.steps import STEPS
from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """Rates are closed steps out of 40: a multiple of 2.5 %, between nothing and all."""
    for progress in context.inventory.progress:
        rate = progress.rate
        if rate is None:
            continue
        outside = not 0 <= rate <= 1
        if outside or not isclose(rate * STEPS, round(rate * STEPS), abs_tol=0.02):
            yield Hit(
                subject=Subject(progress.scope.value, progress.target),
                ref=progress.ref.child("rate"),
                variant="outside" if outside else "message",
                severity=Severity.ERROR if outside else None,
                params=(("target", context.area_names([progress.target])[0]), ("rate", rate)),
            )


RULE = Rule(code="PR105", name="progress.rate", severity=Severity.WARNING, check=check)
