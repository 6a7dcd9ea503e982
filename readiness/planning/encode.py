"""Frame → the solver's bare problem on integer slots (符号化).

Slot of a date = its place on the frame's axis + `shift`, so that preparation always fits before the first date. What
depends on one move becomes a cost of its slots; on the last of several, a shadow move behind them; on two, a link; on
different dates, a retest per slot. The solver's cost and `assess.points` differ by a constant, taken off in `solve`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.model.plan import RuleKind
from readiness.planning.assess import holding_points, making_points, yen_points
from readiness.planning.frame import Frame
from readiness.planning.prices import IfEarly, OldContract, OnLink, OnRetest, PerDate, Term, WhileOld
from readiness.planning.rulebook import broken_by_move
from readiness.solver.problem import Cap, Link, Move, Precedence, Problem, Resource, Retest, SlotCost, Together

PAST = "past"
_PREPARATION = {"rehearsal", "team"}
# In this order conditions of one move are given up where no date meets them all.
_GIVEN_UP: tuple[frozenset[RuleKind], ...] = (
    frozenset(),
    frozenset({RuleKind.DUE}),
    frozenset({RuleKind.DUE, RuleKind.GATE}),
    frozenset({RuleKind.DUE, RuleKind.GATE, RuleKind.DELIVERY}),
    frozenset({RuleKind.DUE, RuleKind.GATE, RuleKind.DELIVERY, RuleKind.WINDOW}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A problem and how to read it back. Its cost is the plan's points up to a constant, without shared penalties."""

    problem: Problem
    shift: int
    day_of: dict[int, date]
    stuck: tuple[str, ...]


@dataclass(slots=True)
class _Parts:
    """What is gathered while encoding."""

    costs: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    waiting: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    pairs: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    shadows: list[Move] = field(default_factory=list)
    precedences: list[Precedence] = field(default_factory=list)
    together: list[Together] = field(default_factory=list)
    retests: list[Retest] = field(default_factory=list)
    past: bool = False


def encode(frame: Frame, floors: Mapping[str, date] | None = None) -> Encoded:
    """The problem of a frame. Moves with no possible date keep the dates that break least, and are named in `stuck`.

    `floors`: days before which single moves may not cut over.
    """
    shift = frame.axis.parts * (frame.ground.whole("planning.rehearsal_months") + 1)
    slot_of = {day: frame.axis.slot(day) + shift for day in frame.days}
    allowed = {move.id: possible_days(frame, move.id) for move in frame.moves}
    for name, floor in (floors or {}).items():
        days, free = allowed[name]
        allowed[name] = (tuple(day for day in days if day >= floor), free)
    parts = _Parts()
    _own_costs(frame, parts, slot_of, allowed)
    _links(frame, parts)
    for number, term in enumerate(frame.terms):
        _term(frame, parts, slot_of, allowed, number, term)
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
        stuck=tuple(move for move, (_, free) in allowed.items() if not free),
    )


def possible_days(frame: Frame, move: str) -> tuple[tuple[date, ...], bool]:
    """The dates a move may take, and whether they break nothing. A pin is the only date of its move.

    Where every date breaks a condition: first give up the due date (the solver then keeps lateness least), then the
    gates; a forbidden period is given up last.
    """
    if move in frame.pins:
        day = frame.pins[move]
        return (day,), not broken_by_move(frame, frame.move_by_id[move], day)
    broken = {day: broken_by_move(frame, frame.move_by_id[move], day) for day in sorted(frame.allowed)}
    for kinds in _GIVEN_UP:
        days = tuple(day for day, rules in broken.items() if all(rule.kind in kinds for rule in rules))
        if days:
            return days[-1:] if RuleKind.GATE in kinds else days, not kinds
    return (), False


