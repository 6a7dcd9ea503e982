"""The adopted plan breaks a condition: due date, gate, strict window, delivery, order or capacity."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity, Subject
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Need, Rule


def check(context: Context) -> Iterator[Hit]:
    """As the evaluation of the adopted plan tells; conditions of a computed plan are told with that plan."""
    adopted = context.inventory.decisions.plan
    if adopted is None or context.plan is None:
        return
    from readiness.model.plan import PlanMode  # noqa: PLC0415 - `validate` has no plan and need not pay for its classes

    if context.plan.mode is not PlanMode.HOLD:
        return
    places = {system: move.ref.child("date") for move in adopted.moves for system in move.systems}
    for broken in context.plan.broken:
        move = context.plan.move_by_id.get(broken.move or "")
        place = next((places[system] for system in move.systems if system in places), None) if move else None
        yield Hit(
            subject=Subject("move", broken.move or broken.subject),
            ref=place or adopted.ref.child("moves"),
            discriminator=f"{broken.kind.value}:{broken.subject}",
            params=(("condition", text(f"word.RuleKind.{broken.kind.value}")), ("told", broken.message)),
        )


RULE = Rule(
    code="PL106", name="plan.broken-condition", severity=Severity.WARNING, check=check, needs=frozenset({Need.PLAN})
)
