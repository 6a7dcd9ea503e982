"""The working tree against an earlier revision, in one run: `python -m bench.revision REV [ROUNDS]`.

CPU seconds of whole commands in processes of their own, the two taking turns so that a busy machine slows both. The
ratio of the medians is what counts; `bench/results/revision.json` keeps it.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"
COMMANDS = {
    "validate, 24 systems": ["validate", "inventories/midori-cho"],
    "analyze, 24 systems": ["analyze", "inventories/midori-cho", "--out"],
    "analyze, 36 systems": ["analyze", "inventories/aozora-shi", "--out"],
}
SCALES: dict[str, None] = {"smoke": None, "normal": None, "full": None}  # needs a revision to compare with


def main(revision: str, rounds: int = 3) -> dict[str, dict[str, float]]:
    """Median CPU seconds of both sides and their ratio, for each command. The two get the inventories of `revision`."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder) / "before"
        before.mkdir()
        content = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(before, filter="data")
        out: dict[str, dict[str, float]] = {}
        for name, command in COMMANDS.items():
            stated = [*command, folder] if command[-1] == "--out" else command
            pairs = [(_seconds(before, before, stated), _seconds(ROOT, before, stated)) for _ in range(rounds)]
            was, now = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
            out[name] = {"before_s": round(was, 2), "now_s": round(now, 2), "ratio": round(now / was, 3)}
    return out


def _seconds(tree: Path, folder: Path, command: list[str]) -> float:
    """CPU seconds of one command by the code of `tree`, run in `folder`."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "readiness", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        check=False,
    )
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-500:])
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


if __name__ == "__main__":
    found = main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    (RESULTS / "revision.json").write_text(
        json.dumps({"revision": sys.argv[1], "commands": found}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(json.dumps(found, indent=1, ensure_ascii=False))
