"""Frame → the solver's bare problem on integer slots (符号化).

Slot of a date = its place on the frame's axis + `shift`, so that preparation always fits before the first date. What
depends on one move becomes a cost of its slots; on the last of several, a shadow move behind them; on two, a link; on
different dates, a retest per slot. The solver's cost and `assess.points` differ by a constant, taken off in `solve`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from readiness.model.plan.moves import MoveId
from readiness.planning.assess import holding_points, making_points
from readiness.planning.encode_parts import FIRST, LAST, Parts, add_pair
from readiness.planning.encode_terms import PAST, encode_term
from readiness.planning.frame import Frame
from readiness.planning.possible import Allowed, possible_days
from readiness.solver.problem import Cap, Link, Move, Precedence, Problem, Resource, SlotCost, Together

_PREPARATION = {"rehearsal", "team"}
_FREE = 10**6  # units of a resource in the slots in which it is not scarce


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A problem and how to read it back. Its cost is the plan's points up to a constant, without shared penalties."""

    problem: Problem
    shift: int
    day_of: dict[int, date]


def encode(
    frame: Frame,
    floors: Mapping[MoveId, date] | None = None,
    *,
    late: bool = False,
    standing: Mapping[MoveId, date] | None = None,
) -> Encoded:
    """The problem of a frame. Moves with no possible date keep the dates that break least.

    `floors`: days before which single moves may not cut over. `late`: dates after the due date are open to every move.
    `standing`: days that moves may take whatever they break, each the only one of its month.
    """
    shift = frame.axis.parts * (frame.premises.whole("planning.rehearsal_months") + 1)
    slot_of = {day: frame.axis.slot(day) + shift for day in frame.days}
    allowed = {move.id: possible_days(frame, move.id, late=late) for move in frame.moves}
    for name, floor in (floors or {}).items():
        days, free = allowed[name]
        allowed[name] = (tuple(day for day in days if day >= floor), free)
    for name, day in (standing or {}).items():
        days, free = allowed[name]
        allowed[name] = (tuple(sorted({day, *(d for d in days if d.replace(day=1) != day.replace(day=1))})), free)
    parts = Parts()
    _own_costs(frame, parts, slot_of, allowed)
    _links(frame, parts)
    for number, term in enumerate(frame.terms):
        encode_term(frame, parts, slot_of, allowed, number, term)
    caps, resources, effort = _limits(frame, parts, slot_of, allowed, shift)
    for place, (before, after) in enumerate(frame.order):
        parts.precedences.append(Precedence(name=f"order:{place}", before=before, after=after))
    moves = [_move(frame, parts, m.id, allowed[m.id][0], slot_of, effort.get(m.id, ())) for m in frame.moves]
    if parts.past:
        moves.append(Move(id=PAST, slots=(0,)))
    problem = Problem(
        horizon=max(slot_of.values(), default=0) + 1,
        moves=(*moves, *parts.shadows),
        precedences=tuple(parts.precedences),
        together=tuple(parts.together),
        caps=caps,
        resources=resources,
        links=tuple(
            Link(
                id=f"{a}|{b}",
                a=a,
                b=b,
                build_a_first=costs[0],
                build_b_first=costs[1],
                hold_a_first=costs[2],
                hold_b_first=costs[3],
            )
            for (a, b), costs in parts.pairs.items()
        ),
        retests=tuple(parts.retests),
    )
    return Encoded(
        problem=problem,
        shift=shift,
        day_of={slot: day for day, slot in slot_of.items()},
    )


def _move(
    frame: Frame,
    parts: Parts,
    move: MoveId,
    days: tuple[date, ...],
    slot_of: dict[date, int],
    effort: Iterable[tuple[str, int]],
) -> Move:
    due = frame.due[move]
    late = due is not None and any(day > due for day in days)
    return Move(
        id=move,
        slots=tuple(slot_of[day] for day in days),
        duration=frame.axis.parts,
        effort=tuple(effort),
        waiting=parts.waiting[move],
        slot_costs=tuple(
            SlotCost(name="", slot=slot, amount=amount) for slot, amount in parts.costs[move].items() if amount
        ),
        due=max((slot for day, slot in slot_of.items() if due and day <= due), default=0) if late else None,
    )


