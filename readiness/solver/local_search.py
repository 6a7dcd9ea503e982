"""Better plans from a first one: annealing, or insertion search where only the order counts."""

from __future__ import annotations

from typing import Any

from readiness.solver.anneal import PROPOSALS_PER_WORK, Annealer
from readiness.solver.incumbent import Incumbent
from readiness.solver.scalar import Scalar, scalarise

HEATS = (1.0, 0.5, 0.5, 0.25)
"""Annealing runs: one from hot, the others from the best plan so far, each cooler."""
FIRST_SHARE, ORDER_SHARE = 0.25, 0.15
"""Of the work left at the beginning, at most for annealing, and for insertion search."""


class LocalSearch:
    """`ordering`: the costs of a pure linear ordering problem, None if the problem is not one."""

    def __init__(self, best: Incumbent, seed: int) -> None:
        self.best, self.seed = best, seed
        self.ordering: Any = None
        free = sum(len(allowed) > 1 for allowed in best.compiled.allowed)
        self.usual = 0.4 + 0.02 * free
        self.first = best.plan or ()
        self.scalar: Scalar = scalarise(best.compiled, best.levels)

    def order(self) -> bool:
        """Insertion search, if who moves before whom is all that counts; whether it is."""
        from readiness.solver.ordering import KICKS_PER_WORK, before_costs, search_order  # noqa: PLC0415 (heavy)

        compiled, budget = self.best.compiled, self.best.budget
        self.ordering = before_costs(compiled)
        if self.ordering is None:
            return False
        start = sorted(range(compiled.size), key=lambda u: self.first[u])
        work = budget.left * ORDER_SHARE
        order, _ = search_order(self.ordering, start, int(work * KICKS_PER_WORK), self.seed, budget.interrupted)
        budget.spend(work)
        places = dict(zip(order, compiled.allowed[0], strict=False))
        self.best.offer([places[u] for u in range(compiled.size)])
        return True

    def anneal(self) -> None:
        """The usual work."""
        self._once(min(self.best.budget.left * FIRST_SHARE, self.usual), self.seed)

    def anneal_again(self, work: float) -> None:
        """More runs from the first plan with other seeds: where windows are free, nothing else finds better plans."""
        runs = max(1, int(work / self.usual))
        for run in range(1, runs + 1):
            if self.best.budget.interrupted():
                return
            self._once(work / runs, self.seed + run)

    def _once(self, work: float, seed: int) -> None:
        if not self.scalar.levels:
            return
        annealer = Annealer(self.best.compiled, self.scalar, self.first, seed)
        for heat in HEATS:
            stop = self.best.budget.interrupted
            annealer.run(int(work * PROPOSALS_PER_WORK) // len(HEATS), stop=stop, heat=heat)
            annealer.restart_from_best()
            self.best.offer(annealer.best_slots)
        self.best.budget.spend(annealer.proposals / PROPOSALS_PER_WORK)
