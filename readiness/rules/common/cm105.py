"""統合収納・統合滞納 with fewer than two levying areas."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.conformance import CollectionMode
from readiness.model.finding import Severity
from readiness.rules.common.facts import on_facts
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule

_LEVYING = frozenset(
    {
        "fixed_asset_tax",
        "individual_inhabitant_tax",
        "corporate_inhabitant_tax",
        "light_vehicle_tax",
        "national_health_insurance",
        "long_term_care_insurance",
        "late_elderly_medical_care",
        "childcare_support",
    }
)
_TAXES = frozenset(area for area in _LEVYING if area.endswith("_tax"))


def check(context: Context) -> Iterator[Hit]:
    """The four taxes are one field of levying (税務); the others count one each."""
    if context.inventory.common_functions.collection is not CollectionMode.INTEGRATED:
        return
    areas = {area for system in context.inventory.systems for area in system.areas}
    fields = {"tax" if area in _TAXES else area for area in areas & _LEVYING}
    if len(fields) < 2:
        yield on_facts(context, "collection", count=len(fields))


RULE = Rule(code="CM105", name="common.integrated-areas", severity=Severity.WARNING, check=check)
