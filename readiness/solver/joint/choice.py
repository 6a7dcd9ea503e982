"""The best choice among plans already seen, of some bodies at once, the others standing: integer programmes by CP-SAT.

A search, no proof: a plan nobody has seen may be better. Ends after work that is counted alike on every machine, never
after seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from readiness.solver.joint.bodies import Bodies, Stage
from readiness.solver.joint.master import Column, Pool
from readiness.solver.joint.prices import Prices
from readiness.solver.joint.problem import Ints
from readiness.solver.joint.repair import Board

_SIZE = 300  # bodies of one programme, about
_PLANS = 24  # plans of a body in it, those of least regret
_WORK = 12.0  # of one programme, in deterministic units of CP-SAT


class Choice:
    """Plans of each body near its best at given prices, and the programmes that choose among them."""

    def __init__(self, pool: Pool, stage: Stage, prices: Prices, ideal: Ints) -> None:
        self.pool, self.stage = pool, stage
        problem = pool.bodies.problem

        def priced(column: Column) -> int:
            cost, late = pool.known[column]
            own = stage.scale * (cost if stage.by_cost else late) + (prices.late * late if stage.by_cost else 0)
            return own + prices.charge(column[0], pool.uses(column))

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
        from readiness.solver.sat import cp_model  # noqa: PLC0415 - heavy

        model = cp_model.CpModel()
        rows: dict[tuple[int, int], list[tuple[Any, int]]] = {}
        lates: list[tuple[Any, int]] = []
        amounts: list[tuple[Any, int]] = []
        variables: dict[Column, Any] = {}
        for at, columns in options.items():
            now = tuple(board.months(at).tolist())
            for column in columns:
                cost, late = self.pool.value(column)
                variable = variables[column] = model.new_bool_var("")
                amounts.append((variable, cost + (board.weight * late if spare is None else 0)))
                lates.append((variable, late))
                for place, count in self.pool.uses(column).items():
                    rows.setdefault(place, []).append((variable, count))
                model.add_hint(variable, column[1] == now)
            model.add_exactly_one(variables[column] for column in columns)
        for place, taken in rows.items():
            if sum(count for _, count in taken) > room[place]:
                model.add(_sum(taken) <= max(0, int(room[place])))
        if spare is not None:
            model.add(_sum(lates) <= spare)
        model.minimize(_sum(amounts))
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False  # who calls decides what Ctrl-C means
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = _WORK
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return {at: months for (at, months), variable in variables.items() if solver.value(variable)}


def _sum(terms: Sequence[tuple[Any, int]]) -> Any:
    from readiness.solver.sat import cp_model  # noqa: PLC0415 - heavy

    return cp_model.LinearExpr.weighted_sum([term for term, _ in terms], [factor for _, factor in terms])


def neighbourhoods(bodies: Bodies, turn: int) -> Iterator[list[int]]:
    """Bodies that can give way to one another: those of some vendor groups together, other groups in every turn."""
    problem = bodies.problem
    order = np.random.default_rng(turn).permutation(problem.capacity.shape[0]).tolist()
    of_group: dict[int, list[int]] = {}
    for at, body in enumerate(problem.bodies):
        for group in body.groups:
            of_group.setdefault(group, []).append(at)
    inside: set[int] = set()
    for number, group in enumerate(order, start=1):
        inside.update(of_group.get(group, ()))
        if len(inside) >= _SIZE or (number == len(order) and len(inside) > 1):
            yield sorted(inside)
            inside = set()
