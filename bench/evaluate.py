"""Evaluating a given assignment: processor milliseconds by number of moves, and as a multiple of folding the problem.

    python -m bench.evaluate [--out FILE]

All of `solve(mode="evaluate")` is measured: the input checked, the bill made, the independent checker's own bill beside
it, the rules checked, bounds that need no search.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.load import show
from bench.planning.towns import SHAPES, town
from readiness.solver.baselines import baseline
from readiness.solver.fold import compile_problem
from readiness.solver.solve import solve

TIMES = 7
SCALES = {"full": ["--out", "bench/results/evaluate.json"]}


def milliseconds(act: Callable[[], object]) -> float:
    """The least processor time of some calls."""
    taken = []
    for _ in range(TIMES):
        begin = time.process_time()
        act()
        taken.append(time.process_time() - begin)
    return 1000 * min(taken)


def row(size: int) -> dict[str, float | int]:
    problem = town(size, 0)
    compiled = compile_problem(problem)
    plan = compiled.expand(baseline(compiled, "greedy") or [])
    whole = milliseconds(partial(solve, problem, mode="evaluate", warm_start=plan))
    fold = milliseconds(partial(compile_problem, problem))
    return {
        "moves": size,
        "links": len(problem.links),
        "evaluate_ms": round(whole, 1),
        "fold_ms": round(fold, 1),
        "evaluate_per_fold": round(whole / fold, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows = [row(size) for size in SHAPES]
    show(rows, options.out)


if __name__ == "__main__":
    main()
