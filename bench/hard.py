"""Hard published projects and orders: ours beside plain CP-SAT and PyJobShop in the same processor seconds.

    python -m bench.hard --gather COLLECTION …                        puts the instances into FOLDER, by SHA-256
    python -m bench.hard [--seconds S] [--only NAME …] [--methods M …] [--pyjobshop PYTHON] [--out FILE]

No instance is part of this repository. FOLDER (`--folder`, default: ../shared/bench/hard beside the checkout) holds
files of the authors' collections as FAMILY/INSTANCE; `--gather` picks them out of downloaded folders and archives:
PSPLIB (Kolisch, Sprecher: j60, j90, j120), ProGen/max (Schwindt: j30max, ubo50, ubo100), LOLIB (Martí, Reinelt).
`bench/planning/hard.csv` says which ones are meant and what is published of them. What is not there, has other bytes
or is beyond a method is passed over with the reason. Rows in the file are kept and not run again.

Methods: `ours`; `plain`: our model given to CP-SAT alone; `pyjobshop`: PyJobShop in an environment of its own, whose
interpreter is PYTHON. One worker each. All values are costs: makespans as published, of orders what they give away.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.planning import lolib, progenmax, psplib
from bench.planning.collection import Entry, entries, gather, text_of
from bench.planning.results import Results, Row
from bench.planning.towns import unbundled
from bench.planning.trace import Limits, traced
from readiness.solver.check import check_problem
from readiness.solver.codec import problem_to_json
from readiness.solver.cpsat import LONG_WORK
from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Problem
from readiness.solver.solve import evaluate, solve

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "hard"
SLACK = 1.1
"""A last report of CP-SAT comes a tenth of a second or so after it was asked to stop."""
PLAIN = Methods(baselines=False, anneal=False, exact=False, bounds=False, chains=False, sides=False)
METHODS = ("ours", "plain", "pyjobshop")
SCALES = {
    "smoke": ["--seconds", "1", "--only", "j60/j609_1.sm"],
    "normal": ["--seconds", "5", "--only", "j60/j609_3.sm", "ubo50/psp11.sch", "lolib-spec/N-atp24"],
    "full": ["--seconds", "5", "--out", "bench/results/hard.json"],
}


def problem_of(entry: Entry, text: str) -> tuple[Problem, Row]:
    """The problem and what is published of it, as a cost: `published` or `low` and `high`."""
    if entry.family.startswith("lolib"):
        matrix = lolib.read(text)
        total = sum(sum(line) - line[at] for at, line in enumerate(matrix))
        known: Row = {"published": str(total - int(entry.published))} if entry.published else {"published": ""}
        return lolib.as_problem(matrix), known
    read = psplib.read if entry.instance.endswith(".sm") else progenmax.read
    return read(text), {"published": entry.published}


def instances(folder: Path, only: list[str] | None) -> Iterator[tuple[Entry, Problem, Row]]:
    """Each file that is there as it is meant; of the others the reason is printed."""
    for entry in entries():
        if only and entry.name not in only and entry.family not in only:
            continue
        text, reason = text_of(entry, folder)
        if reason:
            print(f"{entry.name}: passed over, {reason}")
            continue
        problem, known = problem_of(entry, text)
        if issues := check_problem(problem):
            print(f"{entry.name}: passed over, beyond the solver ({', '.join(issue.code for issue in issues)})")
            continue
        yield entry, problem, known


def searched(problem: Problem, seconds: float, methods: Methods) -> Row:
    """Asked to stop when the seconds are over; what was known by then counts. Units are as many or, of projects,
    more: there the seconds shall end the search.

    `cpu_seconds` may be more: a step under way comes to its end.
    """
    units = seconds * LONG_WORK if problem.resources else seconds
    run = traced(problem, Limits(units, workers=1), methods, stop_after=seconds)
    row: Row = {"status": run.solution.status, "cpu_seconds": run.seconds}
    value, bound = run.at(SLACK * seconds)
    if value is not None:
        row |= {"value": value + counted(problem), "bound": (bound or 0) + counted(problem)}
        row["status"] = "optimal" if value == bound else "feasible"
    elif run.solution.levels:
        row["status"] = "unknown"
    return row


def scheduled(problem: Problem, seconds: float, python: str) -> Row:
    """By PyJobShop; its plan is priced and checked as ours are."""
    script = Path(__file__).parent / "planning" / "jobshop.py"
    done = subprocess.run(
        [python, "-P", str(script), str(seconds)],
        input=json.dumps(problem_to_json(problem)), text=True, capture_output=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    row: Row = {"status": found["status"].lower(), "cpu_seconds": found["cpu_seconds"], "version": found["version"]}
    if found["slots"]:
        priced = evaluate(problem, found["slots"])
        if priced.violations:
            raise ValueError(f"the plan of PyJobShop breaks {priced.violations[0]}")
        row |= {"value": priced.levels[0].value + 1, "bound": found["bound"]}
    return row


def counted(problem: Problem) -> int:
    """Published makespans count slots from 1."""
    return 1 if problem.objective == ("makespan",) else 0


def runs(options: argparse.Namespace) -> dict[str, Callable[[Problem], Row] | None]:
    """Each method asked for; None where it cannot be run."""
    python = options.pyjobshop
    every: dict[str, Callable[[Problem], Row] | None] = {
        "ours": lambda problem: searched(problem, options.seconds, ALL),
        "plain": lambda problem: searched(problem, options.seconds, PLAIN),
        "pyjobshop": (lambda problem: scheduled(problem, options.seconds, python)) if python else None,
    }
    if python is None and "pyjobshop" in options.methods:
        print("pyjobshop: passed over, no interpreter given that has it")
    return {method: every[method] for method in options.methods}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--gather", type=Path, nargs="+", metavar="COLLECTION")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="families or FAMILY/INSTANCE")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--pyjobshop", metavar="PYTHON")
    parser.add_argument("--out", type=Path, help="JSON file; its rows are kept and not run again")
    options = parser.parse_args()
    if options.gather:
        print(f"{gather(options.gather, options.folder)} of {len(entries())} found")
        return
    results = Results(options.out, "python -m bench.hard --pyjobshop PYTHON --out FILE")
    methods = runs(options)
    solve(unbundled(8, 0), work_limit=1)
    for entry, problem, known in instances(options.folder, options.only):
        for method, run in methods.items():
            row: Row = {"family": entry.family, "instance": entry.instance, "method": method}
            row |= {"work": options.seconds, "workers": 1}
            if run is None or results.has(row) or (method == "pyjobshop" and problem.links):
                continue
            row |= known | run(problem)
            print(json.dumps(row), flush=True)
            results.add(row)


if __name__ == "__main__":
    main()
