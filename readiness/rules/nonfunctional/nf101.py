"""A level other than the national one without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """Where a metric has conditions ([+]/[-]), a deviation needs one of them to hold."""
    for answer in context.inventory.non_functional:
        if answer.deviates is True and not answer.reason:
            target = answer.system or context.inventory.body.id
            yield Hit(
                subject=Subject("non_functional", f"{target}:{answer.metric}"),
                ref=answer.ref.child("deviates"),
                params=(("metric", answer.metric), ("target", _target(context, answer.system))),
            )


def _target(context: Context, system: str | None) -> str:
    return context.system_names([system])[0] if system else context.inventory.body.label


RULE = Rule(code="NF101", name="nonfunctional.deviation", severity=Severity.WARNING, check=check)
