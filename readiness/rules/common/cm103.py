"""EUC uses items outside 基本データリスト."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.common.facts import on_facts
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """For the body as a whole, or a query of its own."""
    if context.inventory.common_functions.euc_on_data_list is False:
        yield on_facts(context, "euc_on_data_list")
    for query in context.inventory.euc_assets:
        if query.on_data_list is False:
            yield hit(query, "on_data_list", variant="query")


RULE = Rule(code="CM103", name="common.euc", severity=Severity.WARNING, check=check)
