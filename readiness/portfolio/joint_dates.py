"""The days a body has decided or entered, and the months of a joint plan as dates of its own planner (団体の計画)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from readiness.analysis.inputs import Inputs
from readiness.model.plan import RuleKind
from readiness.model.plan.moves import MoveId
from readiness.planning.caps import Cap
from readiness.planning.encode import Encoded, encode
from readiness.planning.encode_terms import PAST
from readiness.planning.frame import Frame, build_frame
from readiness.planning.premises import premises_of
from readiness.planning.rulebook import broken_rules
from readiness.planning.settings import FAST, SolveSettings
from readiness.planning.solve import with_entered
from readiness.situation.cutover import adopted_by_group
from readiness.solver.problem import Move, Problem, SlotCost

Kept = Literal["kept", "broken", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFrame:
    """A body's frame with its moves free, and the days it stands by: `decided` (pins, an adopted plan) within its plan;
    `entered` are these, those decided outside of it and those only entered; `held` all `decided` and what else its
    conditions allow beside it. The frame's limits have room for what is decided, `limits` are the body's own.
    """

    frame: Frame
    limits: tuple[Cap, ...]
    decided: Mapping[MoveId, date]
    entered: Mapping[MoveId, date]
    held: Mapping[MoveId, date]


def own_frame(inputs: Inputs) -> OwnFrame:
    """How the body's own planner sees it."""
    inventory, adopted = inputs.inventory, inputs.inventory.decisions.plan
    premises = premises_of(inputs.standard, inventory, inputs.as_of)
    frame = build_frame(
        inventory, premises, inputs.as_of, more_dates=(move.date for move in adopted.moves) if adopted else ()
    )
    taken = adopted_by_group(adopted, ((move.id, move.systems) for move in frame.moves))
    stated = taken | dict(frame.pins)
    decided = {move: day for move, day in stated.items() if day in frame.days}
    roomy = tuple(replace(cap, capacity=max(cap.capacity, cap.used(dict(decided)))) for cap in frame.caps)
    free = replace(frame, pins={}, caps=roomy)
    return OwnFrame(
        frame=free,
        limits=frame.caps,
        decided=decided,
        entered={**frame.entered, **stated},
        held=_together(free, decided, with_entered(frame).pins),
    )


def _together(frame: Frame, decided: Mapping[MoveId, date], entered: Mapping[MoveId, date]) -> dict[MoveId, date]:
    """What is decided, and of what is only entered all that fits beside it, the nearest due date first."""
    held = dict(decided)
    rest = [move for move in entered if move not in held]
    for move in sorted(rest, key=lambda move: (frame.due[move] or date.max, entered[move])):
        tried = {**held, move: entered[move]}
        apart = any(tried[first] > tried[second] for first, second in frame.order if {first, second} <= set(tried))
        if not apart and not any(cap.broken(dict(tried)) for cap in frame.caps):
            held = tried
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """`kept`: dates in these months obey every rule of the body but its due dates; `broken`: none do; `open`: a move
    has no month. `days` are those of its moves in order, None where there is none.
    """

    state: Kept
    days: tuple[date | None, ...] = ()


def dated(inputs: Inputs, months: Sequence[date | None], settings: SolveSettings = FAST) -> Dated:
    """The body's best dates within the given months (in the order of its moves), by its own problem with all rules; the
    day it stands by where its month is given.
    """
    own = own_frame(inputs)
    frame = own.frame
    if len(months) != len(frame.moves):
        return Dated(state="open")
    wanted = {move.id: month for move, month in zip(frame.moves, months, strict=True)}
    held = {move: day for move, day in own.held.items() if day.replace(day=1) == wanted[move]}
    unplaced = Dated(state="broken", days=tuple(held.get(move.id) for move in frame.moves))
    encoded = encode(frame, late=True, standing=held)
    slots = {
        move: tuple(slot for slot in found.slots if encoded.day_of[slot].replace(day=1) == month)
        for found in encoded.problem.moves
        for move, month in wanted.items()
        if move == found.id
    }
    if any(not slots[move] for move, month in wanted.items() if month is not None):
        return unplaced
    answer = settings.solver(_within(encoded, slots), work_limit=settings.side_work, workers=1, seed=settings.seed)
    if not answer.slots:
        return unplaced
    dates = {move: None if month is None else encoded.day_of[answer.slots[move]] for move, month in wanted.items()}
    judged = replace(frame, caps=own.limits, pins=held)
    broken = any(rule.kind is not RuleKind.DUE for rule in broken_rules(judged, dates))
    state: Kept = "broken" if broken else "open" if None in dates.values() else "kept"
    return Dated(state=state, days=tuple(dates.values()))


def _within(encoded: Encoded, slots: Mapping[MoveId, tuple[int, ...]]) -> Problem:
    """The problem in which moves have these slots; those without any come after all, and so may what stands beside."""
    problem = encoded.problem
    known = {str(move): own for move, own in slots.items()}
    work = max(move.duration for move in problem.moves)
    end = tuple(problem.horizon + work + at for at, own in enumerate(known.values()) if not own)

    def placed(move: Move) -> Move:
        if move.id in known:
            return replace(move, slots=known[move.id] or end)
        if move.id == PAST:
            return move
        dearest = max((cost.amount for cost in move.slot_costs), default=0)
        costs = (SlotCost(name="", slot=slot, amount=dearest) for slot in end)
        return replace(move, slots=(*move.slots, *end), slot_costs=(*move.slot_costs, *costs))

    return replace(problem, horizon=max(end, default=problem.horizon) + 1, moves=tuple(map(placed, problem.moves)))
