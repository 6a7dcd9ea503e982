"""住登外者宛名番号: duplicates, or collisions with residents' numbers."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.common.facts import on_facts
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """Counts the body has found. Existing numbers need not be renumbered, but duplicates must go on migration."""
    facts = context.inventory.common_functions
    for field in ("nonresident_duplicates", "nonresident_collisions"):
        count = getattr(facts, field)
        if known(count) and count > 0:
            yield on_facts(context, field, variant=field.removeprefix("nonresident_"), count=count)


RULE = Rule(code="CM101", name="common.nonresident-numbers", severity=Severity.WARNING, check=check)
