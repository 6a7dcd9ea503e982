"""The lowest versions that pyproject.toml declares: they can be installed together, and give the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.same_output import contents

ROOT = Path(__file__).parents[1]
# Tests of what stands closest to the parts: workbooks, YAML, mail, graphs, the solver, the standard's tables.
CLOSE = (
    "tests/tables", "tests/sources", "tests/graph", "tests/solver/test_codec.py", "tests/exchange/test_ledger.py",
    "tests/standard/test_published_tables.py",
)  # fmt: skip
TOOLS = ("pytest", "pytest-xdist", "hypothesis", "pydot", "playwright", "axe-playwright-python", "ruamel.yaml")


@pytest.fixture(scope="module")
def lowest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the lowest versions."""
    place = tmp_path_factory.mktemp("lowest")
    chosen, python = place / "lowest.txt", place / "venv" / "bin" / "python"
    uv = str(Path(sys.executable).with_name("uv"))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for words in (
        ("pip", "compile", "pyproject.toml", "--resolution", "lowest-direct", "--python-version", version,
         "--extra", "portfolio", "--output-file", str(chosen)),
        ("venv", "--python", sys.executable, str(place / "venv")),
        ("pip", "install", "--python", str(python), "--requirement", str(chosen)),
        ("pip", "install", "--python", str(python), "--constraint", str(chosen), *TOOLS),
    ):  # fmt: skip
        done = subprocess.run([uv, *words, "--quiet"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return python


def report(python: str, out: Path) -> dict[str, bytes]:
    command = [python, "-m", "readiness", "analyze", "inventories/midori-cho", "--out", str(out), "--quiet"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return {name: raw for name, raw in contents(out).items() if "/cache/" not in name}


@pytest.mark.long
def test_they_give_the_same_report(lowest: Path, tmp_path: Path) -> None:
    assert report(str(lowest), tmp_path / "low") == report(sys.executable, tmp_path / "here")


@pytest.mark.long
def test_they_pass_the_tests_that_stand_close_to_them(lowest: Path) -> None:
    done = subprocess.run(
        [lowest, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CLOSE],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
