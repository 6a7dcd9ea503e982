"""Random restarts, the plainest search: a shuffled order placed serially, then cheaper steps only, again and again."""

from __future__ import annotations

from readiness.solver.anneal import PROPOSALS_PER_WORK, Annealer
from readiness.solver.baselines import place, random_order
from readiness.solver.fold import compile_problem
from readiness.solver.problem import Problem
from readiness.solver.scalar import scalarise

STEPS_PER_MOVE = 500
COLD = 1e-6


def restarts(problem: Problem, work: float, seed: int) -> tuple[int | None, int]:
    """(best value of the last level or None, restarts made) with as many proposals as annealing makes in `work`."""
    compiled = compile_problem(problem)
    scalar = scalarise(compiled, problem.objective)
    steps = STEPS_PER_MOVE * max(1, compiled.size)
    best, made = None, 0
    for made in range(1, max(1, int(work * PROPOSALS_PER_WORK / steps)) + 1):
        start = place(compiled, random_order(compiled, seed * 100_003 + made))
        if start is None:
            continue
        search = Annealer(compiled, scalar, start, made)
        search.run(steps, heat=COLD)
        best = search.best if best is None else min(best, search.best)
    return best, made
