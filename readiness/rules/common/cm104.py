"""収納・滞納 both in the areas and in the integrated functions."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.conformance import CollectionMode
from readiness.model.finding import Severity
from readiness.model.standard.builtin import CommonCheck
from readiness.model.system import SystemKind
from readiness.rules.common.facts import on_facts
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Told as 併用, or units of both kinds among the migrated systems (during the move both may run side by side)."""
    inventory = context.inventory
    if inventory.common_functions.collection is CollectionMode.BOTH:
        yield on_facts(context, "collection")
    facts = context.standard.common_functions
    integrated_units = facts.units(CommonCheck.COLLECTION_AREAS)  # 統合収納・統合滞納
    area_units = facts.units(CommonCheck.COLLECTION) - integrated_units
    running = [
        s for s in inventory.systems if s.migrated is True and s.kind in (SystemKind.STANDARD, SystemKind.COMMON)
    ]
    integrated = [system for system in running if integrated_units & {unit[:3] for unit in system.units}]
    for system in running:
        if integrated and area_units & {unit[:3] for unit in system.units}:
            yield hit(
                system,
                "units",
                related=(integrated[0].ref.child("units"),),
                variant="units",
                other=integrated[0].label,
            )


RULE = Rule(code="CM104", name="common.collection-both", severity=Severity.ERROR, check=check)
