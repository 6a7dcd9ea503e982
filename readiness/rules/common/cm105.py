"""統合収納・統合滞納 with fewer levying areas than they are meant for."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.conformance import CollectionMode
from readiness.model.finding import Severity
from readiness.model.standard.builtin import CommonCheck
from readiness.rules.common.facts import on_facts
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule
from readiness.standard.common import levies


def check(context: Context) -> Iterator[Hit]:
    """Which areas levy, which of them are one levy together and how many it takes is data of the standard."""
    facts = context.standard.common_functions.rule(CommonCheck.COLLECTION_AREAS)
    if facts is None or context.inventory.common_functions.collection is not CollectionMode.INTEGRATED:
        return
    found = levies(facts, {area for system in context.inventory.systems for area in system.areas})
    if len(found) < facts.minimum:
        yield on_facts(context, "collection", count=len(found))


RULE = Rule(code="CM105", name="common.integrated-areas", severity=Severity.WARNING, check=check)
