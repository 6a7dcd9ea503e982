"""A record told as of a day after the inventory itself."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Against the later of the body's own date and the reference date: a look back makes nobody's record wrong.

    Steps are told as of a month.
    """
    body = context.inventory.body
    latest = max(filter(None, (body.as_of, context.as_of)))
    for record in context.inventory.records():
        if record is not body and record.as_of and record.as_of > latest:
            yield hit(record, "as_of", related=(body.ref.child("as_of"),), told=record.as_of, latest=latest)
    for progress in context.inventory.progress:
        if progress.as_of and progress.as_of > latest.isoformat()[: len(progress.as_of)]:
            yield Hit(
                subject=Subject(progress.scope.value, progress.target),
                ref=progress.ref.child("as_of"),
                related=(body.ref.child("as_of"),),
                variant="progress",
                params=(
                    ("target", context.area_names([progress.target])[0]),
                    ("told", progress.as_of),
                    ("latest", latest),
                ),
            )


RULE = Rule(code="DT112", name="record.later-than-inventory", severity=Severity.WARNING, check=check)
