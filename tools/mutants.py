"""Do the tests notice? Each mutant of `tests/mutants.yaml` is set in a copy of the tree and its tests are run there.

    make mutants ARGS="--only readiness/money"

A mutant is killed where a test fails. One that survives needs a reason (`survives`: nobody could tell the difference);
without one the run ends with 1. A text that is gone is told as stale, and fails under `--strict` only: whoever moves
code need not stop for it, whoever releases does. `--write` makes `bench/results/mutants.md` anew.
"""

from __future__ import annotations

import argparse
import compileall
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import yaml

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests" / "mutants.yaml"
TABLE = ROOT / "bench" / "results" / "mutants.md"
GATE = "tests/towns/test_gate.py::test_every_output_is_as_accepted[karamari-cho]"  # `gate` in the list
TIMEOUT = 900
_FAILED, _BROKEN = 1, 2  # exit codes of pytest: a test failed, or a file could not even be imported


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """`before` becomes `after` in `file`, at its only place or the first one below `within`; `tests` must notice."""

    file: str
    before: str
    after: str
    why: str
    tests: tuple[str, ...] = ()
    within: str = ""
    survives: str = ""

    @property
    def room(self) -> str:
        """The room the file stands in: `readiness/money`."""
        return "/".join(self.file.split("/")[:2])

    def applied(self, source: str) -> str | None:
        """The source with the mutant in it; None where its text is not there, or not told apart."""
        start = source.find(self.within)
        at = source.find(self.before, max(0, start))
        if start < 0 or at < 0 or (not self.within and source.find(self.before, at + 1) >= 0):
            return None
        return source[:at] + self.after + source[at + len(self.before) :]


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome` is killed, survived or stale; `by` is the test that noticed."""

    mutant: Mutant
    outcome: str
    by: str = ""


def read(path: Path = LIST) -> tuple[Mutant, ...]:
    """The list. Tests of the longest path in `tests` that a file stands below, unless the mutant names its own."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = []
    for entry in raw["mutants"]:
        rooms = [room for room in raw["tests"] if entry["file"].startswith(room)]
        tests = entry.get("tests") or raw["tests"][max(rooms, key=len)]
        own = {key: value for key, value in entry.items() if key not in ("tests", "in")}
        found.append(Mutant(**own, tests=tuple(tests), within=entry.get("in", "")))
    return tuple(found)


def stale(mutants: Iterable[Mutant], root: Path = ROOT) -> list[Mutant]:
    """Those whose text has moved away."""

    def there(mutant: Mutant) -> bool:
        path = root / mutant.file
        return path.is_file() and mutant.applied(path.read_text(encoding="utf-8")) is not None

    return [mutant for mutant in mutants if not there(mutant)]


def copied(to: Path) -> Path:
    """The tracked files, compiled so that only a changed source is read again."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    compileall.compile_dir(to / "readiness", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return to


def tested(tree: Path, tests: Sequence[str]) -> tuple[int, str]:
    """Exit code of pytest and the first test that failed."""
    wanted = [GATE if test == "gate" else test for test in tests]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *wanted]
    env = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "READINESS_REQUIRE_BROWSER": "0"}
    try:
        done = subprocess.run(command, cwd=tree, env=env, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return _FAILED, "time"
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    failed = [line.partition(" ")[2].split(" - ")[0] for line in lines if line.startswith(("FAILED ", "ERROR "))]
    return done.returncode, failed[0] if failed else ""


def tried(tree: Path, mutant: Mutant) -> Result:
    """Set the mutant, run its tests, put the file back."""
    path = tree / mutant.file
    source = path.read_text(encoding="utf-8") if path.is_file() else ""
    changed = mutant.applied(source)
    if changed is None:
        return Result(mutant, "stale")
    path.write_text(changed, encoding="utf-8", newline="\n")
    try:
        for test in mutant.tests:  # one by one: what the nearest notice needs none of the others to be collected
            code, by = tested(tree, (test,))
            if code not in (0, _FAILED, _BROKEN):
                raise RuntimeError(f"pytest ended with {code} on {test}: no such test?")
            if code:
                return Result(mutant, "killed", by)
    finally:
        path.write_text(source, encoding="utf-8", newline="\n")
    return Result(mutant, "survived")


def results(mutants: Sequence[Mutant], jobs: int, *, trusted: bool = False) -> Iterator[Result]:
    """Every mutant tried, in order; first all tests once without any, because a failing test kills everything (unless
    they are `trusted` to pass).
    """
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(jobs) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(copied(Path(scratch) / str(number)))
        every = () if trusted else tuple(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
        tree = trees.get()
        code, by = tested(tree, every) if every else (0, "")
        trees.put(tree)
        if code:
            raise RuntimeError(f"the tests fail without any mutant ({code}): {by}")

        def one(mutant: Mutant) -> Result:
            own = trees.get()
            try:
                return tried(own, mutant)
            finally:
                trees.put(own)

        yield from pool.map(one, mutants)


def merged(mutants: Iterable[Mutant], found: Iterable[Result], page: str) -> list[Result]:
    """The new results, and for the mutants that were not tried now what the page says of them from an earlier run."""
    new = {(one.mutant.file, one.mutant.why): one for one in found}
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    stated = {(row[0].strip("`"), row[1]): row[2] for row in rows if len(row) == 3}

    def earlier(mutant: Mutant) -> Result:
        said = stated.get((mutant.file, mutant.why), "")
        if said.startswith("`"):
            return Result(mutant, "killed", said.strip("`"))
        return Result(mutant, next((word for word in ("survived", "stale") if f"**{word}**" in said), "not run"))

    return [new.get((mutant.file, mutant.why)) or earlier(mutant) for mutant in mutants]


