"""The bare solver against published optima and on made-up towns: value, bound, proof.

    python -m bench.planner [--families F …] [--seeds N] [--work UNITS] [--workers N] [--out FILE]

`work` is the deterministic limit (about seconds of one core). PSPLIB and LOLIB are read from ../shared/bench beside the
checkout; where that folder is absent they are passed over with a word. Towns are compared with the naive orders and
with the plain CP-SAT model, that is without our start, exact method and bounds, at the same limit.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.planning import lolib, psplib
from bench.planning.towns import town
from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Problem
from readiness.solver.solution import Solution
from readiness.solver.solve import solve

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench"
TOWNS = {f"{size}-{kind}": (size, kind == "narrow") for size in (21, 60, 200, 500) for kind in ("wide", "narrow")}
FAMILIES = ("j30", "j60", "lolib", *TOWNS)
PLAIN = Methods(baselines=False, anneal=False, exact=False, bounds=False)
SCALES = {
    "smoke": ["--families", "j30", "21-wide", "--seeds", "1", "--work", "5", "--most", "2"],
    "normal": ["--families", "j30", "21-wide", "60-narrow", "--seeds", "1", "--work", "20", "--most", "6"],
    "full": ["--out", "bench/results/planner.json"],
}


def measured(problem: Problem, options: argparse.Namespace, methods: Methods = ALL) -> tuple[Solution, float]:
    begin = time.perf_counter()
    found = solve(problem, work_limit=options.work, wall_limit=None, workers=options.workers, seed=0, methods=methods)
    return found, round(time.perf_counter() - begin, 1)


def published(family: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row per instance: value, bound and what is known to be best."""
    folder = SHARED / ("lolib" if family == "lolib" else "psplib")
    if not folder.is_dir():
        print(f"{family}: passed over, {folder.name} is not beside the checkout")
        return
    listed = lolib.instances(folder) if family == "lolib" else psplib.instances(folder, family)
    for at, instance in enumerate(listed):
        if options.most and at >= options.most:
            return
        found, seconds = measured(instance.problem, options)
        level = found.levels[-1]
        best = instance.total - instance.optimum if isinstance(instance, lolib.Instance) else instance.best - 1
        yield {
            "family": family,
            "instance": instance.name,
            "value": level.value,
            "best_known": best,
            "bound": level.bound,
            "at_best": level.value == best,
            "proven": level.status == "optimal",
            "seconds": seconds,
        }


def towns(family: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row per seed: ours, the naive orders, and plain CP-SAT at the same limit."""
    size, narrow = TOWNS[family]
    for seed in range(options.seeds):
        problem = town(size, seed, narrow=narrow)
        found, seconds = measured(problem, options)
        level = found.levels[-1]
        row: dict[str, Any] = {
            "family": family,
            "seed": seed,
            "value": level.value,
            "bound": level.bound,
            "gap": round(level.optimality_gap, 3),
            "proven": level.status == "optimal",
            "bound_by": level.bound_by,
            "seconds": seconds,
        }
        row |= {baseline.name: baseline.values[-1] for baseline in found.baselines if baseline.slots is not None}
        plain, _ = measured(problem, options, PLAIN)
        row["plain_cp_sat"] = plain.levels[-1].value if plain.levels else None
        row["plain_bound"] = plain.levels[-1].bound if plain.levels else None
        yield row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--work", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--most", type=int, default=0, help="instances per published family (0: all)")
    parser.add_argument("--out", type=Path, help="JSON file; rows of other families in it are kept")
    options = parser.parse_args()
    for family in options.families:
        rows = []
        for row in towns(family, options) if family in TOWNS else published(family, options):
            row |= {"work": options.work, "workers": options.workers}
            rows.append(row)
            print("  ".join(f"{name} {value}" for name, value in row.items()), flush=True)
        if options.out:
            keep(options.out, family, rows)


def keep(out: Path, family: str, rows: list[dict[str, Any]]) -> None:
    """Replace one family's rows in the results."""
    old = json.loads(out.read_text(encoding="utf-8"))["rows"] if out.exists() else []
    kept = [row for row in old if row["family"] != family]
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"command": "python -m bench.planner --out FILE", "rows": kept + rows}, indent=1)
    out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
