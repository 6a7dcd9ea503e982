"""A query or macro nobody wrote down."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Of systems that still move: whoever rebuilds it must first find out what it does."""
    moving = {system.id: system for system in context.moving}
    for query in context.inventory.euc_assets:
        if query.documented is False and query.system in moving:
            yield hit(query, "documented", system=moving[query.system].label)


RULE = Rule(code="AS103", name="euc.undocumented", severity=Severity.WARNING, check=check)
