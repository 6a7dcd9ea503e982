"""The solver asked and its answer read back: hold, optimise, repair (求解)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import takewhile

from readiness.model.plan import Clash, PlanState
from readiness.model.plan.moves import Dates, MoveId
from readiness.planning.assess import points
from readiness.planning.clash import solver_clash
from readiness.planning.encode import Encoded, encode, with_shadows
from readiness.planning.frame import Frame
from readiness.planning.penalties import Floors, best_with_penalties, paid_points, shared_penalties
from readiness.planning.rulebook import broken_by_move
from readiness.planning.settings import SolveSettings
from readiness.planning.solved import Solved
from readiness.solver.problem import Problem
from readiness.solver.solution import Attempt, Relaxation, Solution

_MOST_RELAXATIONS = 8
_NO_LIMIT = 10**6


def hold(frame: Frame, dates: Dates) -> Solved:
    """The dates as they are; nothing is searched or proven."""
    return Solved(dates={move.id: dates.get(move.id) for move in frame.moves}, state=PlanState.EVALUATED)


def optimise(frame: Frame, settings: SolveSettings, *, start: Dates | None = None) -> Solved:
    """The best dates. Where the conditions cannot all hold, the cheapest of them give way and the clash is told."""
    encoded = encode(frame)
    if _nowhere(encoded):
        return hold(frame, {})
    warm = _reference(frame, encoded, start) if start is not None else None
    answer, clashes = _answer(frame, encoded, settings, warm=warm)
    found = _read(frame, encoded, answer, clashes)
    return best_with_penalties(frame, found, _later(frame, settings.aside(), give_way=bool(clashes)))


def with_entered(frame: Frame) -> Frame:
    """The frame in which every day that somebody entered and that breaks no condition by itself is kept.

    An entered day is a condition of the plan, as a pin is: our weights order what nobody has said.
    """
    days = {
        move.id: day
        for move in frame.moves
        if (day := frame.entered.get(move.id)) is not None and not broken_by_move(frame, move, day)
    }
    return replace(frame, pins=days | dict(frame.pins))


def _later(
    frame: Frame, settings: SolveSettings, *, kept: Mapping[MoveId, date] | None = None, give_way: bool
) -> Callable[[Floors], Solved | None]:
    """The best plan in which some moves wait; None where they cannot, unless conditions may give way as before."""

    def solve_with(floors: Floors) -> Solved | None:
        encoded = encode(frame, floors)
        if _nowhere(encoded):
            return None
        if kept is not None:
            encoded = _free(frame, encoded, kept)
        keep = None if kept is None else _reference(frame, encoded, kept)
        answer, clashes = _answer(frame, encoded, settings, keep=keep)
        return None if not answer.slots or (clashes and not give_way) else _read(frame, encoded, answer, clashes)

    return solve_with


def repair(frame: Frame, kept: Mapping[MoveId, date], settings: SolveSettings) -> Solved:
    """The dates with the fewest changes against `kept`; moves that are not in it are placed freely."""
    encoded = encode(frame)
    if _nowhere(encoded):
        return hold(frame, {})
    encoded = _free(frame, encoded, kept)
    answer, clashes = _answer(frame, encoded, settings, keep=_reference(frame, encoded, kept))
    found = _read(frame, encoded, answer, clashes)
    return best_with_penalties(frame, found, _later(frame, settings.aside(), kept=kept, give_way=bool(clashes)))


def _free(frame: Frame, encoded: Encoded, kept: Mapping[MoveId, date]) -> Encoded:
    """The problem in which a change of a move that has no date yet is none."""
    free = {move.id for move in frame.moves} - set(kept)
    moves = tuple(replace(m, change_weight=0) if m.id in free else m for m in encoded.problem.moves)
    return replace(encoded, problem=replace(encoded.problem, moves=moves))


def _nowhere(encoded: Encoded) -> bool:
    """Whether there is no candidate date at all."""
    return any(not move.slots for move in encoded.problem.moves)


def _reference(frame: Frame, encoded: Encoded, dates: Dates) -> dict[str, int]:
    """Slots of given dates; moves without a date stand on their first slot."""
    slots = {move.id: move.slots[0] for move in encoded.problem.moves}
    known = {day: slot for slot, day in encoded.day_of.items()}
    for move in frame.moves:
        day = dates.get(move.id)
        if day in known:
            slots[move.id] = known[day]
    return with_shadows(encoded.problem, slots)


def _answer(
    frame: Frame,
    encoded: Encoded,
    settings: SolveSettings,
    *,
    warm: dict[str, int] | None = None,
    keep: dict[str, int] | None = None,
) -> tuple[Solution, tuple[Clash, ...]]:
    """Solve; as long as it is impossible, let the rule of the clash that has to give least give way, and try again."""
    problem, left = encoded.problem, settings.work
    stops = {} if settings.side or settings.stop is None else {"stop": settings.stop}
    cut = False
    clashes: list[Clash] = []
    tried: list[Attempt] = []
    for _ in range(_MOST_RELAXATIONS):
        answer = settings.solver(
            problem,
            mode="optimise" if keep is None else "repair",
            warm_start=warm if keep is None else keep,
            work_limit=max(left, settings.side_work),
            workers=settings.workers,
            seed=settings.seed,
            **stops,
        )
        left -= answer.work
        if stops and not answer.slots and settings.stopped:
            # Stopped before there was any plan: the first one that is found with little work, conditions giving way.
            stops, left, cut = {}, 0.0, True
            continue
        tried += answer.tried
        answer = replace(answer, tried=tuple(tried), reproducible=answer.reproducible and not cut)
        if answer.slots or answer.clash is None:
            return answer, tuple(clashes)
        clashes.append(solver_clash(frame, answer.clash))
        problem = relaxed(problem, answer.clash.relaxations)
    return answer, tuple(clashes)


def relaxed(problem: Problem, relaxations: tuple[Relaxation, ...]) -> Problem:
    """The problem with one limit raised as far as the clash asks; without such a limit, all limits are lifted."""
    limits = [r for r in relaxations if r.rule.kind in {"cap", "resource"} and r.amount is not None]
    if not limits:
        return replace(
            problem,
            caps=(),
            resources=tuple(replace(r, capacity=_NO_LIMIT, capacity_at=()) for r in problem.resources),
            precedences=tuple(p for p in problem.precedences if not p.name.startswith("order:")),
        )
    least = min(limits, key=lambda r: (r.amount or 0, r.rule.id))
    more = least.amount or 0
    return replace(
        problem,
        caps=tuple(replace(c, limit=c.limit + more) if c.name == least.rule.id else c for c in problem.caps),
        resources=tuple(
            replace(r, capacity=r.capacity + more, capacity_at=tuple((t, n + more) for t, n in r.capacity_at))
            if r.name == least.rule.id
            else r
            for r in problem.resources
        ),
    )


def _read(frame: Frame, encoded: Encoded, answer: Solution, clashes: tuple[Clash, ...]) -> Solved:
    if not answer.slots:
        return replace(hold(frame, {}), clashes=clashes, reproducible=answer.reproducible, tried=answer.tried)
    dates = {move.id: encoded.day_of[answer.slots[move.id]] for move in frame.moves}
    cost = next(level for level in answer.levels if level.level == "cost")
    value = points(frame, dates)
    # The two scales differ by a constant, and by the penalties of contracts that several moves share.
    bound = cost.bound - (cost.value - (value - paid_points(frame, shared_penalties(frame), dates)))
    free = answer.mode == "optimise" and not clashes
    return Solved(
        dates=dates,
        state=PlanState.OPTIMAL if free and answer.status == "optimal" else PlanState.BOUNDED,
        optimality_gap=(value - bound) / max(1, abs(value)) if free else None,
        bound=bound if free else None,
        reproducible=answer.reproducible,
        ended=answer.status == "optimal",
        levels=tuple(level.value for level in takewhile(lambda level: level.level != "cost", answer.levels)),
        clashes=clashes,
        tried=answer.tried,
    )
