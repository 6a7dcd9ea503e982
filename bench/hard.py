"""Hard published projects (PSPLIB), as they are: ours beside plain CP-SAT with the same work.

    python -m bench.hard [--folder FOLDER] [--only FAMILY/INSTANCE …] [--work UNITS] [--out FILE]

No instance is part of this repository. FOLDER (default: ../shared/bench/hard beside the checkout) holds the files of
the authors' collection as FAMILY/INSTANCE, for example j60/j609_3.sm. `bench/planning/hard.csv` says which ones are
meant, by the SHA-256 of their bytes, and what is published of their least makespan: a number, or a range where it is
open. A file that is not there, or has other bytes, is passed over with the reason.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.planning.psplib import read
from bench.planning.trace import Limits, traced
from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Problem

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "hard"
LIST = Path(__file__).parent / "planning" / "hard.csv"
METHODS = {"ours": ALL, "plain": Methods(baselines=False, anneal=False, exact=False, bounds=False, chains=False)}
SCALES = {"smoke": ["--work", "1", "--only", "j60/j609_1.sm"], "normal": ["--work", "5", "--only", "j60/j609_3.sm"]}


def instances(folder: Path, only: list[str] | None) -> Iterator[tuple[str, str, Problem]]:
    """(name, published makespan, problem) of each file that is there as it is meant."""
    with LIST.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = f"{row['family']}/{row['instance']}"
            if only and name not in only:
                continue
            path = folder / name
            if not path.is_file():
                print(f"{name}: passed over, not in the folder given")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
                print(f"{name}: passed over, its bytes are not those of the published file")
            else:
                yield name, row["published"], read(path.read_text(encoding="utf-8"))


def measured(problem: Problem, method: str, work: float) -> dict[str, Any]:
    """Makespan and bound as published ones are counted: from 1."""
    run = traced(problem, Limits(work, workers=1), METHODS[method])
    found: dict[str, Any] = {"method": method, "work": work, "cpu_seconds": run.seconds}
    for level in run.solution.levels[-1:]:
        found |= {"makespan": level.value + 1, "bound": level.bound + 1, "proven": level.value == level.bound}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="+", metavar="FAMILY/INSTANCE")
    parser.add_argument("--work", type=float, default=60)
    parser.add_argument("--out", type=Path, help="JSON file of the rows")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for name, published, problem in instances(options.folder, options.only):
        for method in METHODS:
            rows.append({"instance": name, "published": published} | measured(problem, method, options.work))
            print(rows[-1], flush=True)
            if options.out is not None:
                lines = ",\n".join(" " + json.dumps(row) for row in rows)
                command = f"python -m bench.hard --folder FOLDER --work {options.work:g} --only NAMES --out FILE"
                options.out.write_text(f'{{"command": "{command}", "rows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
