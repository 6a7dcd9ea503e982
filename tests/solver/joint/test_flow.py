"""One vendor group alone: the assignment is the least of all, and its prices make each move's month its own best."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from readiness.solver.joint.bodies import Bodies
from readiness.solver.joint.flow import assigned, month_prices
from readiness.solver.joint.neighbours import Neighbours
from readiness.solver.joint.problem import FORBIDDEN, JointError
from tests.solver.joint.scene import problem

MOVES, MONTHS = 4, 4


@pytest.mark.parametrize("seed", range(30))
def test_the_assignment_is_the_least_and_its_prices_hold_it(seed: int) -> None:
    rng = Random(seed)
    costs = np.array([[rng.choice((FORBIDDEN, *range(40))) for _ in range(MONTHS)] for _ in range(MOVES)])
    costs[:, -1] = [rng.randrange(60, 90) for _ in range(MOVES)]
    room = np.array([rng.choice((0, 1, 1, 2)) for _ in range(MONTHS - 1)])
    chosen = assigned(costs, room)
    rows = np.arange(MOVES)
    every = [
        int(costs[rows, ways].sum())
        for ways in product(range(MONTHS), repeat=MOVES)
        if all(ways.count(month) <= room[month] for month in range(MONTHS - 1))
    ]
    assert costs[rows, chosen].sum() == min(every)
    prices = np.append(month_prices(2 * costs, room, chosen), 0)  # even amounts: halves are whole
    assert (prices >= 0).all()
    asked = 2 * costs + prices
    assert (asked[rows, chosen] == asked.min(axis=1)).all()
    idle = np.bincount(chosen, minlength=MONTHS)[:-1] < room
    assert not prices[:-1][idle].any()


@pytest.mark.parametrize("seed", range(20))
def test_a_month_of_one_move_costs_what_the_body_then_pays(seed: int) -> None:
    task = problem(seed)
    bodies = Bodies(task)
    plan = bodies.alone(5)
    near = Neighbours(bodies)
    moves = np.arange(bodies.moves)
    costs = near.costs(plan, moves, 5)
    for move in moves.tolist():
        at = int(near.body[move])
        body, first = task.bodies[at], bodies.first[at]
        now = list(bodies.months(plan, at))
        base = None
        for month in range(task.horizon + 1):
            now[move - first] = month
            try:
                cost, late = body.value(now)
            except JointError:
                assert costs[move, month] >= FORBIDDEN
                continue
            if costs[move, month] >= FORBIDDEN:
                continue  # leaving its month would break a limit of what stays there
            base = cost + 5 * late - int(costs[move, month]) if base is None else base
            assert cost + 5 * late - int(costs[move, month]) == base
