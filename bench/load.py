"""Load with positions: our loader against ruamel.yaml's round-trip loader, as ratios within one run.

    python -m bench.load [--out FILE]

Inventories of 20, 60 and 2,000 systems with three interfaces each are made up on the spot. Each figure is the best
processor time of several runs; both sides read the same text and end with data and the position of every value at hand.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from readiness.sources.limits import Limits
from readiness.sources.yamlfile import load_yaml

SIZES = (20, 60, 2_000)
SCALES = {"smoke": ["--sizes", "20", "60"]}


def inventory_text(systems: int) -> str:
    """A fictional inventory: comments, quoted codes, dates, nested terms, Japanese text."""
    lines = ["# 架空の団体", "body:", '  code: "990001"', "  name: 架空市", "systems:"]
    for n in range(systems):
        lines += [
            f"  - id: sys-{n:04}",
            f"    name: 第{n}システム  # 担当課に確認",
            f"    areas: [area-{n % 21}]",
            "    vendor: vendor-" + str(n % 7),
            f'    package: {{name: "架空パッケージ{n % 9}", version: "{n % 5}.10"}}',
            "    hosting: 庁内・DC",
            "    contract:",
            "      ends: 2027-03-31",
            "      notice_days: 180",
            "    data_return: 未確認",
            "    interfaces:",
        ]
        for k in range(3):
            lines += [
                f"      - id: if-{n:04}-{k}",
                f"        to: sys-{(n * 7 + k) % systems:04}",
                "        method: ファイル連携",
                "        layout: 独自",
            ]
    return "\n".join(lines) + "\n"


def cpu_seconds() -> float:
    """Processor time of this process and of its children so far: what else runs on the machine does not count."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def show(rows: Sequence[Mapping[str, Any]], out: Path | None) -> None:
    """What was measured, a line each; into `out` too."""
    for found in rows:
        print("  ".join(f"{key} {value}" for key, value in found.items()))
    if out:
        out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def best(job: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        begin = cpu_seconds()
        job()
        times.append(cpu_seconds() - begin)
    return min(times)


def measure(sizes: Sequence[int] = SIZES) -> list[dict[str, float | int]]:
    from ruamel.yaml import YAML

    rows: list[dict[str, float | int]] = []
    limits = Limits(nodes=10_000_000)
    for systems in sizes:
        text = inventory_text(systems)
        runs = 7 if systems < 1_000 else 2
        ours = best(partial(load_yaml, text, "inventory.yaml", limits), runs)
        theirs = best(partial(YAML(typ="rt").load, text), min(runs, 3))
        document = load_yaml(text, "inventory.yaml", limits)
        assert document.readable and len(document.spans) > systems
        rows.append(
            {
                "systems": systems,
                "bytes": len(text.encode()),
                "ours_ms": round(ours * 1e3, 2),
                "ruamel_ms": round(theirs * 1e3, 2),
                "ratio": round(theirs / ours, 1),
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    rows = measure(options.sizes)
    for row in rows:
        print(
            "{systems:>6} systems {bytes:>9} B  ours {ours_ms:>9} ms  ruamel {ruamel_ms:>10} ms  ×{ratio}".format(**row)
        )
    if options.out:
        options.out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
