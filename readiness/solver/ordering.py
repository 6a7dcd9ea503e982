"""The linear ordering problem inside: one unit per slot, and only who moves before whom costs anything.

Recognised by its shape. Plans by insertion search; the bound is a linear program in which three units in a circle
are forbidden (0 ≤ x_ij + x_jk - x_ik ≤ 1), rows being added while the current solution breaks some.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from readiness.solver.compiled import Compiled

Matrix = NDArray[np.int64]
KICKS_PER_WORK = 400


def before_costs(compiled: Compiled) -> Matrix | None:
    """cost[u, v] of u moving before v if the problem is a pure linear ordering problem, else None."""
    size = compiled.size
    slots = compiled.allowed[0] if size else ()
    plain = not (compiled.groups or compiled.retests or compiled.lags or compiled.resources)
    if not plain or size < 3 or len(slots) < size or len(compiled.caps) != 1:
        return None
    cap = compiled.caps[0]
    alone = not cap.parties and all(
        limit // 2 < min(cap.weights.get(u, 0) for u in range(size)) <= limit
        for limit in {cap.limits[t] for t in slots}
    )
    same = len(set(cap.weights.values())) == 1 and all(allowed == slots for allowed in compiled.allowed)
    flat = all(len({table[t] for t in slots}) == 1 for table in compiled.own["cost"])
    if not (alone and same and flat) or any(pair[1] or pair[3] for pair in compiled.pairs.values()):
        return None
    cost = np.zeros((size, size), dtype=np.int64)
    for (u, v), (build_u, _, build_v, _) in compiled.pairs.items():
        cost[u, v], cost[v, u] = build_u, build_v
    return cost


def order_cost(cost: Matrix, order: Sequence[int]) -> int:
    """Cost of moving in this order."""
    at = np.asarray(order)
    return int(np.triu(cost[np.ix_(at, at)], 1).sum())


def least_backward(weights: Sequence[Sequence[int]], *, kicks: int = 24, seed: int = 0) -> tuple[int, ...]:
    """An order of n things with as little weight against it as the search finds (linear ordering).

    `weights[i][j]` counts against the order where j comes before i. The same weights give the same order; of equal
    orders one near the given one. Nothing is proven of it.
    """
    size = len(weights)
    if size < 2:
        return tuple(range(size))
    cost = np.asarray(weights, dtype=np.int64).T.copy()
    np.fill_diagonal(cost, 0)
    order, _ = search_order(cost, range(size), kicks, seed, lambda: False)
    return tuple(order)


def search_order(
    cost: Matrix, start: Sequence[int], kicks: int, seed: int, stop: Callable[[], bool]
) -> tuple[list[int], int]:
    """Iterated insertion search: (best order, its cost)."""
    rng = random.Random(seed)  # noqa: S311 (a seeded search, nothing secret)
    gain = cost.T - cost  # gain[u, v] > 0: cheaper to have u before v
    best = _settle(gain, list(start))
    best_cost = now_cost = order_cost(cost, best)
    now = best
    for _ in range(kicks):
        if stop():
            break
        trial = list(now)
        for _ in range(3 + len(trial) // 20):
            unit = trial.pop(rng.randrange(len(trial)))
            trial.insert(rng.randrange(len(trial) + 1), unit)
        trial = _settle(gain, trial)
        trial_cost = order_cost(cost, trial)
        if trial_cost <= now_cost or rng.random() < 0.02:
            now, now_cost = trial, trial_cost
        if now_cost < best_cost:
            best, best_cost = now, now_cost
        elif rng.random() < 0.02:
            now, now_cost = best, best_cost
    return best, best_cost


def _settle(gain: Matrix, order: list[int]) -> list[int]:
    """Put each unit where it is best, until nothing improves."""
    moved = True
    while moved:
        moved = False
        for unit in list(order):
            place = order.index(unit)
            rest = order[:place] + order[place + 1 :]
            # What is lost by standing at place p: gains over all units that come before (with those after a constant).
            lost = np.zeros(len(order), dtype=np.int64)
            np.cumsum(gain[unit, rest], out=lost[1:])
            target = int(lost.argmin())
            if lost[target] < lost[place]:
                order = [*rest[:target], unit, *rest[target:]]
                moved = True
    return order
