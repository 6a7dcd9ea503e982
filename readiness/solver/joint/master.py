"""The linear programme over the plans seen so far: which prices of vendor-months they imply (限界価格).

Its value is no bound: that comes from the bodies' exact answers at integer prices (`answered`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from readiness.solver.joint.dynamic import answers, apart, priced
from readiness.solver.joint.problem import FORBIDDEN, Ints, JointBody, JointProblem

_KEPT_SIZE = 8  # moves of a body whose weighed amounts are kept: larger tables cost more memory than they save time
_CHUNK = 1 << 21  # pairs × bodies answered in one go; bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One plan of one body: months of its moves, what it costs, how late it is."""

    body: int
    months: tuple[int, ...]
    cost: int
    late: int

    def uses(self, problem: JointProblem) -> dict[tuple[int, int], int]:
        """(group, month) → moves; nothing for the month beyond the horizon."""
        found: dict[tuple[int, int], int] = {}
        for move, month in enumerate(self.months):
            for group in problem.bodies[self.body].groups_of[move] if month < problem.horizon else ():
                found[group, month] = found.get((group, month), 0) + 1
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What is least: `scale` × (`cost` or lateness), plus `late_price` for lateness; `limit` on the lateness of all.

    Prices are integers in units of 1/`scale`, so that a bound is integer arithmetic.
    """

    scale: int
    by_cost: bool
    limit: int | None = None

    def base(self, body: JointBody, late_price: int) -> Ints:
        """Months × sets: the objective of a body before prices of vendor-months."""
        found: Ints
        if self.by_cost:
            found = self.scale * body.cost_sets + late_price * body.late_sets
        else:
            found = self.scale * body.late_sets + np.where(body.cost_sets >= FORBIDDEN, FORBIDDEN, 0)
        return np.minimum(found, FORBIDDEN)

    def links(self, fixed: Ints) -> Ints:
        """What links cost in the objective; what the body's own rules forbid stays forbidden."""
        weighed = self.scale * fixed if self.by_cost else np.zeros_like(fixed)
        return np.where(fixed >= FORBIDDEN, FORBIDDEN, np.minimum(weighed, FORBIDDEN))

    def amount(self, column: Column) -> int:
        """The objective of a plan, without prices, unscaled."""
        return column.cost if self.by_cost else column.late


