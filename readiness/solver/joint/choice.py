"""The best choice among plans already seen, of some bodies at once, the others standing: small integer programmes.

A search, no proof: a plan nobody has seen may be better. Ends after a number of nodes, never after seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from readiness.solver.joint.bodies import Bodies, Stage
from readiness.solver.joint.master import Column, Pool
from readiness.solver.joint.problem import Ints
from readiness.solver.joint.repair import Board

_SIZE = 120  # bodies of one programme
_PLANS = 16  # plans of a body in it, those of least regret
_SETTINGS = "limits/nodes = 60\nlimits/gap = 0.00002\n"


class Choice:
    """Plans of each body near its best at given prices, and the programmes that choose among them."""

    def __init__(self, pool: Pool, stage: Stage, prices: Ints, late_price: int, ideal: Ints) -> None:
        self.pool, self.stage = pool, stage
        problem = pool.bodies.problem

        def priced(column: Column) -> int:
            cost, late = pool.known[column]
            own = stage.scale * (cost if stage.by_cost else late) + (late_price * late if stage.by_cost else 0)
            return own + sum(int(prices[place]) * count for place, count in pool.uses(column).items())

        pool.add(ideal)
        self.near: list[list[tuple[int, Column]]] = [[] for _ in problem.bodies]
        for column in pool.known:
            self.near[column[0]].append((priced(column), column))
        for own in self.near:
            own.sort()
            least = own[0][0]
            own[:] = [(amount - least, column) for amount, column in own]

    def bettered(self, board: Board, chosen: Sequence[int]) -> bool:
        """Choose anew for some bodies, within what the others leave and the limit of lateness; True where it falls."""
        room = board.room.copy()
        for at in chosen:
            for place in board.places(at, board.months(at)):
                room[place] += 1
        spare = None
        if self.stage.limit is not None:
            spare = self.stage.limit - int(board.lates.sum()) + int(board.lates[list(chosen)].sum())
        options = {at: self._options(board, at) for at in chosen}
        found = self._solved(options, room, spare, board)
        if found is None:
            return False
        mark, before = board.mark(), self._key(board)
        for at, months in found.items():
            if tuple(board.months(at).tolist()) != months:
                board.put(at, np.array(months, dtype=np.int64))
        if (board.room < 0).any() or self._key(board) >= before:
            board.back(mark)
            return False
        return True

    def _key(self, board: Board) -> tuple[int, int]:
        late, cost = int(board.lates.sum()), int(board.costs.sum())
        return (late, cost) if self.stage.limit is None else (max(0, late - self.stage.limit), cost)

    def _options(self, board: Board, at: int) -> list[Column]:
        now = at, tuple(board.months(at).tolist())
        found = [column for _, column in self.near[at][:_PLANS]]
        return found if now in found else [now, *found]

    def _solved(
        self, options: Mapping[int, Sequence[Column]], room: Ints, spare: int | None, board: Board
    ) -> dict[int, tuple[int, ...]] | None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - heavy

        solver: Any = pywraplp.Solver.CreateSolver("SCIP")
        solver.SetNumThreads(1)
        solver.SetSolverSpecificParametersAsString(_SETTINGS)
        infinity = solver.infinity()
        rows: dict[tuple[int, int], Any] = {}
        late_row = solver.Constraint(-infinity, float(spare)) if spare is not None else None
        goal = solver.Objective()
        goal.SetMinimization()
        variables: dict[Column, Any] = {}
        started = []
        for at, columns in options.items():
            one = solver.Constraint(1.0, 1.0)
            now = tuple(board.months(at).tolist())
            for column in columns:
                cost, late = self.pool.value(column)
                variable = solver.BoolVar("")
                one.SetCoefficient(variable, 1.0)
                goal.SetCoefficient(variable, float(cost + (board.weight * late if spare is None else 0)))
                if late_row is not None and late:
                    late_row.SetCoefficient(variable, float(late))
                for place, count in self.pool.uses(column).items():
                    if place not in rows:
                        rows[place] = solver.Constraint(-infinity, float(max(0, room[place])))
                    rows[place].SetCoefficient(variable, float(count))
                variables[column] = variable
                started.append((variable, 1.0 if column[1] == now else 0.0))
        solver.SetHint([variable for variable, _ in started], [value for _, value in started])
        if solver.Solve() not in (solver.OPTIMAL, solver.FEASIBLE):
            return None
        return {at: months for (at, months), variable in variables.items() if variable.solution_value() > 0.5}


def neighbourhoods(bodies: Bodies, plan: Ints, turn: int) -> Iterator[list[int]]:
    """Bodies that can give way to one another: those of one vendor group, by when they move, in parts."""
    problem = bodies.problem
    for group in range(problem.capacity.shape[0]):
        own = []
        for at, body in enumerate(problem.bodies):
            months = [m for m, groups in zip(bodies.months(plan, at), body.groups_of, strict=True) if group in groups]
            if months:
                own.append((min(months) if turn % 2 == 0 else max(months), at))
        own.sort()
        count = -(-len(own) // _SIZE)
        for part in range(count):
            inside = own[part * len(own) // count : (part + 1) * len(own) // count]
            if len(inside) > 1:
                yield [at for _, at in inside]
