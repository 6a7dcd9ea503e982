"""`tools/venv.sh`, behind every target of the Makefile: what it refuses, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")


def setup(venv: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "tools" / "venv.sh"), str(venv), "run"]
    return subprocess.run(
        command, env={"PATH": "/usr/bin:/bin", **environment}, capture_output=True, encoding="utf-8", check=False
    )


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_an_old_python_is_named_with_its_version(tmp_path: Path) -> None:
    old = program(tmp_path / "python3.9", '[ "$1" = --version ] && echo "Python 3.9.2"; exit 1')
    done = setup(tmp_path / "venv", PYTHON=old)
    assert done.returncode == 2
    assert f"needs Python 3.11 or newer; PYTHON={old} is Python 3.9.2" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_missing_python_is_named(tmp_path: Path) -> None:
    done = setup(tmp_path / "venv", PYTHON="no-such-python")
    assert (done.returncode, done.stderr) == (2, "setup: PYTHON=no-such-python is not a program.\n")


def test_a_python_that_cannot_make_an_environment_names_the_one_package(tmp_path: Path) -> None:
    bare = f'case "$*" in *ensurepip*|*"-m virtualenv"*|*"-m pip"*) exit 1;; esac; exec {sys.executable} "$@"'
    (tmp_path / "bin").mkdir()
    for name in ("cat", "cmp", "dirname", "mkdir", "rm", "sh"):  # and no virtualenv or uv
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or "")
    python = program(tmp_path / "bin" / "python3", bare)
    done = setup(tmp_path / "venv", PYTHON=python, PATH=str(tmp_path / "bin"))
    assert done.returncode == 2
    assert done.stderr.endswith("run the same command again: apt-get install python3-venv\n")


def test_an_environment_of_someone_else_is_used_as_it_is(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (theirs / "bin").mkdir(parents=True)
    (theirs / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv").symlink_to(theirs)
    for venv in (theirs, tmp_path / ".venv"):
        done = setup(venv)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in theirs.rglob("*")] == ["bin", "python"]


def test_a_folder_that_is_no_environment_is_never_cleared(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "precious").write_text("x", encoding="utf-8")
    done = setup(tmp_path / "documents")
    assert done.returncode == 2
    assert "is not a Python environment" in done.stderr
    assert (tmp_path / "documents" / "precious").exists()


def test_every_target_is_in_the_help() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    for target in ("setup", "analyze", "test", "test-long", "bench", "bench-full", "lint", "clean", "bundle"):
        assert f"make {target} " in listed
