"""業務ID that the standard does not know."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Units by their first three digits; a 枝番 may follow."""
    units = context.standard.unit_by_id
    for system in context.inventory.systems:
        for index, unit in enumerate(system.units):
            if unit[:3] not in units:
                near = tuple(get_close_matches(unit[:3], list(units), n=3, cutoff=0.6))
                yield hit(
                    system,
                    "units",
                    index,
                    discriminator=unit,
                    variant="message" if near else "none",
                    unit=unit,
                    near=near,
                )


RULE = Rule(code="RF104", name="system.unit-unknown", severity=Severity.ERROR, check=check)
