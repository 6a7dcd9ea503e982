"""Import budget: what a quick command must not pay for."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INVENTORY = ROOT / "inventories" / "midori-cho"
HEAVY = ["networkx", "pandas", "numpy", "ortools", "rich", "graphviz", "pygraphviz", "jinja2", "xlsxwriter"]
HEAVY += ["pyarrow", "dask", "distributed", "playwright", "resvg_py"]

# Runs the command line in this process and then names the heavy packages it has loaded.
PROBE = """
import sys
from readiness.cli import main
try:
    main()
except SystemExit as end:
    code = end.code or 0
loaded = sorted(set(sys.argv[-1].split(",")) & {name.partition(".")[0] for name in sys.modules})
print("LOADED", code, *loaded)
"""


def loaded_by(*arguments: str) -> tuple[int, list[str]]:
    """Exit code of `readiness ARGUMENTS` and the heavy packages that were imported for it."""
    probe = PROBE.replace("sys.argv[-1]", repr(",".join(HEAVY)))
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    words = done.stdout.splitlines()[-1].split() if done.stdout else []
    assert words[:1] == ["LOADED"], done.stdout + done.stderr
    return int(words[1]), words[2:]


def test_help_and_version_load_nothing_heavy() -> None:
    assert loaded_by("--help") == (0, [])
    assert loaded_by("--version") == (0, [])


@pytest.mark.skipif(
    importlib.util.find_spec("readiness.cli.commands.validate") is None, reason="the command is not there yet"
)
@pytest.mark.parametrize("output", ["text", "json", "sarif", "github", "csv"])
def test_validate_loads_nothing_heavy(output: str) -> None:
    code, heavy = loaded_by("validate", str(INVENTORY), "--format", output)
    assert heavy == []
    assert code in {0, 1}, "the sample is readable, so semantic rules did run"


def test_every_package_can_be_imported_without_heavy_ones() -> None:
    rooms = sorted(p.parent.name for p in (ROOT / "readiness").glob("*/__init__.py"))
    code = f"import sys, {', '.join(f'readiness.{room}' for room in rooms)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(HEAVY) & {name.partition(".")[0] for name in done.stdout.split()}
