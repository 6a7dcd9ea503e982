"""What each part of the search is worth: value, bound and seconds with all parts, and with each one left out.

    python -m bench.ablation [--work UNITS] [--only PROBLEM …] [--out FILE]
    python -m bench.ablation --table FILE

Problems: made-up towns (`bench.planning.towns`) of the sizes that bodies have, bundled (links cost while they are held)
and unbundled (links are dear to make), and the plan of each town of the repository, as planning hands it to the solver.
One worker; seconds are those of the processor. Rows in the file are kept and not run again. `--table` prints what each
part was worth: how often leaving it out made value, bound or seconds worse.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from bench.planning.cells import head, line
from bench.planning.results import Results, Row
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
    "no sides": Methods(sides=False),
    "no cut bounds": Methods(bounds=False),
    "no CP-SAT": Methods(cp_sat=False),
}
SCALES = {
    "smoke": ["--work", "0.5", "--only", "unbundled-12"],
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


SIZES = (5, 9, 12, 16, 21, 24, 28, 40, 60)
PROBLEMS: dict[str, Callable[[], Problem]] = {
    "midori-cho": partial(of_town, ROOT / "inventories" / "midori-cho"),
    "aozora-shi": partial(of_town, ROOT / "inventories" / "aozora-shi"),
    "karamari-cho": partial(of_town, ROOT / "tests" / "towns" / "karamari-cho"),
}
for _size in SIZES:
    PROBLEMS[f"bundled-{_size}"] = partial(town, _size, 0)
    PROBLEMS[f"unbundled-{_size}"] = partial(unbundled, _size, 0)
PROBLEMS["narrow-60"] = partial(town, 60, 0, narrow=True)


def measured(problem: Problem, methods: Methods, work: float) -> Row:
    """One solve, all levels."""
    begin = time.process_time()
    found = solve(problem, work_limit=work, wall_limit=None, methods=methods)
    return {
        "values": [level.value for level in found.levels],
        "bounds": [level.bound for level in found.levels],
        "status": found.status,
        "cpu_seconds": round(time.process_time() - begin, 1),
    }


def table(rows: list[Row]) -> list[str]:
    """Of each part: on how many problems leaving it out lost value, bound or proof, and the seconds of all of them."""
    whole = {(row["instance"], row["work"]): row for row in rows if row["method"] == "all parts"}
    lines = head(["left out", "problems", "dearer", "cheaper", "bound lower", "proof lost", "seconds, of all parts"])
    for part in list(PARTS)[1:]:
        mine = [row for row in rows if row["method"] == part]
        pairs = [(row, whole[at]) for row in mine if (at := (row["instance"], row["work"])) in whole]
        spent, before = (sum(pair[at]["cpu_seconds"] for pair in pairs) for at in (0, 1))
        cells = [
            len(pairs),
            names(without["instance"] for without, every in pairs if without["values"] > every["values"]),
            names(without["instance"] for without, every in pairs if without["values"] < every["values"]),
            names(without["instance"] for without, every in pairs if without["bounds"] < every["bounds"]),
            names(x["instance"] for x, every in pairs if every["status"] == "optimal" != x["status"]),
            f"{spent:.1f} / {before:.1f}",
        ]
        lines.append(line([part, *cells]))
    return lines


def names(found: Iterable[str]) -> str:
    """How many and which."""
    every = sorted(found)
    return f"{len(every)}: {', '.join(every)}" if every else "—"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=float, default=10)
    parser.add_argument("--only", nargs="+", choices=list(PROBLEMS), default=list(PROBLEMS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    if options.table:
        print("\n".join(table(Results(options.table).rows())))
        return
    results = Results(options.out, f"python -m bench.ablation --work {options.work:g} --out FILE")
    solve(unbundled(8, 1), work_limit=1)
    for name in options.only:
        problem = PROBLEMS[name]()
        for part, methods in PARTS.items():
            row: Row = {"family": "ablation", "instance": name, "method": part, "work": options.work, "workers": 1}
            if results.has(row):
                continue
            row |= {"moves": len(problem.moves)} | measured(problem, methods, options.work)
            print(json.dumps(row), flush=True)
            results.add(row)


if __name__ == "__main__":
    main()
