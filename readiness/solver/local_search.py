"""Better plans from a first one: annealing, or insertion search where only the order counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from readiness.solver.anneal import PROPOSALS_PER_WORK, Annealer
from readiness.solver.compiled import Compiled
from readiness.solver.herd import Herd, herd_fits
from readiness.solver.incumbent import Incumbent
from readiness.solver.methods import PROVEN_OFTEN
from readiness.solver.problem import Level
from readiness.solver.scalar import Scalar, level_range, scalarise

HEATS = (1.0, 0.5, 0.5, 0.25)
"""Cooling down in a run: once from hot, then from the best plan of the run, each time cooler."""
HOTTER = (4.0, *HEATS[1:])
"""Every other run: where links are dear to make, the first plan is far from the best ones."""
COLD, COLD_SHARE = 0.1, 8
"""A run where no proof is likely ends with a further eighth so cold that hardly anything dearer is taken: there the
last small exchanges are still open."""
PROPOSALS_PER_CHOICE, LONGEST_RUN = 4, 2_000_000
"""Proposals of a run for each other slot that a unit may take, times the number of such units; and at most: longer runs
find better plans, more runs find others."""
FIRST_SHARE, ORDER_SHARE = 0.4, 0.15
"""Of the work left at the beginning, at most for annealing, and for insertion search."""
FIRST_SHARE_OF_LITTLE, LITTLE = 0.75, 8.0
"""The same where no proof is likely: of so much work a good plan is worth more than a bound far from it."""
RUNS, ALIKE, IN_VAIN, FEW_RUNS = 24, 3, 6, 8
"""Runs before anything else; fewer where so many come to the best value, or so many in a row to no better one; where
the exact method follows."""
LARGEST_SUM = 2**60
"""Sums of prices stay inside 64 bits."""


class LocalSearch:
    """`ordering`: the costs of a pure linear ordering problem, None if the problem is not one."""

    def __init__(self, best: Incumbent, seed: int) -> None:
        self.best, self.seed = best, seed
        self.ordering: Any = None
        self.usual = max(1_000, run_length(best.compiled)) / PROPOSALS_PER_WORK
        self.first = best.plan or ()
        self.runs = 0
        self.scalar = _within(best.compiled, best.levels)

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

    def anneal(self, runs: int) -> None:
        """Some runs, fewer where they agree."""
        left = self.best.budget.left
        little = min(left * FIRST_SHARE_OF_LITTLE, LITTLE) if self.best.compiled.size > PROVEN_OFTEN else 0.0
        self._several(max(left * FIRST_SHARE, little), runs)

    def anneal_again(self, work: float) -> None:
        """More runs from the first plan with other seeds: where windows are free, nothing else finds better plans."""
        self._several(work, max(1, int(work / self.usual)))

    def _several(self, work: float, runs: int) -> None:
        values: list[int] = []
        budget, most = self.best.budget, self.best.budget.spent + work
        while self.scalar.levels and len(values) < runs and budget.spent < most and not budget.interrupted():
            values.append(self._once(min(self.usual, most - budget.spent)))
            if values.count(min(values)) == ALIKE or len(values) - values.index(min(values)) > IN_VAIN:
                break

    def _once(self, work: float) -> int:
        kind = Herd if herd_fits(self.best.compiled) else Annealer
        annealer = kind(self.best.compiled, self.scalar, self.first, self.seed + self.runs)
        heats = HOTTER if self.runs % 2 else HEATS
        self.runs += 1
        each = int(work * PROPOSALS_PER_WORK) // len(heats)
        cold = [(each * len(heats) // COLD_SHARE, COLD)] * (self.best.compiled.size > PROVEN_OFTEN)
        for proposals, heat in [(each, heat) for heat in heats] + cold:
            annealer.run(proposals, stop=self.best.budget.interrupted, heat=heat)
            annealer.restart_from_best()
            self.best.offer(annealer.best_slots)
        self.best.budget.spend(annealer.proposals / PROPOSALS_PER_WORK)
        return annealer.best


def run_length(compiled: Compiled) -> int:
    """Proposals of one run."""
    choices = [len(allowed) - 1 for allowed in compiled.allowed if len(allowed) > 1]
    return min(LONGEST_RUN, PROPOSALS_PER_CHOICE * len(choices) * sum(choices))


def _within(compiled: Compiled, levels: Sequence[Level]) -> Scalar:
    """As many of the leading levels as fold into numbers that sums can hold; later methods see to the others."""
    for count in range(len(levels), 0, -1):
        scalar = scalarise(compiled, levels[:count])
        low, high = (
            zip(*(level_range(compiled, level) for level in scalar.levels), strict=True) if scalar.levels else ((), ())
        )
        if sum(w * max(abs(a), abs(b)) for w, a, b in zip(scalar.weights, low, high, strict=True)) < LARGEST_SUM:
            return scalar
    return scalarise(compiled, ())
