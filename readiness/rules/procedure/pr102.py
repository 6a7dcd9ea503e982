"""The steps say the area runs, its systems say it has not moved, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.model.progress import StepStatus
from readiness.model.system import SystemKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule

_START = 40


def check(context: Context) -> Iterator[Hit]:
    """⑱-1 運用開始 or a published 100 % while every system of the area is told as not migrated, and the reverse."""
    inventory = context.inventory
    for area in context.steps:
        if area.ref is None:
            continue
        moved = {s.migrated for s in inventory.systems if area.area in s.areas and s.kind is SystemKind.STANDARD}
        started = dict(area.steps).get(_START)
        runs = started is StepStatus.DONE or (not area.steps and area.rate == 1)
        variant = ""
        if runs and moved == {False}:
            variant = "message"
        elif moved == {True} and started in (StepStatus.NOT_STARTED, StepStatus.IN_PROGRESS):
            variant = "reverse"
        if variant:
            yield Hit(
                subject=Subject("area", area.area),
                ref=area.ref,
                variant=variant,
                params=(("area", context.area_names([area.area])[0]),),
            )


RULE = Rule(code="PR102", name="steps.against-systems", severity=Severity.NOTE, check=check)
