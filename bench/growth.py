"""The whole of `analyze` as a body grows: processor time, memory and size of what is written, each in a fresh process.

    python -m bench.growth [--out FILE] [--sizes N …] [--turns N]

Synthetic cities, as `bench.validate` makes them. *cpu* and *mib* are those of the command with its children (the
picture of dependencies is laid out by one); the least of the turns counts. *yardstick_ms* is what a fixed loop took
beside it, so that figures of a busy or another machine can be read. Targets: 600 systems below 12 CPU s and 350 MiB,
2,000 below 35 s and 800 MiB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.validate import files_of

SIZES = (20, 60, 200, 600, 2_000)
SCALES = {"smoke": ["--sizes", "20", "--turns", "1"], "normal": ["--sizes", "20", "60", "200", "600"]}
_YARDSTICK = 3_000_000
WITH_BYTE_CODE = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def yardstick() -> float:
    """Milliseconds of processor time for a fixed loop: about 100 on the machine of the committed figures, when idle."""
    begin, total = time.process_time(), 0
    for number in range(_YARDSTICK):
        total += number % 7
    return (time.process_time() - begin) * 1e3


def of_command(*arguments: str) -> tuple[float, float]:
    """Processor seconds and peak MiB of one command in a process of its own, its modules compiled as everywhere."""
    command = [sys.executable, "-m", "readiness", *arguments]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=WITH_BYTE_CODE)
    _, status, used = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, status
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measured(folder: Path, out: Path) -> tuple[float, float]:
    """Processor seconds and peak MiB of one `analyze`."""
    return of_command("analyze", str(folder), "--out", str(out), "--fail-on", "never", "-q")


def write_files(folder: Path, systems: int) -> Path:
    """A synthetic city in a folder."""
    for name, text in files_of(systems).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def row(systems: int, turns: int) -> dict[str, float | int]:
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = write_files(Path(scratch) / "in", systems), Path(scratch) / "out"
        before = yardstick()
        runs = [measured(folder, out / str(turn)) for turn in range(turns)]
        cpu, mib = min(run[0] for run in runs), min(run[1] for run in runs)
        (written,) = (out / "0").iterdir()
        sizes = {path.relative_to(written).as_posix(): path.stat().st_size for path in written.rglob("*")}
        return {
            "systems": systems,
            "cpu_s": round(cpu, 1),
            "mib": round(mib),
            "yardstick_ms": round(min(before, yardstick())),
            "analysis_json_kb": sizes["analysis.json"] // 1000,
            "index_html_kb": sizes["index.html"] // 1000,
            "report_xlsx_kb": sizes["report.xlsx"] // 1000,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--turns", type=int, default=2)
    options = parser.parse_args()
    rows = []
    row(SIZES[0], 1)  # compiles
    for size in options.sizes:
        rows.append(row(size, options.turns))
        print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    if options.out:
        command = "python -m bench.growth --sizes " + " ".join(map(str, options.sizes)) + f" --turns {options.turns}"
        options.out.write_text(json.dumps({"command": command, "rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
