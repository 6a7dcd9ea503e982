"""A pin for a move that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from readiness.model.finding import Severity, Subject
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """Moves are known by the systems' own `move`, from the adopted plan, or are a system by itself."""
    decided = context.inventory.decisions
    moves = {system.move for system in context.inventory.systems if system.move}
    moves |= {move.move for move in decided.plan.moves} if decided.plan else set()
    moves |= set(context.inventory.system_by_id)
    for pin in decided.pins:
        if pin.move not in moves:
            near = tuple(get_close_matches(pin.move, sorted(moves), n=3, cutoff=0.5))
            yield Hit(
                subject=Subject("pin", pin.move),
                ref=pin.ref.child("move"),
                variant="message" if near else "none",
                params=(("move", pin.move), ("near", near)),
            )


RULE = Rule(code="PL101", name="pin.unknown-move", severity=Severity.ERROR, check=check)
