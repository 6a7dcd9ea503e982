"""Starting plans: our local search beside a plain annealer that may use ten times its work.

    python -m bench.start [--sizes N …] [--seeds N] [--work UNITS] [--out FILE]

The annealer shifts one unit or swaps two, with the same prices and the same cooling, in run after run. Seconds
are those of the processor. Towns are made up, with free windows and by seed (`bench.planning.towns`).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

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


def ours(problem: Problem, work: float) -> tuple[int, float, float]:
    """(value, units of work, seconds) of the local search as every solve begins with it."""
    begin = time.process_time()
    budget = Budget(work, None)
    best = Incumbent(compile_problem(problem), problem.objective, budget)
    naive_orders(best)
    search = LocalSearch(best, 0)
    search.anneal(RUNS)
    search.anneal_again(budget.left)
    return best.values(best.plan or ())[-1], budget.spent, time.process_time() - begin


def plain(problem: Problem, work: float) -> tuple[int, float]:
    """(value, seconds) of shift-and-swap annealing: runs as long as ours, the best of them all."""
    begin = time.process_time()
    compiled = compile_problem(problem)
    best = Incumbent(compiled, problem.objective, Budget(work, None))
    naive_orders(best)
    start, scalar, value, spent, seed = best.plan or (), scalarise(compiled, problem.objective), None, 0, 0
    while spent < work * PROPOSALS_PER_WORK:
        annealer = Annealer(compiled, scalar, start, seed, PLAIN)
        for heat in HEATS:
            annealer.run(run_length(compiled) // len(HEATS), heat=heat)
            annealer.restart_from_best()
        spent, seed = spent + annealer.proposals, seed + 1
        value = annealer.best if value is None else min(value, annealer.best)
    return value or 0, time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[24, 28, 40, 60])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--work", type=float, default=3)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for size in options.sizes:
        for seed in range(options.seeds):
            problem = town(size, seed)
            value, work, seconds = ours(problem, options.work)
            other, others = plain(problem, TIMES * work)
            rows.append(
                {"size": size, "seed": seed, "ours": value, "plain": other, "work": round(work, 2)}
                | {"cpu_seconds": round(seconds, 1), "plain_cpu_seconds": round(others, 1)}
            )
            print(rows[-1], flush=True)
        mine = [row["ours"] for row in rows if row["size"] == size]
        theirs = [row["plain"] for row in rows if row["size"] == size]
        print(f"{size} moves, median: ours {statistics.median(mine)}, plain {statistics.median(theirs)}", flush=True)
    if options.out is not None:
        lines = ",\n".join(" " + json.dumps(row) for row in rows)
        options.out.write_text(f'{{"command": "python -m bench.start --out FILE", "rows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
