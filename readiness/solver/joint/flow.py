"""All moves of one vendor group at once, everything else standing: an assignment to months within its capacity.

It gives prices of months before any linear programme is solved, and betters a whole plan group by group.
"""

from __future__ import annotations

import numpy as np

from readiness.solver.joint.problem import FORBIDDEN, Ints


def assigned(costs: Ints, room: Ints) -> Ints:
    """The month of each move (row of `costs`, months in columns, the last one free for all) of least total cost.

    `room`: moves per month of the horizon. Every move must be allowed in the last month.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - heavy

    moves, months = costs.shape
    least = costs.min(axis=1, keepdims=True)
    open_ = (costs < FORBIDDEN) & np.append(room > 0, True)[None, :]
    row, column = np.nonzero(open_)
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        row, moves + column, np.ones(len(row), dtype=np.int64), (costs - least)[row, column]
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        moves + np.arange(months),
        np.full(months, moves + months),
        np.append(np.minimum(room, moves), moves),
        np.zeros(months, dtype=np.int64),
    )
    supply = np.zeros(moves + months + 1, dtype=np.int64)
    supply[:moves], supply[-1] = 1, -moves
    flow.set_nodes_supplies(np.arange(len(supply)), supply)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("no assignment of moves to months")
    taken = flow.flows(np.arange(len(row))) == 1
    found = np.zeros(moves, dtype=np.int64)
    found[row[taken]] = column[taken]
    return found


def month_prices(costs: Ints, room: Ints, chosen: Ints) -> Ints:
    """Prices of the months of the horizon under which an optimal assignment is each move's own best choice.

    Between the least and the greatest such prices: what one more is worth, and what one less costs.
    """
    moves, months = costs.shape
    change = np.full((months, months), FORBIDDEN, dtype=np.int64)  # from → to: the least that a move there would pay
    own = np.minimum(costs, FORBIDDEN) - costs[np.arange(moves), chosen][:, None]
    np.minimum.at(change, chosen, own)
    used = np.bincount(chosen, minlength=months)
    idle = np.append(used[:-1] < room, True)
    most = np.where(idle, 0, FORBIDDEN)
    least = np.zeros(months, dtype=np.int64)
    for _ in range(months):
        most = np.minimum(most, np.where(idle, 0, (most[None, :] + change).min(axis=1)))
        least = np.where(idle, 0, np.maximum(least, (least[:, None] - change).max(axis=0)))
    open_ = most >= FORBIDDEN >> 1  # months nobody stands in: any price above what keeps the others away
    needed = np.where(open_[:, None], 0, most[:, None] - change).max(axis=0)
    most = np.where(open_, np.maximum(least, needed), most)
    found: Ints = (least + most)[:-1] // 2
    return found
