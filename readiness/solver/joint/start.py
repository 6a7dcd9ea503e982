"""Prices of vendor-months before anything is searched: every vendor group alone, its moves without their bodies."""

from __future__ import annotations

import numpy as np

from readiness.solver.joint.bodies import Stage
from readiness.solver.joint.flow import assigned, month_prices
from readiness.solver.joint.neighbours import Neighbours
from readiness.solver.joint.problem import FORBIDDEN, Ints


def start_prices(near: Neighbours, stage: Stage, late_price: int) -> Ints:
    """Groups × months, in units of 1/scale of the stage."""
    capacity = near.bodies.problem.capacity
    found = np.zeros_like(capacity)
    for group in range(capacity.shape[0]):
        moves = near.moves_of(group)
        if len(moves):
            costs = near.alone(moves, stage, late_price)
            chosen = assigned(costs, capacity[group])
            found[group] = np.minimum(month_prices(costs, capacity[group], chosen), FORBIDDEN >> 8)
    return found