def table(found: Sequence[Result]) -> str:
    """The result as a page: a line per room, then a line per mutant."""
    rooms = sorted({result.mutant.room for result in found})
    lines = [
        "# Mutants",
        "",
        "Made by `make mutants ARGS=--write`; the list is `tests/mutants.yaml`. Killed = a test of its room failed;",
        "the share is of those that were run.",
        "",
        "| room | mutants | killed | survived, with a reason | survived | stale | not run |",
        "|---|---|---|---|---|---|---|",
    ]
    for room in (*rooms, ""):
        own = [result for result in found if room in ("", result.mutant.room)]
        counts = [sum(result.outcome == word for result in own) for word in ("killed", "survived", "stale", "not run")]
        explained = sum(result.outcome == "survived" and bool(result.mutant.survives) for result in own)
        tried_ones = len(own) - counts[3]
        share = f"{counts[0]} ({counts[0] / tried_ones:.0%})" if tried_ones else "0"
        cells = (room or "all", len(own), share, explained, counts[1] - explained, counts[2], counts[3])
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += ["", "| file | what is wrong | noticed by |", "|---|---|---|"]
    for result in sorted(found, key=lambda one: (one.mutant.file, one.mutant.why)):
        said = f"`{result.by}`" if result.outcome == "killed" else f"**{result.outcome}** {result.mutant.survives}"
        lines.append(f"| `{result.mutant.file}` | {result.mutant.why} | {said.strip()} |".replace("\n", " "))
    return "\n".join(lines) + "\n"


def main() -> int:
    """Exit code 1 for a survivor without a reason; with `--strict` also for a stale text."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--only", default="", help="part of a file's path or of what is wrong")
    asked.add_argument("--untried", action="store_true", help="only those the page has no result of")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--strict", action="store_true")
    asked.add_argument("--trusted", action="store_true", help="the tests are known to pass here: not run first")
    asked.add_argument(
        "--write", action="store_true", help=f"write {TABLE.relative_to(ROOT)}; the others keep their line"
    )
    given = asked.parse_args()
    mutants = [mutant for mutant in read() if given.only in mutant.file or given.only in mutant.why]
    if given.untried:
        page = TABLE.read_text(encoding="utf-8") if TABLE.is_file() else ""
        mutants = [one.mutant for one in merged(mutants, (), page) if one.outcome == "not run"]
    found = []
    for result in results(mutants, given.jobs, trusted=given.trusted):
        found.append(result)
        print(f"{result.outcome:9}{result.mutant.file}: {result.mutant.why}  {result.by}", flush=True)
        if given.write:  # at once: the run is long, and may be stopped
            page = TABLE.read_text(encoding="utf-8") if TABLE.is_file() else ""
            TABLE.write_text(table(merged(read(), [result], page)), encoding="utf-8", newline="\n")
    survivors = [one for one in found if one.outcome == "survived" and not one.mutant.survives]
    old = [one for one in found if one.outcome == "stale"]
    killed = sum(one.outcome == "killed" for one in found)
    print(f"{len(found)} mutants: {killed} killed, {len(survivors)} survived without a reason, {len(old)} stale")
    return 1 if survivors or (given.strict and old) else 0


if __name__ == "__main__":
    sys.exit(main())
