"""A vendor has been chosen, and the contract talks have not begun."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.model.progress import StepStatus
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule

_CHOSEN, _CONTRACT = 27, 28


def check(context: Context) -> Iterator[Hit]:
    """Between steps 27 and 28 the published figures fall most."""
    for area in context.steps:
        told = dict(area.steps)
        if told.get(_CHOSEN) is StepStatus.DONE and told.get(_CONTRACT) is StepStatus.NOT_STARTED and area.ref:
            yield Hit(
                subject=Subject("area", area.area),
                ref=area.ref.child("steps", str(_CONTRACT)),
                params=(("area", context.area_names([area.area])[0]),),
            )


RULE = Rule(code="PR103", name="steps.chosen-without-contract", severity=Severity.NOTE, check=check)
