"""One body at given prices: the dynamic programme is the least over all its plans, and its plan has that value."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from readiness.solver.joint.bodies import Bodies, Stage
from readiness.solver.joint.prices import Pack, Prices
from readiness.solver.joint.problem import JointProblem
from tests.solver.joint.scene import body, plans

MONTHS, GROUPS = 5, 2


@pytest.mark.parametrize("seed", range(40))
def test_the_answer_is_the_least_of_all_plans(seed: int) -> None:
    rng = Random(seed)
    size = rng.randrange(1, 4)
    bodies = [body(rng, str(at), size, MONTHS, GROUPS) for at in range(3)]
    prices = np.array([[rng.randrange(0, 30) for _ in range(MONTHS)] for _ in range(GROUPS)], dtype=np.int64)
    capacity = np.array([[rng.choice((0, 1, 3)) for _ in range(MONTHS)] for _ in range(GROUPS)], dtype=np.int64)
    asked = Bodies(JointProblem(bodies=tuple(bodies), capacity=capacity))
    steps = rng.choice(((1, 2, ()), (1, 2, ((1, 1),)), (2, 3, ((0, 1), (2, 2)))))
    packs = {Pack(rng.randrange(GROUPS), rng.randrange(MONTHS), *steps): rng.randrange(1, 20)}
    bound, plan = asked.answered(Stage(scale=1, by_cost=True, limit=0), Prices(slots=prices, late=7, packs=packs))
    total = -int((prices * capacity).sum())
    for pack, price in packs.items():
        total -= price * ((pack.num * int(capacity[pack[:2]]) + sum(start for _, start in pack.starts)) // pack.den)
    for at, one in enumerate(bodies):
        every = {}
        for chosen, cost, late in plans(one, MONTHS):
            used = np.zeros((GROUPS, MONTHS), dtype=np.int64)
            for move, month in enumerate(chosen):
                for group in one.groups_of[move] if month < MONTHS else ():
                    used[group, month] += 1
            if (used <= capacity).all():
                every[chosen] = cost + 7 * late + int((used * prices).sum())
                for pack, price in packs.items():
                    start = dict(pack.starts).get(at, 0)
                    every[chosen] += price * ((pack.num * int(used[pack[:2]]) + start) // pack.den)
        assert every[asked.months(plan, at)] == min(every.values())
        total += min(every.values())
    assert bound == total
