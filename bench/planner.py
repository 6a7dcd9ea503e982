"""The bare solver against published optima and on made-up towns: value, bound, proof.

    python -m bench.planner [--families F …] [--only FAMILY/INSTANCE …] [--methods M …] [--seeds N] [--work UNITS]
                            [--workers N] [--out FILE] [--again]

`work` is the deterministic limit (about seconds of one core). Rows already in the file are not run again, so that a
long run can be split and taken up again; `python -m bench.planning.table FILE` writes the tables and the growth curve.
PSPLIB and LOLIB are read from ../shared/bench beside the checkout; where that folder is absent they are passed over
with a word. Towns are compared with the naive orders, with random restarts and with the plain CP-SAT model, that is
without our start, exact method and bounds, at the same limit.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.planning import arrangement, lolib, psplib
from bench.planning.restarts import restarts
from bench.planning.results import Results, Row
from bench.planning.towns import town
from bench.planning.trace import Limits, gap, traced
from readiness.solver.methods import ALL, Methods
from readiness.solver.problem import Problem

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench"
TOWNS = {f"{size}-{kind}": (size, kind == "narrow") for size in (21, 60, 200, 500) for kind in ("wide", "narrow")}
PUBLISHED = ("j30", "j60", "lolib", "arrangement")
FAMILIES = (*PUBLISHED, *TOWNS)
METHODS = {
    "ours": ALL,
    "plain": Methods(baselines=False, anneal=False, exact=False, bounds=False, chains=False, sides=False),
    "restarts": None,
}
EARLY = 5
"""Seconds of processor time of the first column."""
SCALES = {
    "smoke": ["--families", "j30", "arrangement", "21-wide", "--seeds", "1", "--work", "4", "--most", "2"],
    "normal": ["--families", "j30", "21-wide", "60-narrow", "--seeds", "1", "--work", "20", "--most", "6"],
    "full": ["--out", "bench/results/planner.json"],
}


@dataclass(frozen=True)
class Instance:
    """One instance; `best_known`: the published value of its last level, if there is one."""

    family: str
    name: str
    problem: Problem
    best_known: int | None = None


def instances(family: str, seeds: int) -> Iterator[Instance]:
    """The instances of a family (of made-up towns one per seed)."""
    if family in TOWNS:
        size, narrow = TOWNS[family]
        yield from (Instance(family, str(seed), town(size, seed, narrow=narrow)) for seed in range(seeds))
    elif family == "arrangement":
        yield from (Instance(family, one.name, one.problem, one.optimum) for one in arrangement.instances())
    elif not (folder := SHARED / ("lolib" if family == "lolib" else "psplib")).is_dir():
        print(f"{family}: passed over, {folder.name} is not beside the checkout")
    elif family == "lolib":
        yield from (Instance(family, one.name, one.problem, one.total - one.optimum) for one in lolib.instances(folder))
    else:
        yield from (Instance(family, one.name, one.problem, one.best - 1) for one in psplib.instances(folder, family))


def measured(instance: Instance, method: str, limits: Limits) -> Row:
    """What one method makes of one instance."""
    methods = METHODS[method]
    if methods is None:
        early, _ = restarts(instance.problem, EARLY, limits.seed)
        value, made = restarts(instance.problem, limits.work, limits.seed)
        return {"value": value, "value_early": early, "restarts": made}
    run = traced(instance.problem, limits, methods)
    value, bound = run.at(run.seconds + 1)
    early_value, early_bound = run.at(EARLY)
    row: Row = {
        "value": value,
        "bound": bound,
        "gap": gap(value, bound),
        "proven": run.solution.status == "optimal",
        "bound_by": run.solution.levels[-1].bound_by if run.solution.levels else None,
        "cpu_seconds": run.seconds,
        "value_early": early_value,
        "bound_early": early_bound,
        "gap_early": gap(early_value, early_bound),
    }
    if instance.best_known is not None:
        row |= {"best_known": instance.best_known, "at_best": value == instance.best_known}
    return row | {naive.name: naive.values[-1] for naive in run.solution.baselines if naive.slots is not None}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--only", nargs="+", metavar="FAMILY/INSTANCE", help="of the families, these instances alone")
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), default=list(METHODS))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--work", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--most", type=int, default=0, help="instances per family (0: all)")
    parser.add_argument("--out", type=Path, help="JSON file; its rows are kept and not run again")
    parser.add_argument("--again", action="store_true", help="run rows again that are in the file")
    options = parser.parse_args()
    results, limits = Results(options.out), Limits(options.work, options.workers)
    for family in options.families:
        for at, instance in enumerate(instances(family, options.seeds)):
            if options.most and at >= options.most:
                break
            if options.only and f"{family}/{instance.name}" not in options.only:
                continue
            for method in options.methods if family in TOWNS else ["ours"]:
                row: Row = {"family": family, "instance": instance.name, "method": method}
                row |= {"work": options.work, "workers": options.workers}
                if not options.again and results.has(row):
                    continue
                row |= measured(instance, method, limits)
                print("  ".join(f"{name} {value}" for name, value in row.items()), flush=True)
                results.add(row)


if __name__ == "__main__":
    main()
