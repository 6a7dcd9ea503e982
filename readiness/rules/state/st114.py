"""A system that stays, with a move prepared for it or waited for by others."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.ref import Ref
from readiness.model.system import DueKind, System
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_MOVES = ("planned_date", "move_after", "move_with", "after")  # a 移行単位 alone is a name for a group


def check(context: Context) -> Iterator[Hit]:
    """移行しない or 対象外 against what the record itself, or the `move_after` of another, says."""
    staying = {s.id: s for s in context.inventory.systems if s.moves is False or s.due is DueKind.NOT_APPLICABLE}
    for system in context.inventory.systems:
        if system.id in staying:
            told = [key for key in _MOVES if getattr(system, key)]
            if told and system.migrated is not True:
                yield hit(
                    system,
                    told[0],
                    related=(_why(system),),
                    fields=tuple(text(f"field.{key}") for key in told),
                )
            continue
        for index, other in enumerate(system.move_after):
            if other in staying and staying[other].migrated is not True:
                yield hit(
                    system,
                    "move_after",
                    index,
                    related=(_why(staying[other]),),
                    discriminator=other,
                    variant="waits",
                    other=staying[other].label,
                )


def _why(system: System) -> Ref:
    return system.ref.child("moves" if system.moves is False else "due")


RULE = Rule(code="ST114", name="system.stays-but-moves", severity=Severity.WARNING, check=check)
