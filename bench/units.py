"""What one unit of work takes: processor seconds per unit, by kind of problem and by number of moves.

    python -m bench.units [--work UNITS …] [--only KIND …] [--out FILE]

Each problem is solved once with one worker. Loading libraries is not counted: a small problem is solved before.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.planning.arrangement import as_problem, cube
from bench.planning.towns import project, town, unbundled
from readiness.solver.problem import Problem
from readiness.solver.solve import solve

KINDS: dict[str, Callable[[], Problem]] = {
    "hold-21": lambda: town(21, 0),
    "hold-28": lambda: town(28, 0),
    "hold-40": lambda: town(40, 0),
    "hold-60": lambda: town(60, 0),
    "hold-200": lambda: town(200, 0),
    "narrow-60": lambda: town(60, 0, narrow=True),
    "narrow-200": lambda: town(200, 0, narrow=True),
    "build-17": lambda: unbundled(17, 0),
    "build-22": lambda: unbundled(22, 0),
    "build-28": lambda: unbundled(28, 0),
    "build-60": lambda: unbundled(60, 0),
    "project-30": lambda: project(30, 0),
    "project-60": lambda: project(60, 0),
    "project-90": lambda: project(90, 0),
    "arrangement-32": lambda: as_problem(32, cube(5)),
}
SCALES = {
    "smoke": ["--work", "0.5", "--only", "hold-21", "build-17"],
    "normal": ["--work", "2"],
    "full": ["--work", "3", "10", "--out", "bench/results/units.json"],
}


def measured(kind: str, work: float) -> dict[str, Any]:
    """One solve."""
    problem = KINDS[kind]()
    begin = time.process_time()
    found = solve(problem, work_limit=work, wall_limit=None)
    seconds = time.process_time() - begin
    level = found.levels[-1]
    return {
        "kind": kind, "limit": work, "units": round(found.work, 2), "cpu_seconds": round(seconds, 1),
        "seconds_per_unit": round(seconds / max(found.work, 1e-9), 2), "value": level.value, "bound": level.bound,
        "bound_by": level.bound_by,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=float, nargs="+", default=[10])
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    solve(unbundled(8, 0), work_limit=1)
    rows = []
    for work in options.work:
        for kind in options.only:
            rows.append(measured(kind, work))
            print(rows[-1], flush=True)
    if options.out is not None:
        lines = ",\n".join(" " + json.dumps(row) for row in rows)
        words = " ".join(f"{work:g}" for work in options.work)
        options.out.write_text(
            f'{{"command": "python -m bench.units --work {words} --out FILE", "rows": [\n{lines}\n]}}\n'
        )


if __name__ == "__main__":
    main()
