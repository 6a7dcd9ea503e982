"""Prices of units and slots, under which no set of units is worth less than it costs: a bound, and a measure of sets.

A plan covers every unit by one pattern per slot. A pattern costs the own amounts of its units and half of what every
pair of units costs at least that it tears apart; the other half is charged to the other end. The prices are those of
the linear program over all patterns (a Dantzig–Wolfe relaxation), found by dual ascent. Whatever the prices, the sum
is a bound; they are rounded to eighths, so that sums of them are exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.solver.core import INFINITE, Core
from readiness.solver.patterns import Matrix, Patterns

Vector = NDArray[np.float64]
GRAIN = 8.0
REFRESHES, STEPS, POOL = 15, 80, 100
"""Looks at all patterns, steps between two looks, patterns of each time that join at a look."""
PATIENCE = 8
"""Steps without a better bound until they are shortened."""
ENOUGH = 1e-4
"""The ascent ends when the step is so short a share of the first one."""


@dataclass(frozen=True, slots=True)
class Potentials:
    """`unit[bit]`: price of a unit; `slot[j]` ≤ 0: price of the j-th time; `reduced[k, j]` ≥ 0: what a pattern costs
    above its prices (infinite where it may not); `parting[u, v]`: half of what the pair costs at least when torn
    apart; `bound`: the sum of all prices."""

    unit: Vector
    slot: Vector
    reduced: Matrix
    parting: Matrix
    bound: float

    def tail(self, j: int) -> float:
        """Prices of the times after the j-th."""
        return float(self.slot[j + 1 :].sum())


def make_potentials(core: Core, patterns: Patterns, value: float) -> Potentials:
    """Prices that come near the best bound; `value` is that of a known plan."""
    parting = _parting(core) / 2
    costs = _costs(core, patterns, parting)
    unit = _ascend(patterns.inside, costs, value)
    reduced = costs - (patterns.inside @ unit)[:, None]
    slot = np.minimum(reduced.min(axis=0), 0.0)
    return Potentials(unit, slot, reduced - slot, parting, float(unit.sum() + slot.sum()))


def _parting(core: Core) -> Matrix:
    """The least a pair costs on different slots that its units may take."""
    times = np.array(core.times)
    open_ = [[j for j, cost in enumerate(row) if cost < INFINITE] for row in core.own]
    found = np.zeros((core.size, core.size))
    for u, v in {(min(pair), max(pair)) for pair in (*core.build, *core.hold)}:
        later = times[open_[v]][None, :] - times[open_[u]][:, None]
        ahead = core.build.get((u, v), 0) + core.hold.get((u, v), 0) * later[later > 0]
        behind = core.build.get((v, u), 0) - core.hold.get((v, u), 0) * later[later < 0]
        found[u, v] = found[v, u] = min([*ahead, *behind], default=0)
    return found


def _costs(core: Core, patterns: Patterns, parting: Matrix) -> Matrix:
    inside = patterns.inside
    own = np.array([[cost if cost < INFINITE else 0.0 for cost in row] for row in core.own])
    torn = inside @ parting.sum(axis=1) - ((inside @ parting) * inside).sum(axis=1)
    costs: Matrix = inside @ own.reshape(core.size, len(core.times)) + torn[:, None]
    costs[~patterns.may] = INFINITE
    return costs


def _ascend(inside: Matrix, costs: Matrix, value: float) -> Vector:
    """Subgradient steps over a pool of patterns; now and then all are looked at, and the best of each time join it."""
    size = inside.shape[1]
    unit = best_unit = np.full(size, value / size)
    best, step, pool = -np.inf, 1.0, np.zeros(len(inside), dtype=bool)
    for _ in range(REFRESHES):
        reduced = costs - (inside @ unit)[:, None]
        bound = float(unit.sum() + np.minimum(reduced.min(axis=0), 0.0).sum())
        if bound > best:
            best, best_unit = bound, unit
        if value - best < 0.5 or step < ENOUGH:
            break
        near = np.argpartition(reduced, min(POOL, len(inside) - 1), axis=0)[:POOL]
        pool[near.ravel()] = True
        unit, step = _climb(inside[pool], costs[pool], best_unit, value, step)
    return np.floor(best_unit * GRAIN) / GRAIN


def _climb(inside: Matrix, costs: Matrix, unit: Vector, value: float, step: float) -> tuple[Vector, float]:
    """Some steps towards a known value, each with half of the last one's direction."""
    slots = np.arange(costs.shape[1])
    best, best_unit, stale, direction = -np.inf, unit, 0, np.zeros(len(unit))
    for _ in range(STEPS):
        reduced = costs - (inside @ unit)[:, None]
        chosen = reduced.argmin(axis=0)
        least = reduced[chosen, slots]
        bound = float(unit.sum() + np.minimum(least, 0.0).sum())
        if bound > best:
            best, best_unit, stale = bound, unit, 0
        elif (stale := stale + 1) == PATIENCE:
            step, stale, unit = step * 0.7, 0, best_unit
        direction = 1.0 - inside[chosen[least < 0]].sum(axis=0) + direction / 2
        norm = float(direction @ direction)
        if norm < 1e-9:
            break
        unit = unit + step * max(value - bound, 1.0) / norm * direction
    return best_unit, step
