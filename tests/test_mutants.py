"""The list of faults is well formed and its tool tells killed, survived and stale; `long` runs all of it."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tools import mutants
from tools.mutants import Mutant, Result, read, stale, table

LISTED = read()


def test_every_mutant_changes_something_says_why_and_names_tests_that_are_there():
    for mutant in LISTED:
        assert mutant.before != mutant.after
        assert len(mutant.why) > 10, mutant
        assert mutant.file.startswith(("readiness/", "bench/"))
        for test in mutant.tests:
            path = "tests/towns/test_gate.py" if test == "gate" else test.split("::")[0]
            assert (mutants.ROOT / path).exists(), test
    same = Counter((one.file, one.before, one.after, one.within) for one in LISTED)
    assert [key for key, count in same.items() if count > 1] == []


def test_every_mutant_is_a_program_that_can_be_read():
    """One that cannot would be noticed by anybody, and proves nothing."""
    for mutant in LISTED:
        path = mutants.ROOT / mutant.file
        changed = mutant.applied(path.read_text(encoding="utf-8")) if path.is_file() else None
        if changed is not None:  # stale ones are told by the long run
            ast.parse(changed, filename=f"{mutant.file}: {mutant.why}")


def test_a_mutant_stands_at_its_only_place_or_below_a_text():
    source = "def one():\n    return a < b\n\n\ndef two():\n    return a < b\n"
    found = Mutant(file="f", before="a < b", after="a <= b", why="")
    assert found.applied(source) is None  # which of the two?
    below = Mutant(file="f", before="a < b", after="a <= b", why="", within="def two")
    assert below.applied(source) == source[: source.rindex("a < b")] + "a <= b\n"
    assert Mutant(file="f", before="a < b", after="", why="", within="def three").applied(source) is None
    assert Mutant(file="f", before="a > b", after="", why="").applied(source) is None


def test_text_that_moved_away_is_told_not_guessed(tmp_path: Path):
    (tmp_path / "here.py").write_text("a < b\n", encoding="utf-8")
    there = Mutant(file="here.py", before="a < b", after="a > b", why="")
    moved = Mutant(file="here.py", before="a <= b", after="a > b", why="")
    gone = Mutant(file="gone.py", before="a < b", after="a > b", why="")
    assert stale([there, moved, gone], tmp_path) == [moved, gone]


def test_a_mutant_is_killed_by_a_failing_test_and_the_file_is_put_back(tmp_path: Path):
    (tmp_path / "sums.py").write_text("def plus(a, b):\n    return a + b\n", encoding="utf-8")
    (tmp_path / "test_sums.py").write_text(
        "from sums import plus\n\n\ndef test_plus():\n    assert plus(2, 0) == 2\n", encoding="utf-8"
    )
    minus = Mutant(file="sums.py", before="a + b", after="a * b", why="", tests=("test_sums.py",))
    other = Mutant(file="sums.py", before="a + b", after="a - b", why="", tests=("test_sums.py",))
    nothing = Mutant(file="sums.py", before="a / b", after="a - b", why="", tests=("test_sums.py",))
    assert mutants.tried(tmp_path, minus) == Result(minus, "killed", "test_sums.py::test_plus")
    assert mutants.tried(tmp_path, other) == Result(other, "survived")
    assert mutants.tried(tmp_path, nothing) == Result(nothing, "stale")
    assert (tmp_path / "sums.py").read_text(encoding="utf-8").endswith("a + b\n")


def test_the_page_counts_by_room():
    killed, lives, meant = (
        Mutant(file="readiness/money/a.py", before="x", after="y", why=f"fault {why}", survives=survives)
        for why, survives in (("1", ""), ("2", ""), ("3", "equal by construction"))
    )
    page = table([Result(killed, "killed", "tests/t.py::test"), Result(lives, "survived"), Result(meant, "survived")])
    assert "| readiness/money | 3 | 1 (33%) | 1 | 1 | 0 | 0 |" in page
    assert "| `readiness/money/a.py` | fault 3 | **survived** equal by construction |" in page
    assert re.search(r"^\| all \| 3 ", page, flags=re.MULTILINE)
    other = Mutant(file="readiness/money/b.py", before="x", after="y", why="fault 4")
    again = mutants.merged([killed, lives, meant, other], [Result(lives, "killed", "tests/t.py::new")], page)
    assert [(one.outcome, one.by) for one in again] == [
        ("killed", "tests/t.py::test"),
        ("killed", "tests/t.py::new"),
        ("survived", ""),
        ("not run", ""),
    ]


@pytest.mark.long
def test_every_mutant_is_killed_or_explained_and_none_is_stale():
    done = subprocess.run(
        [sys.executable, "tools/mutants.py", "--strict"],
        cwd=mutants.ROOT,
        env={**os.environ, "PYTHONPATH": str(mutants.ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")
