"""A nation of synthetic bodies through `portfolio`: time, linearity, memory, the same result however it is computed.

    python -m bench.nation [--bodies N…] [--same N] [--out FILE]

Each body is read from its YAML files, checked, counted and planned by its own planner; its share is kept, and
after one edit the nation is computed again from what was kept.
Target: 1,788 bodies in under 10 minutes on two cores and under 4 GiB, time per body not growing with their number; the
same result in one process, in two and on a local Dask cluster. CPU time is what counts: the machine may be shared.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from bench.synthetic import synthetic_files, synthetic_nation
from readiness.app.kept import Kept
from readiness.app.portfolio import Surveyed, survey
from readiness.standard.load import load_standard

NATION, CORES = 1_788, 2
SECONDS, BYTES, GROWTH = 600, 4 * 2**30, 1.5
SCALES = {"smoke": ["--bodies", "8", "16"], "full": ["--bodies", "200", "800", str(NATION)]}


def write_nation(folder: Path, count: int) -> None:
    standard = load_standard()
    for inventory in synthetic_nation(2026, count, standard):
        target = folder / inventory.body.id
        target.mkdir()
        for name, content in synthetic_files(inventory, standard).items():
            (target / name).write_text(content, encoding="utf-8")


def measure(count: int, compared: int) -> dict[str, float | int | bool]:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as store:
        folder = Path(name)
        write_nation(folder, count)
        begin, cpu = time.perf_counter(), cpu_seconds()
        kept = Kept(Path(store), reuse=True)
        surveyed = survey([folder], jobs=2, plans=True, kept=kept)
        seconds, cpu = time.perf_counter() - begin, cpu_seconds() - cpu
        edited = next(next(folder.iterdir()).glob("*.yaml"))
        edited.write_text(edited.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        after = cpu_seconds()
        survey([folder], jobs=1, plans=True, kept=kept)
        after = cpu_seconds() - after
        sample = sorted(folder.iterdir())[:compared]
        same = survey(sample, jobs=1, plans=True) == survey(sample, jobs=2, plans=True) == on_cluster(sample)
    assert len(surveyed.portfolio.bodies) == count
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own + 2 * child) * 1024  # the largest child, twice: an upper bound for two workers
    return {
        "bodies": count,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "cpu_ms_per_body": round(1000 * cpu / count, 1),
        "planned": sum(plan is not None and bool(plan.dated) for plan in surveyed.portfolio.plans),
        "cpu_seconds_after_one_edit": round(after, 2),
        "peak_mib": round(peak / 2**20),
        "same_in_one_process_and_on_dask": same,
        "bodies_compared": len(sample),
    }


def cpu_seconds() -> float:
    """Of this process and of its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def on_cluster(paths: list[Path]) -> Surveyed | None:
    """The same on a Dask cluster of two workers on the loopback interface; None without the extra `cluster`."""
    try:
        from distributed import LocalCluster
    except ImportError:
        return None
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as cluster:
        return survey(paths, cluster=cluster.scheduler_address, plans=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--same", type=int, default=16, help="bodies computed in every way and compared")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows = [measure(count, options.same) for count in sorted(options.bodies)]
    line = "{bodies:>5} bodies {seconds:>8} s  CPU {cpu_seconds:>8} s, {cpu_ms_per_body:>6} ms each  {peak_mib:>5} MiB"
    for row in rows:
        print(line.format(**row), "the same" if row["same_in_one_process_and_on_dask"] else "NOT THE SAME")
    last, first = rows[-1], rows[0]
    if options.out:
        note = "2 cores shared with other work: CPU seconds are the measure, wall time is an upper bound"
        kept = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
        counted = {row["bodies"] for row in rows}
        rows = [*(row for row in kept.get("rows", []) if row["bodies"] not in counted), *rows]
        rows.sort(key=lambda row: row["bodies"])
        options.out.write_text(json.dumps({**kept, "note": note, "rows": rows}, indent=2) + "\n", encoding="utf-8")
    nation = float(last["cpu_ms_per_body"]) * NATION / 1000 / CORES
    print(f"{NATION} bodies at the last rate: {nation:.0f} s on {CORES} cores (target {SECONDS} s)")
    linear = float(last["cpu_ms_per_body"]) <= GROWTH * float(first["cpu_ms_per_body"])
    small = float(last["peak_mib"]) * 2**20 < BYTES
    return (
        0
        if nation < SECONDS and linear and small and all(row["same_in_one_process_and_on_dask"] for row in rows)
        else 1
    )


if __name__ == "__main__":
    sys.exit(main())
