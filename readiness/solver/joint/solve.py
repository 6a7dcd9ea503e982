"""The joint plan in two stages, each with a proven bound: least lateness, then least cost at that lateness.

Column generation with smoothed prices, started by prices of assignments; every bound is integer arithmetic at integer
prices, so that it is the same on every machine, however the linear programmes were solved. Limits are rounds, never
seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from readiness.solver.joint.bodies import Bodies, Stage
from readiness.solver.joint.choice import Choice, neighbourhoods
from readiness.solver.joint.master import Column, Master, Pool
from readiness.solver.joint.neighbours import Neighbours
from readiness.solver.joint.plan import JointPlan, Parts
from readiness.solver.joint.prices import Prices
from readiness.solver.joint.problem import FORBIDDEN, Ints, JointError, JointProblem, check
from readiness.solver.joint.repair import Board, descended, first_come, rounded
from readiness.solver.joint.start import start_prices

LATE_SCALE, COST_SCALE = 256, 16
_REPAIR = 24  # rounds between two repairs
_CLOSE = 2e-5  # linear programme and bound this near, in parts of the value: nothing is left to find
_PACKED = 5e-4  # this near, packs that the shares exceed are stated
_NEAR = 0.05  # and this near, a plan made of its shares is worth the repair
_SMOOTH = 0.3  # how near to the best prices those are kept, at least, when packs have been stated
_TURNS, _BLURRED = 2, 6  # turns of choosing, and answers at blurred amounts before each
_BLURS = (2, 5, 12, 30, 80)  # of the gap of a body: how far its amounts are blurred
_DEARER = (1.0, 1.5, 2.0, 4.0)  # times the price of lateness at which a plan is bettered
_LATE_STEPS = (0, 4, 8)  # of the weight of lateness, halved so often: prices of lateness to begin with
_FACTORS = (0.5, 1.0)  # of the first prices, which do not see that a body's moves belong together

Hear: TypeAlias = Callable[[str, int, int], None]


def joint_plan(problem: JointProblem, *, rounds: int = 40, eased: float = 0.0, hear: Hear | None = None) -> JointPlan:
    """The plan of all bodies. `eased`: how much later than the least lateness found plans may be, for less cost (0.01 =
    1 %); the bound of the cost is told for that limit.

    `hear` is told (stage, value, bound) after each round. Raises `JointError` for a problem that says nothing.
    """
    check(problem)
    bodies = Bodies(problem)
    for body, months in zip(problem.bodies, _each(bodies, bodies.alone(1)), strict=True):
        if said := body.broken(months):
            raise JointError(f"{body.id}: its own rules admit no plan ({said})")
    weight = _weight(problem)
    search = _Search(bodies, weight, rounds, hear)
    alone, served = bodies.alone(weight), first_come(bodies, weight)
    search.pool.add(alone)
    search.pool.add(served.plan)
    first = search.run(Stage(scale=LATE_SCALE, by_cost=False), served.plan)
    late_bound = max(0, -(-first.bound // LATE_SCALE))
    least = search.late(first.plan)
    limit = least + int(least * eased)
    stage = Stage(scale=COST_SCALE, by_cost=True, limit=limit)
    second = search.run(stage, first.plan)
    columns = tuple(_each(bodies, second.plan))
    cost, late = (int(amounts.sum()) for amounts in bodies.amounts(second.plan))
    return JointPlan(
        columns=columns,
        late=late,
        cost=cost,
        limit=limit,
        least=least,
        late_bound=late_bound,
        cost_bound=-(-second.bound // COST_SCALE),
        alone=_totals(bodies, alone),
        served=_totals(bodies, served.plan),
        prices=second.prices.one_more(problem.capacity),
        late_prices=first.prices.one_more(problem.capacity),
        proof=second.prices,
        parts=parts(bodies, stage, second.plan, second.prices),
        rounds=first.rounds + second.rounds,
        beyond=tuple(
            (at, move) for at, own in enumerate(columns) for move, month in enumerate(own) if month == problem.horizon
        ),
        each=tuple(_each(bodies, alone)),
        in_turn=tuple(_each(bodies, served.plan)),
    )


def _each(bodies: Bodies, plan: Ints) -> list[tuple[int, ...]]:
    return [bodies.months(plan, at) for at in range(len(bodies.problem.bodies))]


def _totals(bodies: Bodies, plan: Ints) -> tuple[int, int]:
    cost, late = bodies.amounts(plan)
    return int(late.sum()), int(cost.sum())


def parts(bodies: Bodies, stage: Stage, plan: Ints, prices: Prices) -> Parts:
    """Where the difference between a plan and the bound at these prices lies."""
    bound, _ = bodies.answered(stage, prices)
    late, cost = _totals(bodies, plan)
    board = Board(bodies, 0, plan)
    all_bodies = range(len(bodies.problem.bodies))
    paid = sum(prices.charge(at, Counter(board.places(at, board.months(at)))) for at in all_bodies)
    idle = prices.rent(bodies.problem.capacity) - paid
    spare = prices.late * (stage.limit - late) if stage.limit is not None else 0
    return Parts(regret=stage.scale * (cost if stage.by_cost else late) - bound - idle - spare, idle=idle, spare=spare)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    bound: int
    plan: Ints
    prices: Prices
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The best prices so far, what they prove, and each body's answer to them."""

    bound: int
    prices: Prices
    plan: Ints


