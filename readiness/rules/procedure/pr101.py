"""A step closed before one that is usually closed earlier."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.model.progress import StepStatus
from readiness.model.standard.procedure import Step
from readiness.model.text import named
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule

_CLOSED = (StepStatus.DONE, StepStatus.NOT_APPLICABLE)


def check(context: Context) -> Iterator[Hit]:
    """Only where both are known; 対象外 counts as closed and is never complained of. Once for the same open steps."""
    procedure = context.standard.procedure
    for area in context.steps:
        place, told = area.ref, dict(area.steps)
        if place is None:
            continue
        early: dict[tuple[int, ...], list[Step]] = {}
        for step in procedure.steps:
            behind = tuple(n for n in step.usually_after if n in told and told[n] not in _CLOSED)
            if told.get(step.number) is StepStatus.DONE and behind:
                early.setdefault(behind, []).append(step)
        for behind, steps in early.items():
            yield Hit(
                subject=Subject("area", area.area),
                ref=place.child("steps", str(steps[0].number)),
                related=tuple(place.child("steps", str(number)) for number in behind),
                discriminator=str(steps[0].number),
                params=(
                    ("area", context.area_names([area.area])[0]),
                    ("steps", tuple(named(step.label, step.label_en) for step in steps)),
                    (
                        "open",
                        tuple(
                            named(step.label, step.label_en) for step in map(procedure.by_number.get, behind) if step
                        ),
                    ),
                ),
            )


RULE = Rule(code="PR101", name="steps.order", severity=Severity.NOTE, check=check)
