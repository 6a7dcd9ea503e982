"""A new field is one line: written at the record class, it arrives everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AFTER = "    after: Annotated[Side | None, INSIDE] = None\n"
LINE = (
    '    trial: Annotated[Maybe[str], SECURITY, refers("divisions"), asks(DIVISION, A, "state.trial"),'
    " holds(Result.DATES)] = UNKNOWN\n"
)
PLACES = [
    "loader",
    "references",
    "schema",
    "published schema",
    "docs/inventory.md",
    "snapshot",
    "emit",
    "audience",
    "references that lead nowhere",
    "completeness",
    "books",
    "questions",
    "ledger",
    "diff",
]


def test_a_field_written_in_one_line_arrives_everywhere(tmp_path: Path) -> None:
    for room in ("readiness", "tools"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "_specs"))
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    (tmp_path / "throw_away.py").write_bytes((Path(__file__).parent / "throw_away.py").read_bytes())
    system = tmp_path / "readiness" / "model" / "system.py"
    source = system.read_text(encoding="utf-8")
    assert source.count(AFTER) == 1
    system.write_text(source.replace(AFTER, AFTER + LINE), encoding="utf-8")
    town = tmp_path / "town"
    town.mkdir()
    done = subprocess.run(
        [sys.executable, "throw_away.py", str(town)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines() == PLACES, done.stderr