class _Search:
    """What both stages share: the plans seen so far, and how a plan is bettered."""

    def __init__(self, bodies: Bodies, weight: int, rounds: int, hear: Hear | None) -> None:
        self.bodies, self.weight, self.rounds, self.hear = bodies, weight, rounds, hear
        self.pool, self.near = Pool(bodies), Neighbours(bodies)

    def late(self, plan: Ints) -> int:
        """The lateness of a plan."""
        return _totals(self.bodies, plan)[0]

    def key(self, stage: Stage, plan: Ints) -> tuple[int, int]:
        """Smaller is better: lateness then cost; in the second stage what is over the limit, then cost."""
        late, cost = _totals(self.bodies, plan)
        return (late, cost) if stage.limit is None else (max(0, late - stage.limit), cost)

    def proven(self, stage: Stage, plan: Ints, bound: int) -> bool:
        """Whether no plan can be better."""
        late, cost = _totals(self.bodies, plan)
        value = late if stage.limit is None else cost
        return (stage.limit is None or late <= stage.limit) and -(-bound // stage.scale) >= value

    def held(self, stage: Stage, prices: Prices) -> _Held:
        """What prices prove."""
        bound, plan = self.bodies.answered(stage, prices)
        return _Held(bound=bound, prices=prices, plan=plan)

    def first_prices(self, stage: Stage) -> _Held:
        """Of the prices that assignments give, at some factors and prices of lateness, those that prove most."""
        found = self.held(stage, Prices(slots=np.zeros_like(self.bodies.problem.capacity)))
        steps = [] if stage.limit is None else [self.weight * stage.scale >> step for step in _LATE_STEPS]
        for late_price in [0, *steps]:
            prices = start_prices(self.near, stage, late_price)
            for factor in _FACTORS:
                trial = self.held(stage, Prices(slots=np.rint(factor * prices).astype(np.int64), late=late_price))
                found = max(found, trial, key=lambda one: one.bound)
        return found

    def run(self, stage: Stage, best: Ints) -> _Found:
        """Prices and plans in turn until one proves the other, or the rounds are over."""
        held = self.first_prices(stage)
        if stage.limit is None:
            board = Board(self.bodies, self.weight, best)
            descended(board, self.near)
            best = min((best, board.plan), key=lambda plan: self.key(stage, plan))
        self.pool.add(best)
        self.pool.add(held.plan)
        master = Master(self.pool, stage)
        master.add(self.pool.known)
        smooth, done = 0.85, 0
        self._heard(stage, best, held.bound)
        while done < self.rounds and not self.proven(stage, best, held.bound):
            done += 1
            value = master.solve()
            slots, shares = master.slots(), master.largest()
            trial = self.held(stage, master.prices(held.prices, smooth))
            better = trial.bound > held.bound
            held = trial if better else held
            new = self.pool.add(trial.plan)
            left = (value * stage.scale - held.bound) / max(1.0, abs(value * stage.scale))
            stop = left <= _CLOSE
            smooth = smooth * 0.7 if better else min(0.95, smooth + 0.15) if new else 0.0
            stop |= not (new or better or smooth > 0)
            if (stop or left <= _PACKED) and master.packed():
                stop, smooth = False, max(smooth, _SMOOTH)
            master.add(new)
            if stop or (left <= _NEAR and done % _REPAIR == 0) or done == self.rounds:
                best = self._repaired(stage, shares, slots, best)
                master.add(self.pool.add(best))
            self._heard(stage, best, held.bound)
            if stop:
                break
        if not self.proven(stage, best, held.bound):
            best = self._chosen(stage, held, best)
            self._heard(stage, best, held.bound)
        return _Found(bound=held.bound, plan=best, prices=held.prices, rounds=done)

    def _chosen(self, stage: Stage, held: _Held, best: Ints) -> Ints:
        """Better a plan by choosing among plans near the best of each body, of some bodies at a time."""
        chance = np.random.default_rng(0)
        best = self._later(stage, held, best)
        for turn in range(_TURNS):
            late, cost = before = _totals(self.bodies, best)
            if self.proven(stage, best, held.bound):
                break
            gap = max(stage.scale, stage.scale * (cost if stage.by_cost else late) - held.bound)
            for blur in _BLURS:
                amount = max(2, blur * gap // len(self.bodies.problem.bodies))
                for _ in range(_BLURRED):
                    self.pool.add(self.bodies.answered(stage, held.prices, blur=(chance, amount))[1])
            choice = Choice(self.pool, stage, held.prices, held.plan)
            board = Board(self.bodies, self.weight, best)
            for chosen in neighbourhoods(self.bodies, turn):
                choice.bettered(board, chosen)
                self._heard(stage, board.plan, held.bound)
            descended(board, self.near, 1)
            self.pool.add(board.plan)
            best = min((best, board.plan), key=lambda plan: self.key(stage, plan))
            if _totals(self.bodies, best) == before:
                break
        return best

    def _heard(self, stage: Stage, best: Ints, bound: int) -> None:
        if self.hear is not None:
            late, cost = _totals(self.bodies, best)
            self.hear("cost" if stage.by_cost else "lateness", cost if stage.by_cost else late, bound)

    def _later(self, stage: Stage, held: _Held, best: Ints) -> Ints:
        """A plan that uses the lateness the limit leaves: bettered at the price of lateness, dearer until it fits."""
        if stage.limit is None or self.late(best) >= stage.limit:
            return best
        for factor in _DEARER:
            weight = int(factor * held.prices.late) // stage.scale + 1
            board = Board(self.bodies, min(weight, self.weight), best)
            descended(board, self.near)
            self.pool.add(board.plan)
            best = min((best, board.plan), key=lambda plan: self.key(stage, plan))
            if self.late(board.plan) <= stage.limit:
                break
        return best

    def _repaired(self, stage: Stage, shares: list[tuple[float, Column]], exact: np.ndarray, best: Ints) -> Ints:
        """The better of what stands and what can be made of the programme's shares."""
        ideal = np.concatenate([np.array(column[1], dtype=np.int64) for _, column in shares])
        order = [column[0] for share, column in sorted(shares, key=lambda one: (-round(one[0], 6), one[1][0]))]
        guide = np.rint(exact if stage.by_cost else self.weight * exact).astype(np.int64)
        board = rounded(self.bodies, ideal, order, self.weight, guide)
        descended(board, self.near)
        plans = [best, board.plan]
        return min(plans, key=lambda plan: self.key(stage, plan))


def _weight(problem: JointProblem) -> int:
    """More than what one body could save by any plan."""
    most = 1
    for body in problem.bodies:
        open_ = np.where(body.cost >= FORBIDDEN, 0, np.abs(body.cost))
        links = int(np.abs(body.build).sum() + np.abs(body.hold).sum() * problem.horizon)
        links += 0 if body.waits is None else int(body.waits.max(axis=1).sum())
        most = max(most, int(open_.max(axis=1).sum()) + links + 1)
    return min(most, 1 << 30)