def _own_costs(frame: Frame, parts: Parts, slot_of: dict[date, int], allowed: Allowed) -> None:
    for move in frame.moves:
        parts.waiting[move.id] += frame.weights.wait_month
        for day in allowed[move.id][0]:
            parts.costs[move.id][slot_of[day]] += frame.burden(move.id, day) * frame.weights.window


def _links(frame: Frame, parts: Parts) -> None:
    for link in frame.links:
        if link.source_move is None or link.target_move is None:
            for move in link.moves:
                parts.waiting[move] += holding_points(frame, link)
            continue
        provider = making_points(frame, link, consumer_first=False)
        consumer = making_points(frame, link, consumer_first=not link.mutual)
        add_pair(parts, link.source_move, link.target_move, provider, consumer, holding_points(frame, link))


def _limits(
    frame: Frame, parts: Parts, slot_of: dict[date, int], allowed: Allowed, shift: int
) -> tuple[tuple[Cap, ...], tuple[Resource, ...], dict[str, list[tuple[str, int]]]]:
    """Limits on one slot become caps, those over months become resources that the work before a cut-over uses.

    Work of as many slots as the limit has covers the first slot of as many calendar months, that of the cut-over the
    last. So the resource is scarce in first slots only: what is counted is calendar months on every axis.
    """
    caps: dict[str, Cap] = {}
    resources: dict[str, Resource] = {}
    effort: dict[str, list[tuple[str, int]]] = defaultdict(list)
    prepared: dict[str, list[tuple[str, int]]] = defaultdict(list)
    duration = 1
    for cap in frame.caps:
        at = (cap.start + shift, cap.capacity)
        if cap.slots == 1 and cap.kind != "division":
            if cap.name not in caps:
                caps[cap.name] = Cap(
                    name=cap.name,
                    limit=cap.limit,
                    weights=tuple((m, cap.weight(m)) for m in cap.demand),
                    parties=tuple((m, cap.parties(m)) for m in cap.members),
                )
            continue
        if cap.name not in resources:
            resources[cap.name] = Resource(name=cap.name, capacity=_FREE)
            for move in cap.demand:
                target = prepared if cap.kind in _PREPARATION else effort
                target[move].append((cap.name, cap.weight(move)))
        if cap.kind in _PREPARATION:
            duration = cap.slots
        if at[0] >= 0:
            old = resources[cap.name]
            resources[cap.name] = replace(old, capacity_at=(*old.capacity_at, at))
    for prepared_move, held in prepared.items():
        name = f"prepare:{prepared_move}"
        slots = tuple(slot_of[day] for day in allowed[MoveId(prepared_move)][0])
        parts.shadows.append(Move(id=name, slots=slots, duration=duration, effort=tuple(held), change_weight=0))
        parts.together.append(Together(name=name, moves=(prepared_move, name)))
    return tuple(caps.values()), tuple(resources.values()), effort


def with_shadows(problem: Problem, slots: dict[str, int]) -> dict[str, int]:
    """Slots of the moves with those of the shadow moves that follow from them."""
    found = dict(slots)
    for together in problem.together:
        move, shadow = together.moves
        found[shadow] = found[move]
    beside: dict[str, int] = {}
    for precedence in problem.precedences:
        if precedence.after.startswith(LAST):
            beside[precedence.after] = max(beside.get(precedence.after, 0), found[precedence.before])
        elif precedence.before.startswith(FIRST):
            slot = found[precedence.after]
            beside[precedence.before] = min(beside.get(precedence.before, slot), slot)
    return found | beside
