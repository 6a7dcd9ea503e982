"""業務ID of an area the system does not name."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.text import named
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Only units that belong to one area can contradict the areas of the system."""
    standard = context.standard
    for system in context.inventory.systems:
        for index, unit in enumerate(system.units):
            area = standard.area_of_unit(unit)
            if area is not None and area not in system.areas:
                found = standard.unit_by_id[unit[:3]]
                yield hit(
                    system,
                    "units",
                    index,
                    related=(system.ref.child("areas"),),
                    discriminator=unit,
                    unit=unit,
                    unit_name=named(found.name, found.name_en),
                    area=standard.node_texts[area],
                )


RULE = Rule(code="RF105", name="system.unit-elsewhere", severity=Severity.WARNING, check=check)
