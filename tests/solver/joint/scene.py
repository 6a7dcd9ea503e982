"""Small joint problems, drawn at random, and all their plans."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np

from readiness.solver.joint.problem import FORBIDDEN, JointBody, JointError, JointProblem


def body(rng: Random, id_: str, moves: int, months: int, groups: int) -> JointBody:
    """A body with own costs, due dates, links and sometimes a forbidden month or an order."""
    cost = np.array([[rng.randrange(0, 40) for _ in range(months + 1)] for _ in range(moves)], dtype=np.int64)
    for row in range(moves):
        if rng.random() < 0.3:
            cost[row, rng.randrange(months)] = FORBIDDEN
    due = [rng.randrange(0, months) for _ in range(moves)]
    late = np.array([[max(0, t - due[m]) for t in range(months + 1)] for m in range(moves)], dtype=np.int64)
    late[:, -1] += 12
    build = np.array([[rng.randrange(0, 9) * (i != j) for j in range(moves)] for i in range(moves)], dtype=np.int64)
    hold = np.array([[rng.randrange(0, 5) * (i != j) for j in range(moves)] for i in range(moves)], dtype=np.int64)
    before = ((0, 1),) if moves > 1 and rng.random() < 0.3 else ()
    most = rng.choice((moves, moves, 2))
    group = tuple(tuple(sorted(rng.sample(range(groups), rng.randrange(0, groups + 1)))) for _ in range(moves))
    shut = None
    if rng.random() < 0.5:  # sets of moves that own limits keep apart in some months
        shut = np.array([[len(bin(s)) > 3 and rng.random() < 0.4 for s in range(1 << moves)] for _ in range(months)])
    waits = None
    if rng.random() < 0.5:  # what is due until the last of some moves has gone, or from the first on
        waits = np.array([[rng.randrange(0, 12) for _ in range(1 << moves)] for _ in range(months)], dtype=np.int64)
    return JointBody(
        id=id_, cost=cost, late=late, groups_of=group, build=build, hold=hold, before=before, most=most, shut=shut,
        waits=waits,
    )  # fmt: skip


def problem(seed: int, *, bodies: int = 3, months: int = 3, groups: int = 2, most: int = 3) -> JointProblem:
    rng = Random(seed)
    found = tuple(body(rng, f"b{at}", rng.randrange(1, most + 1), months, groups) for at in range(bodies))
    capacity = np.array([[rng.choice((0, 1, 1, 2)) for _ in range(months)] for _ in range(groups)], dtype=np.int64)
    return JointProblem(bodies=found, capacity=capacity)


def plans(one: JointBody, months: int) -> list[tuple[tuple[int, ...], int, int]]:
    """Every plan the body allows: months, cost, lateness."""
    found = []
    for chosen in product(range(months + 1), repeat=one.size):
        try:
            found.append((chosen, *one.value(chosen)))
        except JointError:
            continue
    return found


def fits(task: JointProblem, chosen: list[tuple[int, ...]]) -> bool:
    used = np.zeros_like(task.capacity)
    for one, months in zip(task.bodies, chosen, strict=True):
        for move, month in enumerate(months):
            for group in one.groups_of[move] if month < task.horizon else ():
                used[group, month] += 1
    return bool((used <= task.capacity).all())


def brute(task: JointProblem, slack: float = 0.0) -> tuple[int, int]:
    """(least lateness, least cost among the plans of at most that lateness) over all joint plans."""
    every = [plans(one, task.horizon) for one in task.bodies]
    best_late: int | None = None
    rows = []
    for chosen in product(*every):
        if fits(task, [plan[0] for plan in chosen]):
            late, cost = sum(plan[2] for plan in chosen), sum(plan[1] for plan in chosen)
            rows.append((late, cost))
            best_late = late if best_late is None else min(best_late, late)
    assert best_late is not None
    limit = int(best_late * (1 + slack))
    return best_late, min(cost for late, cost in rows if late <= limit)
