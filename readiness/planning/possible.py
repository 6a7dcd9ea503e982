"""The dates a move may take (候補日), and what is given up where none meets every condition."""

from __future__ import annotations

from datetime import date

from readiness.model.plan import RuleKind
from readiness.model.plan.moves import MoveId
from readiness.planning.frame import Frame
from readiness.planning.rulebook import broken_by_move

# In this order conditions of one move are given up where no date meets them all.
_GIVEN_UP: tuple[frozenset[RuleKind], ...] = (
    frozenset(),
    frozenset({RuleKind.DUE}),
    frozenset({RuleKind.DUE, RuleKind.GATE}),
    frozenset({RuleKind.DUE, RuleKind.GATE, RuleKind.DELIVERY, RuleKind.REHEARSAL}),
    frozenset({RuleKind.DUE, RuleKind.GATE, RuleKind.DELIVERY, RuleKind.REHEARSAL, RuleKind.WINDOW}),
)

Allowed = dict[MoveId, tuple[tuple[date, ...], bool]]
"""Move → its dates, and whether they break nothing."""


def possible_days(frame: Frame, move: MoveId, *, late: bool = False) -> tuple[tuple[date, ...], bool]:
    """The dates a move may take, and whether they break nothing. A pin is the only date of its move.

    `late`: those after the due date too, for who may have to wait for others.

    Where every date breaks a condition: first give up the due date (the solver then keeps lateness least), then the
    gates; a forbidden period is given up last.
    """
    if move in frame.pins:
        day = frame.pins[move]
        return (day,), not broken_by_move(frame, frame.move_by_id[move], day)
    broken = {day: broken_by_move(frame, frame.move_by_id[move], day) for day in sorted(frame.allowed)}
    for kinds in _GIVEN_UP[late:]:
        days = tuple(day for day, rules in broken.items() if all(rule.kind in kinds for rule in rules))
        if days:
            free = not kinds or (late and any(not broken[day] for day in days))
            return days[-1:] if RuleKind.GATE in kinds else days, free
    return (), False
