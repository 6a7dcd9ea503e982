"""The joint plan in two stages, each with a proven bound: least lateness, then least cost at that lateness.

Column generation with smoothed prices; every bound is integer arithmetic at integer prices, so that it is the same on
every machine, however the linear programmes were solved. Limits are rounds, never seconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from readiness.solver.joint.master import Bodies, Column, Master, Stage
from readiness.solver.joint.problem import FORBIDDEN, Ints, JointError, JointProblem, check
from readiness.solver.joint.repair import Board, ejected, first_come, rounded, totals

LATE_SCALE, COST_SCALE = 256, 16
_REPAIR = 10  # rounds between two repairs
_SHARES = (0.01, 0.5, 0.99)  # how sure the programme must be of a column that a repair keeps
_CLOSE = 2e-5  # linear programme and bound this near, in parts of the value: nothing is left to find


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """value − bound, split: what bodies forgo, capacity that is priced and idle, lateness that is left over.

    In units of 1/scale of the stage; the three add up to scale × (value − bound), to the unit.
    """

    regret: int
    idle: int
    spare: int

    @property
    def total(self) -> int:
        """The whole difference."""
        return self.regret + self.idle + self.spare


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlan:
    """A joint plan and what is proven of it.

    `columns` in the order of the bodies. `late_bound` and `cost_bound`: no plan is less late; none of at most `limit`
    lateness is cheaper. `alone`, `served`: (lateness, cost) of each for itself, and first come first served. `prices`:
    groups × months, in units of 1/COST_SCALE of cost, and `late_prices` in 1/LATE_SCALE of a month of lateness.
    `beyond`: (body, move) that have no month within the horizon. `each`: the plan of each body alone.
    """

    columns: tuple[Column, ...]
    late: int
    cost: int
    limit: int
    late_bound: int
    cost_bound: int
    alone: tuple[int, int]
    served: tuple[int, int]
    prices: Ints
    late_prices: Ints
    late_price: int
    parts: Parts
    rounds: int
    beyond: tuple[tuple[int, int], ...] = ()
    each: tuple[Column, ...] = ()


def joint_plan(
    problem: JointProblem, *, rounds: int = 40, eased: float = 0.0, hear: Callable[[str, int, int], None] | None = None
) -> JointPlan:
    """The plan of all bodies. `eased`: the bound of the cost is told for plans this much later than the one found
    (0.01 = 1 %).

    `hear` is told (stage, value, bound) after each round. Raises `JointError` for a problem that says nothing.
    """
    check(problem)
    bodies = Bodies(problem)
    weight = _weight(problem)
    lateness = Stage(scale=LATE_SCALE, by_cost=False)
    alone = tuple(_alone(bodies, at, weight) for at in range(len(problem.bodies)))
    served = first_come(bodies, weight)
    first = _search(bodies, lateness, [*alone, *served], served, rounds, weight, hear)
    late_bound = max(0, -(-first.bound // LATE_SCALE))
    least = max(late_bound, math.ceil(first.value - _CLOSE))
    bounded = Stage(scale=COST_SCALE, by_cost=True, limit=least)
    second = _search(bodies, bounded, first.columns, first.best, rounds, weight, hear)
    late, total = totals(second.best)
    limit = max(least, int(late * (1 + eased)))
    cost_bound = second.bound - second.late_price * (limit - least)
    return JointPlan(
        columns=second.best,
        late=late,
        cost=total,
        limit=limit,
        late_bound=late_bound,
        cost_bound=-(-cost_bound // COST_SCALE),
        alone=totals(alone),
        served=totals(served),
        prices=second.prices,
        late_prices=first.prices,
        late_price=second.late_price,
        parts=parts(bodies, replace(bounded, limit=limit), second.best, second.prices, second.late_price),
        rounds=first.rounds + second.rounds,
        beyond=tuple(
            (column.body, move)
            for column in second.best
            for move, month in enumerate(column.months)
            if month == problem.horizon
        ),
        each=alone,
    )


def parts(bodies: Bodies, stage: Stage, columns: Sequence[Column], prices: Ints, late_price: int) -> Parts:
    """Where the difference between a plan and the bound at these prices lies."""
    problem = bodies.problem
    _, best = bodies.answered(stage, prices, late_price)
    used = np.zeros_like(problem.capacity)
    regret = 0
    for column, ideal in zip(columns, best, strict=True):
        regret += _reduced(problem, stage, column, prices, late_price)
        regret -= _reduced(problem, stage, ideal, prices, late_price)
        for place, count in column.uses(problem).items():
            used[place] += count
    idle = int((prices * (problem.capacity - used)).sum())
    spare = late_price * (stage.limit - totals(columns)[0]) if stage.limit is not None else 0
    return Parts(regret=regret, idle=idle, spare=spare)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    value: float
    bound: int
    best: tuple[Column, ...]
    columns: list[Column]
    prices: Ints
    late_price: int
    rounds: int


def _search(
    bodies: Bodies,
    stage: Stage,
    columns: Sequence[Column],
    start: tuple[Column, ...],
    rounds: int,
    weight: int,
    hear: Callable[[str, int, int], None] | None,
) -> _Found:
    problem = bodies.problem
    master = Master(problem, stage)
    known = dict.fromkeys(columns)
    master.add(list(known))
    best, best_key = start, _key(stage, start)
    prices: Ints = np.zeros_like(problem.capacity)
    late_price = 0
    bound, _ = bodies.answered(stage, prices, late_price)
    smooth, done, value = 0.5, 0, 0.0
    for done in range(1, rounds + 1):
        value = master.solve()
        exact, exact_late = master.prices()
        shares = master.shares()
        trial = np.rint(smooth * prices + (1 - smooth) * exact * stage.scale).astype(np.int64)
        trial_late = round(smooth * late_price + (1 - smooth) * exact_late * stage.scale)
        found, answered = bodies.answered(stage, trial, trial_late)
        better = found > bound
        if better:
            bound, prices, late_price = found, trial, trial_late
        new = master.add(answered)
        known.update(dict.fromkeys(answered))
        smooth = smooth * 0.7 if better else min(0.9, smooth + 0.15) if new else 0.0
        gap = value * stage.scale - bound
        close = gap <= _CLOSE * max(1.0, abs(value * stage.scale))
        if close or done % _REPAIR == 0 or done == rounds or (not new and smooth == 0.0):
            now = _repair_weight(stage, weight, exact_late)
            guide = np.rint(exact * (1 if stage.by_cost else weight)).astype(np.int64)
            for least in _SHARES:
                board = rounded(bodies, shares, now, guide, least)
                best, best_key = _better(bodies, board, stage, known, best, best_key, weight, now)
                if _proven(stage, best, bound):
                    break
        if hear is not None:
            hear("cost" if stage.by_cost else "lateness", best_key[0] if stage.limit is None else best_key[1], bound)
        if _proven(stage, best, bound) or close or (not new and smooth == 0.0 and not better):
            break
    return _Found(
        value=value,
        bound=bound,
        best=best,
        columns=list(dict.fromkeys([*known, *best])),
        prices=prices,
        late_price=late_price,
        rounds=done,
    )


def _better(
    bodies: Bodies,
    board: Board,
    stage: Stage,
    known: Iterable[Column],
    best: tuple[Column, ...],
    best_key: tuple[int, int],
    weight: int,
    now: int,
) -> tuple[tuple[Column, ...], tuple[int, int]]:
    """The better of what stands and what ejection makes of a board."""
    if not board.complete:
        return best, best_key
    liked: dict[int, list[Column]] = {}
    for column in known:
        liked.setdefault(column.body, []).append(column)
    ejected(board, liked, now)
    columns = board.columns()
    if stage.limit is not None and totals(columns)[0] > stage.limit:
        ejected(board, liked, weight)
        columns = board.columns()
    key = _key(stage, columns)
    return (columns, key) if key < best_key else (best, best_key)


def _key(stage: Stage, columns: Sequence[Column]) -> tuple[int, int]:
    """Smaller is better: lateness then cost; in the second stage what is over the limit, then cost."""
    late, cost = totals(columns)
    return (late, cost) if stage.limit is None else (max(0, late - stage.limit), cost)


def _proven(stage: Stage, best: Sequence[Column], bound: int) -> bool:
    late, cost = totals(best)
    value = late if stage.limit is None else cost
    return (stage.limit is None or late <= stage.limit) and -(-bound // stage.scale) >= value


def _repair_weight(stage: Stage, weight: int, late_price: float) -> int:
    """How much a month of lateness weighs in a repair: more than any cost, or what the programme trades it for."""
    return weight if stage.limit is None or late_price <= 0 else max(1, round(late_price))


def _weight(problem: JointProblem) -> int:
    """More than what one body could save by any plan."""
    most = 1
    for body in problem.bodies:
        open_ = np.where(body.cost >= FORBIDDEN, 0, np.abs(body.cost))
        links = int(np.abs(body.build).sum() + np.abs(body.hold).sum() * problem.horizon)
        most = max(most, int(open_.max(axis=1).sum()) + links + 1)
    return min(most, 1 << 30)


def _alone(bodies: Bodies, at: int, weight: int) -> Column:
    """The best plan of a body that has every vendor to itself."""
    column = bodies.planned(at, weight, bodies.problem.capacity)
    if column is None:
        raise JointError(f"{bodies.problem.bodies[at].id}: its own rules admit no plan")
    return column


def _reduced(problem: JointProblem, stage: Stage, column: Column, prices: Ints, late_price: int) -> int:
    own = stage.scale * stage.amount(column) + (late_price * column.late if stage.by_cost else 0)
    return own + sum(int(prices[place]) * count for place, count in column.uses(problem).items())
