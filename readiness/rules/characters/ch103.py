"""Nobody knows whose the table of 外字 is."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Systems that have 外字 and still move."""
    for system in context.moving:
        told = system.charset
        if known(told.gaiji_total) and told.gaiji_total > 0 and not known(told.table_owner):
            yield hit(system, "charset", "table_owner", count=told.gaiji_total)


RULE = Rule(code="CH103", name="characters.table-owner", severity=Severity.QUESTION, check=check)
