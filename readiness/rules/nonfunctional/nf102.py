"""An ID that is no metric of the standard's shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule

_SHAPE = re.compile(r"[A-F]\.[0-9]+\.[0-9]+\.[0-9]+")


def check(context: Context) -> Iterator[Hit]:
    """A letter A to F and three numbers, such as A.1.3.1."""
    for answer in context.inventory.non_functional:
        if not _SHAPE.fullmatch(answer.metric):
            target = answer.system or context.inventory.body.id
            yield Hit(
                subject=Subject("non_functional", f"{target}:{answer.metric}"),
                ref=answer.ref.child("metric"),
                params=(("metric", answer.metric),),
            )


RULE = Rule(code="NF102", name="nonfunctional.metric", severity=Severity.WARNING, check=check)
