"""An ID that is no metric of the standard's shape."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """A letter A to F and three numbers, such as A.1.3.1."""
    shape = context.standard.non_functional.metric_id
    for answer in context.inventory.non_functional:
        if not shape.fullmatch(answer.metric):
            target = answer.system or context.inventory.body.id
            yield Hit(
                subject=Subject("non_functional", f"{target}:{answer.metric}"),
                ref=answer.ref.child("metric"),
                params=(("metric", answer.metric),),
            )


RULE = Rule(code="NF102", name="nonfunctional.metric", severity=Severity.WARNING, check=check)
