"""Starting plans: our local search beside a plain annealer that may use ten times its work.

    python -m bench.start [--sizes N …] [--seeds N] [--methods M …] [--work UNITS] [--out FILE]

The annealer shifts one unit or swaps two, with the same prices and the same cooling, in run after run. Seconds
are those of the processor. Towns are made up, with free windows and by seed (`bench.planning.towns`). Rows in the file
are kept and not run again; medians are over those that both have.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from bench.planning.results import Results, Row
from bench.planning.towns import town
from readiness.solver.anneal import PLAIN, PROPOSALS_PER_WORK, Annealer
from readiness.solver.budget import Budget
from readiness.solver.first_plan import naive_orders
from readiness.solver.fold import compile_problem
from readiness.solver.incumbent import Incumbent
from readiness.solver.local_search import HEATS, RUNS, LocalSearch, run_length
from readiness.solver.problem import Problem
from readiness.solver.scalar import scalarise

TIMES = 10
SCALES = {
    "smoke": ["--sizes", "24", "--seeds", "1", "--work", "0.2"],
    "normal": ["--sizes", "24", "--seeds", "2", "--work", "1"],
    "full": ["--out", "bench/results/start.json"],
}


def ours(problem: Problem, work: float) -> Row:
    """The local search as every solve begins with it."""
    begin = time.process_time()
    budget = Budget(work, None)
    best = Incumbent(compile_problem(problem), problem.objective, budget)
    naive_orders(best)
    search = LocalSearch(best, 0)
    search.anneal(RUNS)
    search.anneal_again(budget.left)
    return _row(best.values(best.plan or ())[-1], budget.spent, begin)


def plain(problem: Problem, work: float) -> Row:
    """Shift-and-swap annealing with `TIMES` the work: runs as long as ours, the best of them all."""
    begin = time.process_time()
    compiled = compile_problem(problem)
    best = Incumbent(compiled, problem.objective, Budget(work, None))
    naive_orders(best)
    start, scalar, value, spent, seed = best.plan or (), scalarise(compiled, problem.objective), None, 0, 0
    while spent < TIMES * work * PROPOSALS_PER_WORK:
        annealer = Annealer(compiled, scalar, start, seed, PLAIN)
        for heat in HEATS:
            annealer.run(run_length(compiled) // len(HEATS), heat=heat)
            annealer.restart_from_best()
        spent, seed = spent + annealer.proposals, seed + 1
        value = annealer.best if value is None else min(value, annealer.best)
    return _row(value or 0, spent / PROPOSALS_PER_WORK, begin)


def _row(value: int, work: float, begin: float) -> Row:
    return {"value": value, "spent": round(work, 2), "cpu_seconds": round(time.process_time() - begin, 1)}


METHODS = {"ours": ours, "plain": plain}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[24, 28, 40, 60])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), default=list(METHODS))
    parser.add_argument("--work", type=float, default=2)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    results, found = Results(options.out, "python -m bench.start --out FILE"), []
    for size in options.sizes:
        for seed in range(options.seeds):
            for method in options.methods:
                row: Row = {"family": str(size), "instance": str(seed), "method": method}
                row |= {"work": options.work, "workers": 1}
                if not results.has(row):
                    row |= METHODS[method](town(size, seed), options.work)
                    print(row, flush=True)
                    results.add(row)
                    found.append(row)
        values = medians(results.rows() or found, str(size), options.work)
        print(f"{size} moves, median: {values}", flush=True)


def medians(rows: list[Row], family: str, work: float) -> dict[str, float]:
    """Of each method, over the seeds that all have."""
    values: dict[str, dict[str, int]] = {method: {} for method in METHODS}
    for row in rows:
        if (row["family"], row["work"]) == (family, work):
            values[row["method"]][row["instance"]] = row["value"]
    seeds = set.intersection(*(set(mine) for mine in values.values()))
    return {method: statistics.median(mine[seed] for seed in seeds) for method, mine in values.items() if seeds}


if __name__ == "__main__":
    main()
