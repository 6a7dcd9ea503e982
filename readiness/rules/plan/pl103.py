"""A move of the adopted plan whose day has passed without the systems having moved."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """Systems told as not migrated, or of which nobody knows."""
    plan = context.inventory.decisions.plan
    for move in plan.moves if plan else ():
        systems = [context.inventory.system_by_id.get(system) for system in move.systems]
        late = tuple(system.label for system in systems if system and system.migrated is not True)
        if move.date < context.as_of and late:
            yield Hit(
                subject=Subject("move", move.move),
                ref=move.ref.child("date"),
                params=(("move", move.move), ("day", move.date), ("systems", late)),
            )


RULE = Rule(code="PL103", name="plan.passed", severity=Severity.WARNING, check=check)
