"""Counts of 外字 that do not add up."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Identified and undecided together make the total; neither is larger than it."""
    for system in context.inventory.systems:
        told = system.charset
        total, identified, undecided = told.gaiji_total, told.gaiji_identified, told.gaiji_undecided
        if not known(total):
            continue
        place = told.ref.child("gaiji_total")
        parts = [count for count in (identified, undecided) if known(count)]
        if any(count > total for count in parts) or (len(parts) == 2 and sum(parts) != total):
            yield hit(system, ref=place, total=total, identified=identified, undecided=undecided)


RULE = Rule(code="CH101", name="characters.counts", severity=Severity.ERROR, check=check)
