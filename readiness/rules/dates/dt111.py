"""A system told as migrated that still has a cut-over ahead, or that went live before there was a standard."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import SystemKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_STANDARD = (SystemKind.STANDARD, SystemKind.COMMON)


def check(context: Context) -> Iterator[Hit]:
    """A planned day to come, or the day the old system went live; a year that cannot be is another rule's."""
    first = context.standard.assumptions.day("rules.first_live_date")
    oldest = context.standard.assumptions.whole("rules.oldest_year")
    for system in context.inventory.systems:
        if system.migrated is not True:
            continue
        related = (system.ref.child("migrated"),)
        if system.planned_date and system.planned_date > context.as_of:
            yield hit(system, "planned_date", related=related, planned=system.planned_date)
        live = system.live_date
        if system.kind in _STANDARD and known(live) and live < first and live.year >= oldest:
            yield hit(system, "live_date", related=related, variant="old", severity=Severity.QUESTION, live=live)


RULE = Rule(code="DT111", name="system.moved-against-dates", severity=Severity.WARNING, check=check)
