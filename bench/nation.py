"""A nation of synthetic bodies through `portfolio`: time, linearity, memory, and the same result in 1 and 2 processes.

    python -m bench.nation [--bodies N…] [--out FILE]

Each body is read from its YAML files, checked by the rules and counted (headlines and vendors; no plan is computed).
Target: 1,788 bodies in under 10 minutes on two cores and under 4 GiB, time per body not growing with their number.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from readiness.app.portfolio import survey
from readiness.portfolio.synthetic import synthetic_files, synthetic_nation
from readiness.standard.load import load_standard

NATION = 1_788
SECONDS, BYTES, GROWTH = 600, 4 * 2**30, 1.5
SCALES = {"smoke": ["--bodies", "8", "16"], "full": ["--bodies", "200", "800", str(NATION)]}


def write_nation(folder: Path, count: int) -> None:
    standard = load_standard()
    for inventory in synthetic_nation(2026, count, standard):
        target = folder / inventory.body.id
        target.mkdir()
        for name, content in synthetic_files(inventory, standard).items():
            (target / name).write_text(content, encoding="utf-8")


def measure(count: int) -> dict[str, float | int | bool]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_nation(folder, count)
        begin = time.perf_counter()
        surveyed = survey([folder], jobs=2)
        seconds = time.perf_counter() - begin
        sample = sorted(folder.iterdir())[:16]
        same = survey(sample, jobs=1) == survey(sample, jobs=2)
    assert len(surveyed.portfolio.bodies) == count
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own + 2 * child) * 1024  # the largest child, twice: an upper bound for two workers
    return {
        "bodies": count,
        "seconds": round(seconds, 2),
        "ms_per_body": round(1000 * seconds / count, 1),
        "peak_mib": round(peak / 2**20),
        "same_in_one_process": same,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows = [measure(count) for count in sorted(options.bodies)]
    line = "{bodies:>5} bodies {seconds:>8} s  {ms_per_body:>6} ms each  {peak_mib:>5} MiB  same: {same_in_one_process}"
    for row in rows:
        print(line.format(**row))
    if options.out:
        options.out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    last = rows[-1]
    nation = float(last["ms_per_body"]) * NATION / 1000
    print(f"{NATION} bodies at the last rate: {nation:.0f} s (target {SECONDS} s)")
    linear = float(last["ms_per_body"]) <= GROWTH * float(rows[0]["ms_per_body"])
    small = float(last["peak_mib"]) * 2**20 < BYTES
    return 0 if nation < SECONDS and linear and small and all(row["same_in_one_process"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
