"""What people decide about a plan, as values: adopted plan, pins (採用・固定)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.model.decision import AdoptedMove, AdoptedPlan, Pin
from readiness.model.plan import Plan
from readiness.model.plan.moves import MoveId
from readiness.model.text import Text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDates:
    """Dates somebody gave, by the ids of the plan's moves; `problems` are names that mean none or two of them."""

    dates: Mapping[MoveId, date]
    problems: tuple[Text, ...] = ()


def name_dates(plan: Plan, given: Iterable[tuple[str, date]]) -> NamedDates:
    """Read dates given by move or by system. A system's date is its move's; two dates for one move are a problem.

    The id of a move made of another first system, when the rows stood in another order, is read as well.
    """
    made: dict[str, MoveId] = {f"m-{system}": move for move, systems in plan.systems_of.items() for system in systems}
    move_of = made | {name: move for move, systems in plan.systems_of.items() for name in (*systems, move)}
    titles = {m.id: m.title for m in plan.moves} | {m.id: m.title for m in plan.unplanned}
    dates: dict[MoveId, date] = {}
    problems: list[Text] = []
    for name, day in given:
        move = move_of.get(name)
        if move is None:
            problems.append(text("plan.check.no_such_move", name=name))
        elif dates.setdefault(move, day) != day:
            problems.append(text("plan.check.two_dates", name=titles.get(move, move), first=dates[move], second=day))
    return NamedDates(dates=dates, problems=tuple(problems))


def adopted_plan(
    plan: Plan, dates: Mapping[MoveId, date], *, on: date, approved_by: str = "", document_number: str | None = None
) -> AdoptedPlan:
    """The plan to be written down. Moves without a date are left out: they are not decided."""
    return AdoptedPlan(
        adopted_on=on,
        approved_by=approved_by,
        document_number=document_number,
        moves=tuple(
            AdoptedMove(move=move.id, systems=move.systems, date=dates[move.id])
            for move in plan.moves
            if move.id in dates
        ),
    )


def with_pin(pins: tuple[Pin, ...], pin: Pin) -> tuple[Pin, ...]:
    """The pins with one more; an older pin of the same move is replaced in its place."""
    if any(old.move == pin.move for old in pins):
        return tuple(pin if old.move == pin.move else old for old in pins)
    return (*pins, pin)


def without_pin(pins: tuple[Pin, ...], move: MoveId) -> tuple[Pin, ...]:
    """The pins without that of a move."""
    return tuple(pin for pin in pins if pin.move != move)