class Bodies:
    """The bodies with what does not change between rounds, answered in groups of equal size."""

    def __init__(self, problem: JointProblem) -> None:
        self.problem = problem
        self.fixed = [apart(body) for body in problem.bodies]
        self._bases: dict[int, tuple[int, Ints]] = {}
        sizes: dict[int, list[int]] = {}
        for at, body in enumerate(problem.bodies):
            sizes.setdefault(body.size, []).append(at)
        self.chunks: list[list[int]] = []
        for size, members in sorted(sizes.items()):
            step = max(1, _CHUNK // 3**size)
            self.chunks += [members[first : first + step] for first in range(0, len(members), step)]

    def answered(self, stage: Stage, prices: Ints, late_price: int) -> tuple[int, list[Column]]:
        """(bound in units of 1/scale, the best plan of each body) at integer prices ≥ 0."""
        problem = self.problem
        total = 0
        found: list[Column | None] = [None] * len(problem.bodies)
        for chunk in self.chunks:
            bodies = [problem.bodies[at] for at in chunk]
            tables = [priced(body, stage.base(body, late_price), prices, problem.capacity) for body in bodies]
            links = [stage.links(self.fixed[at]) for at in chunk]
            for at, (value, months) in zip(chunk, answers(bodies, tables, links), strict=True):
                total += value
                cost, late = problem.bodies[at].value(months)
                found[at] = Column(body=at, months=tuple(months), cost=cost, late=late)
        total -= int((prices * problem.capacity).sum())
        if stage.limit is not None:
            total -= late_price * stage.limit
        return total, [column for column in found if column is not None]

    def planned(self, at: int, weight: int, room: Ints, prices: Ints | None = None) -> Column | None:
        """The best plan of one body in what others have left; None where there is none."""
        return self.planned_each([(at, room)], weight, prices)[0]

    def planned_each(
        self, asked: Sequence[tuple[int, Ints]], weight: int, prices: Ints | None = None
    ) -> list[Column | None]:
        """The best plan of each body in what it is told is left, those of equal size answered at once.

        By cost + weight × lateness, and by `prices` of vendor-months in the same unit where they are to guide it.
        """
        guide = np.zeros_like(self.problem.capacity) if prices is None else prices
        found: list[Column | None] = [None] * len(asked)
        sizes: dict[int, list[int]] = {}
        for place, (at, _) in enumerate(asked):
            sizes.setdefault(self.problem.bodies[at].size, []).append(place)
        for places in sizes.values():
            bodies = [self.problem.bodies[asked[place][0]] for place in places]
            tables = [
                priced(body, self._weighed(asked[place][0], weight), guide, self.problem.capacity, room=asked[place][1])
                for body, place in zip(bodies, places, strict=True)
            ]
            answered = answers(bodies, tables, [self.fixed[asked[place][0]] for place in places])
            for body, place, (value, months) in zip(bodies, places, answered, strict=True):
                if value < FORBIDDEN:
                    cost, late = body.value(months)
                    found[place] = Column(body=asked[place][0], months=tuple(months), cost=cost, late=late)
        return found

    def _weighed(self, at: int, weight: int) -> Ints:
        """A body's own amounts with lateness at a weight, kept for the weight that was asked last."""
        kept = self._bases.get(at)
        if kept is None or kept[0] != weight:
            body = self.problem.bodies[at]
            kept = weight, np.minimum(body.cost_sets + weight * body.late_sets, FORBIDDEN)
            if body.size <= _KEPT_SIZE:
                self._bases[at] = kept
        return kept[1]


class Master:
    """A living linear programme: columns are only ever added, so that a solution warms the next."""

    def __init__(self, problem: JointProblem, stage: Stage) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - heavy

        self.problem, self.stage = problem, stage
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._infinity = self._solver.infinity()
        self._one = [self._solver.Constraint(1.0, 1.0) for _ in problem.bodies]
        self._rows: dict[tuple[int, int], object] = {}
        self._late = self._solver.Constraint(-self._infinity, float(stage.limit)) if stage.limit is not None else None
        self._goal = self._solver.Objective()
        self._goal.SetMinimization()
        self._variables: dict[Column, object] = {}

    def add(self, columns: Sequence[Column]) -> int:
        """Add the columns that are new; returns how many were."""
        new = [column for column in columns if column not in self._variables]
        for column in new:
            variable = self._solver.NumVar(0.0, self._infinity, "")
            self._one[column.body].SetCoefficient(variable, 1.0)
            self._goal.SetCoefficient(variable, float(self.stage.amount(column)))
            if self._late is not None:
                self._late.SetCoefficient(variable, float(column.late))
            for place, count in column.uses(self.problem).items():
                self._row(place).SetCoefficient(variable, float(count))  # type: ignore[attr-defined]
            self._variables[column] = variable
        return len(new)

    def _row(self, place: tuple[int, int]) -> object:
        if place not in self._rows:
            self._rows[place] = self._solver.Constraint(-self._infinity, float(self.problem.capacity[place]))
        return self._rows[place]

    def solve(self) -> float:
        """The value of the programme. Raises `RuntimeError` where the columns admit no plan."""
        if self._solver.Solve() != self._solver.OPTIMAL:
            raise RuntimeError("the plans seen so far do not fit together")
        return float(self._goal.Value())

    def prices(self) -> tuple[np.ndarray, float]:
        """(price of each vendor-month, price of lateness), 0 or more, in units of the objective."""
        found = np.zeros(self.problem.capacity.shape)
        for place, row in self._rows.items():
            found[place] = max(0.0, -row.dual_value())  # type: ignore[attr-defined]
        late = max(0.0, -self._late.dual_value()) if self._late is not None else 0.0
        return found, late

    def shares(self) -> Mapping[Column, float]:
        """How much of each column the solution takes."""
        return {column: float(variable.solution_value()) for column, variable in self._variables.items()}  # type: ignore[attr-defined]
