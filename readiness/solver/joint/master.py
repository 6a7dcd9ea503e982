"""The linear programme over the plans seen so far: which prices of vendor-months they imply (限界価格).

Its value is no bound: that comes from the bodies' exact answers at integer prices (`Bodies.answered`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np

from readiness.solver.joint.bodies import Bodies, Stage
from readiness.solver.joint.prices import SHARE, Pack, Prices, exceeded
from readiness.solver.joint.problem import Ints

Column: TypeAlias = tuple[int, tuple[int, ...]]  # body, months of its moves


class Pool:
    """Every plan of a body seen so far, with its cost and lateness, in the order they were seen."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.known: dict[Column, tuple[int, int]] = {}

    def add(self, plan: Ints) -> list[Column]:
        """Note a plan of all bodies; returns what is new."""
        new = []
        for at, body in enumerate(self.bodies.problem.bodies):
            column = at, self.bodies.months(plan, at)
            if column not in self.known:
                self.known[column] = body.value(column[1])
                new.append(column)
        return new

    def value(self, column: Column) -> tuple[int, int]:
        """(cost, lateness) of a plan."""
        found = self.known.get(column)
        return found if found is not None else self.bodies.problem.bodies[column[0]].value(column[1])

    def uses(self, column: Column) -> Mapping[tuple[int, int], int]:
        """(group, month) → moves of a plan."""
        return Counter(self.bodies.problem.bodies[column[0]].places(column[1]))


class Master:
    """A living linear programme: columns are only ever added, so that a solution warms the next."""

    def __init__(self, pool: Pool, stage: Stage) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - heavy

        self.pool, self.stage = pool, stage
        problem = pool.bodies.problem
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        infinity = self._solver.infinity()
        self._one = [self._solver.Constraint(1.0, 1.0) for _ in problem.bodies]
        most = np.zeros(problem.capacity.shape[0], dtype=np.int64)
        for body in problem.bodies:
            for groups in body.groups_of:
                most[list(groups)] += 1
        self._rows: dict[tuple[int, int], Any] = {
            (group, month): self._solver.Constraint(-infinity, float(problem.capacity[group, month]))
            for group, month in zip(
                *(axis.tolist() for axis in np.nonzero(problem.capacity < most[:, None])), strict=True
            )
        }
        self._late = self._solver.Constraint(-infinity, float(stage.limit)) if stage.limit is not None else None
        self._packs: dict[Pack, Any] = {}
        self._starts: dict[Pack, dict[int, int]] = {}
        self._infinity = infinity
        self._goal = self._solver.Objective()
        self._goal.SetMinimization()
        self._variables: dict[Column, Any] = {}

    def add(self, columns: Iterable[Column]) -> None:
        """Add plans of the pool that are not in the programme."""
        for column in columns:
            if column in self._variables:
                continue
            cost, late = self.pool.known[column]
            variable = self._solver.NumVar(0.0, self._infinity, "")
            self._one[column[0]].SetCoefficient(variable, 1.0)
            self._goal.SetCoefficient(variable, float(cost if self.stage.by_cost else late))
            if self._late is not None and late:
                self._late.SetCoefficient(variable, float(late))
            uses = self.pool.uses(column)
            for place, count in uses.items():
                if place in self._rows:
                    self._rows[place].SetCoefficient(variable, float(count))
            for pack, row in self._packs.items():
                if (moves := uses.get(pack[:2])) and (count := pack.taken(moves, self._start(pack, column[0]))):
                    row.SetCoefficient(variable, float(count))
            self._variables[column] = variable

    def _start(self, pack: Pack, at: int) -> int:
        return self._starts[pack].get(at, 0)

    def packed(self) -> bool:
        """State the packs that the solution exceeds; whether there are any."""
        taken: dict[tuple[int, int], dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
        users: dict[tuple[int, int], list[tuple[Any, int, int]]] = defaultdict(list)
        for column, variable in self._variables.items():
            share = float(variable.solution_value())
            for place, count in self.pool.uses(column).items():
                users[place].append((variable, column[0], count))
                if share > SHARE:
                    of_body = taken[place][column[0]]
                    of_body[count] = of_body.get(count, 0.0) + share
        new = [pack for pack in exceeded(taken, self.pool.bodies.problem.capacity) if pack not in self._packs]
        for pack in new:
            held = pack.held(int(self.pool.bodies.problem.capacity[pack[:2]]))
            row = self._packs[pack] = self._solver.Constraint(-self._infinity, float(held))
            self._starts[pack] = dict(pack.starts)
            for variable, at, moves in users[pack[:2]]:
                if count := pack.taken(moves, self._start(pack, at)):
                    row.SetCoefficient(variable, float(count))
        return bool(new)

    def solve(self) -> float:
        """The value of the programme. Raises `RuntimeError` where the columns admit no plan."""
        if self._solver.Solve() != self._solver.OPTIMAL:
            raise RuntimeError("the plans seen so far do not fit together")
        return float(self._goal.Value())

    def prices(self, held: Prices, smooth: float) -> Prices:
        """Integer prices in units of 1/scale: of this programme, by the share `smooth` nearer to those held."""
        scale = self.stage.scale
        late = max(0.0, -self._late.dual_value()) if self._late is not None else 0.0
        packs = {pack: scale * max(0.0, -row.dual_value()) for pack, row in self._packs.items()}
        return held.towards(scale * self.slots(), scale * late, packs, smooth)

    def slots(self) -> np.ndarray:
        """The price of each vendor-month, 0 or more, in units of the objective."""
        found = np.zeros(self.pool.bodies.problem.capacity.shape)
        for place, row in self._rows.items():
            found[place] = max(0.0, -row.dual_value())
        return found

    def largest(self) -> list[tuple[float, Column]]:
        """Per body the plan that the solution takes most of, with its share."""
        found: list[tuple[float, Column] | None] = [None] * len(self._one)
        for column, variable in self._variables.items():
            share = float(variable.solution_value())
            held = found[column[0]]
            if held is None or (-round(share, 9), column[1]) < (-round(held[0], 9), held[1][1]):
                found[column[0]] = share, column
        return [one for one in found if one is not None]
