"""The adopted plan and the record of a system give different days."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The plan wins everywhere; the record should say the same."""
    plan = context.inventory.decisions.plan
    for move in plan.moves if plan else ():
        for system_id in move.systems:
            system = context.inventory.system_by_id.get(system_id)
            if system and system.planned_date and system.planned_date != move.date:
                yield hit(
                    system,
                    "planned_date",
                    related=(move.ref.child("date"),),
                    planned=system.planned_date,
                    adopted=move.date,
                )


RULE = Rule(code="PL102", name="plan.against-record", severity=Severity.WARNING, check=check)
