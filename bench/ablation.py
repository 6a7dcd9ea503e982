"""What each part of the search is worth: value, bound and seconds with all parts, and with each one left out.

    python -m bench.ablation [--work UNITS] [--only PROBLEM …] [--out FILE]

Problems: made-up towns (`bench.planning.towns`) whose links cost while they are held or are dear to make, and the plan
of each town of the repository, as planning hands it to the solver. One worker; seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.planning.towns import town, unbundled
from readiness.inventory.load import load_inventory
from readiness.planning.encode import encode
from readiness.planning.frame import build_frame
from readiness.planning.premises import premises_of
from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Problem
from readiness.solver.solve import solve
from readiness.standard.load import load_standard

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "all parts": ALL,
    "no naive orders": Methods(baselines=False),
    "no annealing": Methods(anneal=False),
    "no chains": Methods(chains=False),
    "no patterns": Methods(exact=False),
    "no cut bounds": Methods(bounds=False),
    "no CP-SAT": Methods(cp_sat=False),
}
SCALES = {
    "smoke": ["--work", "0.5", "--only", "build-12"],
    "normal": ["--work", "1"],
    "full": ["--work", "10", "--out", "bench/results/ablation.json"],
}


def of_town(folder: Path) -> Problem:
    """The problem that planning solves where no plan has been adopted."""
    standard = load_standard()
    inventory = load_inventory(folder, standard.area_spellings).inventory
    if inventory is None or inventory.body.as_of is None:
        raise ValueError(f"{folder.name} cannot be planned")
    as_of = inventory.body.as_of
    return encode(build_frame(inventory, premises_of(standard, inventory, as_of), as_of)).problem


PROBLEMS: dict[str, Callable[[], Problem]] = {
    "build-8": partial(unbundled, 8, 0),
    "build-12": partial(unbundled, 12, 0),
    "hold-21": partial(town, 21, 0),
    "build-22": partial(unbundled, 22, 0),
    "hold-28": partial(town, 28, 0),
    "hold-60": partial(town, 60, 0),
    "narrow-60": partial(town, 60, 0, narrow=True),
    "build-60": partial(unbundled, 60, 0),
    "aozora-shi": partial(of_town, ROOT / "inventories" / "aozora-shi"),
    "midori-cho": partial(of_town, ROOT / "inventories" / "midori-cho"),
    "karamari-cho": partial(of_town, ROOT / "tests" / "towns" / "karamari-cho"),
}


def measured(problem: Problem, methods: Methods, work: float) -> dict[str, Any]:
    """One solve, all levels."""
    begin = time.process_time()
    found = solve(problem, work_limit=work, wall_limit=None, methods=methods)
    return {
        "values": [level.value for level in found.levels],
        "bounds": [level.bound for level in found.levels],
        "status": found.status,
        "cpu_seconds": round(time.process_time() - begin, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=float, default=10)
    parser.add_argument("--only", nargs="+", choices=list(PROBLEMS), default=list(PROBLEMS))
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    solve(unbundled(8, 1), work_limit=1)
    for name in options.only:
        problem = PROBLEMS[name]()
        for part, methods in PARTS.items():
            row = {"problem": name, "moves": len(problem.moves), "parts": part}
            rows.append(row | measured(problem, methods, options.work))
            print(rows[-1], flush=True)
            if options.out is not None:
                lines = ",\n".join(" " + json.dumps(row) for row in rows)
                command = f"python -m bench.ablation --work {options.work:g} --out FILE"
                options.out.write_text(f'{{"command": "{command}", "rows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
