"""A step closed before one that is usually closed earlier."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.model.progress import StepStatus
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule

_CLOSED = (StepStatus.DONE, StepStatus.NOT_APPLICABLE)


def check(context: Context) -> Iterator[Hit]:
    """Only where both are known; 対象外 counts as closed and is never complained of."""
    for area in context.steps:
        told = dict(area.steps)
        name = context.area_names([area.area])[0]
        for step in context.standard.procedure.steps:
            if told.get(step.number) is not StepStatus.DONE:
                continue
            numbers = [n for n in step.usually_after if n in told and told[n] not in _CLOSED]
            if numbers and area.ref is not None:
                labels = tuple(context.standard.procedure.by_number[number].label for number in numbers)
                yield Hit(
                    subject=Subject("area", area.area),
                    ref=area.ref.child("steps", str(step.number)),
                    related=tuple(area.ref.child("steps", str(number)) for number in numbers),
                    discriminator=str(step.number),
                    params=(("area", name), ("step", step.label), ("open", labels)),
                )


RULE = Rule(code="PR101", name="steps.order", severity=Severity.NOTE, check=check)
