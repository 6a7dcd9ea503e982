"""A pin and the adopted plan hold one move at different days."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """One of the two decisions is out of date."""
    decided = context.inventory.decisions
    days = {move.move: move for move in decided.plan.moves} if decided.plan else {}
    for pin in decided.pins:
        move = days.get(pin.move)
        if move and move.date != pin.date:
            yield Hit(
                subject=Subject("pin", pin.move),
                ref=pin.ref.child("date"),
                related=(move.ref.child("date"),),
                params=(("move", pin.move), ("pinned", pin.date), ("adopted", move.date)),
            )


RULE = Rule(code="PL104", name="pin.against-plan", severity=Severity.WARNING, check=check)