def _move(
    frame: Frame,
    parts: _Parts,
    move: str,
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


Allowed = dict[str, tuple[tuple[date, ...], bool]]


def _own_costs(frame: Frame, parts: _Parts, slot_of: dict[date, int], allowed: Allowed) -> None:
    for move in frame.moves:
        parts.waiting[move.id] += frame.weights.wait_month
        for day in allowed[move.id][0]:
            parts.costs[move.id][slot_of[day]] += frame.burden(move.id, day) * frame.weights.window


def _links(frame: Frame, parts: _Parts) -> None:
    for link in frame.links:
        if link.source_move is None or link.target_move is None:
            for move in link.moves:
                parts.waiting[move] += holding_points(frame, link)
            continue
        provider = making_points(frame, link, consumer_first=False)
        consumer = making_points(frame, link, consumer_first=not link.mutual)
        _pair(parts, link.source_move, link.target_move, provider, consumer, holding_points(frame, link))


def _pair(parts: _Parts, a: str, b: str, a_first: int, b_first: int, hold: int) -> None:
    if (b, a) in parts.pairs:
        a, b, a_first, b_first = b, a, b_first, a_first
    costs = parts.pairs[a, b]
    for place, amount in enumerate((a_first, b_first, hold, hold)):
        costs[place] += amount


def _term(frame: Frame, parts: _Parts, slot_of: dict[date, int], allowed: Allowed, number: int, term: Term) -> None:
    """One price. Terms without a known price weigh nothing and are left out."""
    match term:
        case OnLink() if term.source_move is not None and term.target_move is not None:
            amount = _yen(frame, term.amount)
            _pair(parts, term.source_move, term.target_move, amount, amount, 0)
        case OnRetest() if term.neighbour is not None:
            _pair(parts, term.neighbour, term.mover, _yen(frame, term.amount), 0, 0)
        case PerDate():
            _per_date(frame, parts, number, term)
        case WhileOld() | OldContract() if len(term.moves) > 1:
            _shadow(frame, parts, slot_of, number, term)
        case IfEarly() if len(term.moves) > 1:
            pass  # see `penalties`
        case _:
            for move in _moves_of(term):
                for day in allowed[move][0]:
                    charges = term.charges({move: day}, frame.horizon)
                    parts.costs[move][slot_of[day]] += sum(yen_points(frame, charge) for charge in charges)


def _moves_of(term: Term) -> tuple[str, ...]:
    match term:
        case WhileOld() | OldContract() | IfEarly():
            return term.moves
        case OnRetest():
            return (term.mover,)
        case OnLink():
            return tuple(m for m in (term.source_move, term.target_move) if m is not None)
        case PerDate():
            return term.moves
        case _:
            return (term.move,)


def _yen(frame: Frame, amount: object) -> int:
    return round(amount * frame.weights.yen) if isinstance(amount, int) else 0


def _per_date(frame: Frame, parts: _Parts, number: int, term: PerDate) -> None:
    amount = _yen(frame, term.amount)
    if not amount:
        return
    parts.past = parts.past or term.own is None
    parts.retests.append(
        Retest(
            id=f"term:{number}",
            at=term.own or PAST,
            neighbours=tuple(m for m in term.moves if m != term.own),
            amount=amount,
            when="either",
            per="slot",
        )
    )


def _shadow(frame: Frame, parts: _Parts, slot_of: dict[date, int], number: int, term: WhileOld | OldContract) -> None:
    """A move that stands where the last of the term's moves stands: its price grows with time, so it never lags."""
    name = f"last:{number}"
    costs = {
        slot: sum(yen_points(frame, c) for c in term.charges(dict.fromkeys(term.moves, day), frame.horizon))
        for day, slot in slot_of.items()
    }
    if not any(costs.values()):
        return
    parts.shadows.append(
        Move(
            id=name,
            slots=tuple(slot_of.values()),
            slot_costs=tuple(SlotCost(name="", slot=s, amount=a) for s, a in costs.items() if a),
            change_weight=0,
        )
    )
    parts.precedences += [Precedence(name=f"{name}:{m}", before=m, after=name) for m in term.moves]


def _limits(
    frame: Frame, parts: _Parts, slot_of: dict[date, int], allowed: Allowed, shift: int
) -> tuple[tuple[Cap, ...], tuple[Resource, ...], dict[str, list[tuple[str, int]]]]:
    """Limits on one slot become caps, those over months become resources that the work before a cut-over uses."""
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
            resources[cap.name] = Resource(name=cap.name, capacity=cap.limit)
            for move in cap.demand:
                target = prepared if cap.kind in _PREPARATION else effort
                target[move].append((cap.name, cap.weight(move)))
        if cap.kind in _PREPARATION:
            duration = cap.slots
        if cap.capacity != cap.limit and at[0] >= 0:
            old = resources[cap.name]
            resources[cap.name] = Resource(name=old.name, capacity=old.capacity, capacity_at=(*old.capacity_at, at))
    for move, uses in prepared.items():
        name = f"prepare:{move}"
        slots = tuple(slot_of[day] for day in allowed[move][0])
        parts.shadows.append(Move(id=name, slots=slots, duration=duration, effort=tuple(uses), change_weight=0))
        parts.together.append(Together(name=name, moves=(move, name)))
    return tuple(caps.values()), tuple(resources.values()), effort


def with_shadows(problem: Problem, slots: dict[str, int]) -> dict[str, int]:
    """Slots of the moves with those of the shadow moves that follow from them."""
    found = dict(slots)
    for together in problem.together:
        move, shadow = together.moves
        found[shadow] = found[move]
    last: dict[str, int] = {}
    for precedence in problem.precedences:
        if precedence.after.startswith("last:"):
            last[precedence.after] = max(last.get(precedence.after, 0), found[precedence.before])
    return found | last
