"""Cases by number: which file, which wounds, what came of it. The same number is the same case.

    PYTHONPATH=. python -m tests.fuzz.drive 120000 --out bench/results/trust-fuzz.json    # many, with guards
    PYTHONPATH=. python -m tests.fuzz.drive 20000 --first 1000000 --out …                 # of the newer inputs
    PYTHONPATH=. python -m tests.fuzz.drive 5000 --first 2000000 --out …                  # of words said too often
    PYTHONPATH=. python -m tests.fuzz.drive --join A.json B.json --out C.json             # two runs as one report
    PYTHONPATH=. python -m tests.fuzz.drive --again 4711                                  # one, told in full

A block of cases runs in a child process: with a bound on its memory, and ended where a case takes too long.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from readiness.standard import load
from tests.command import Done
from tests.fuzz import newer, scenes
from tests.fuzz.damage import damaged, repeated
from tests.fuzz.newer import NEWER
from tests.fuzz.scenes import TARGETS, Target

BLOCK = 250
SECONDS = 20.0  # of computing, for one case
WAIT = 900.0  # on a clock, for one case: a machine with other work gives a case little time
ROOM = 1 << 30  # bytes a block may take beyond what the process has at its start
LONGEST = 2_500  # signs of a line for people: what a message quotes of a cell is shortened
PLACED = re.compile(
    r"[^\s:]:\d+|![A-Z]{1,3}\d+|\d+\s*行|行\s*\d+|\d+ ?(?:つめ|番目|件目)|[\w.]+ / |[A-Z]{1,3}\d+\b|:\d+:"
)
NEWER_FROM = 1_000_000  # the number from which cases are of the newer inputs
REPEATED_FROM = 2_000_000  # of all inputs, with a word or sign many times over


@dataclass(frozen=True, slots=True)
class Scenario:
    """What one number came to; `fault` says what must not be, or is empty."""

    number: int
    target: Target
    done: Done
    fault: str

    @property
    def placed(self) -> bool:
        """Whether a refusal says where: a line, a cell, a row, a key."""
        said = self.done.stdout + self.done.stderr
        return bool(PLACED.search(said[:2_000] + said[-2_000:]))  # a word of 32,000 digits costs their square here


def drawn(number: int) -> tuple[Target, Random]:
    """The target of a case and the source of its wounds."""
    random = Random(number)
    targets = (*TARGETS, *NEWER) if number >= REPEATED_FROM else NEWER if number >= NEWER_FROM else TARGETS
    totals = tuple(accumulate(target.often for target in targets))
    return targets[bisect(totals, random.random() * totals[-1])], random


def wounded(sound: bytes, number: int, target: Target, random: Random) -> bytes:
    """The file of a case with the wounds of its number."""
    return (repeated if number >= REPEATED_FROM else damaged)(sound, target.kind, random)


def scenario(place: Path, number: int, target: Target | None = None, random: Random | None = None) -> Scenario:
    """Run one case in the scene at `place`, which is as before afterwards."""
    if target is None or random is None:
        target, random = drawn(number)
    file = place / target.file
    sound = file.read_bytes()
    try:
        file.write_bytes(wounded(sound, number, target, random))
        before = _kept(place)
        with patch.dict(os.environ, READINESS_DEBUG="1"):
            done = target.command(place)
        return Scenario(number, target, done, fault(done, target, same=before == _kept(place)))
    finally:
        file.write_bytes(sound)
        scenes.tidy(place)


def _kept(place: Path) -> dict[str, int]:
    """The files of the scene with their sizes; what is hidden (locks) is nobody's."""
    return {
        os.path.join(folder, name): os.path.getsize(os.path.join(folder, name))  # noqa: PTH118, PTH202 - quick
        for folder, _, names in os.walk(place)
        for name in names
        if not name.startswith(".")
    }


def fault(done: Done, target: Target, *, same: bool) -> str:
    """What must not be in what a command said and did (`same`: it wrote nothing); or nothing."""
    told = re.sub(r"(?<![\w./-])[\w./-]*/scene/", "", done.stdout + done.stderr)
    if done.returncode not in {0, 1, 2} or "Traceback" in told:
        frames = re.findall(r'File "[^"]*?(readiness/[^"]+)", line (\d+), in (\w+)', told)
        last = told.strip().splitlines()[-1][:200] if told.strip() else ""
        end = re.findall(r"^([A-Za-z_.]*(?:Error|Exception|Killed|Interrupt)\b.*)$", told, re.MULTILINE)
        where = ":".join(frames[-1]) if frames else "?"
        return f"exit {done.returncode} at {where}: {(end[-1] if end else last)[:160]}"
    if "⟦" in told:
        return f"a sentence is missing: {told[told.index('⟦') :][:80]}"
    if any(len(line) > LONGEST and line[:1] not in "{[" for line in told.splitlines()):
        return f"a line too long to read: {target.name}"
    return _refusal_fault(told, target, same=same) if done.returncode == 2 else ""


def _refusal_fault(told: str, target: Target, *, same: bool) -> str:
    if not told.strip():
        return "refused without a word"
    names = (Path(target.file).name, Path(target.file).stem, "北野町:", "kita:", *target.also)
    if not any(name in told for name in names):
        return f"refused without naming the file: {target.name}: {told.strip().splitlines()[0][:120]}"
    return "" if same else f"refused, and something was written: {target.name}"


@contextmanager
def quick() -> Iterator[None]:
    """The built-in standard is read once for all cases: nothing of it is damaged here."""
    built_in = load.load_standard()
    real = load.load_standard

    def once(root: Any = None, packs: Any = ()) -> Any:
        packs = tuple(packs)
        return built_in if root is None and not packs else real(root, packs)

    users = [m for n, m in sys.modules.items() if n.startswith("readiness.") and vars(m).get("load_standard") is real]
    for module in users:
        vars(module)["load_standard"] = once
    try:
        yield
    finally:
        for module in users:
            vars(module)["load_standard"] = real


def everything() -> None:
    """Import all of the program, so that no child has to."""
    import importlib
    import pkgutil

    import readiness

    for module in pkgutil.walk_packages(readiness.__path__, "readiness."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


# ---- the long mode
@dataclass
class Tally:
    """What many cases came to."""

    by_target: dict[str, Counter[str]]
    faults: dict[str, list[int]]
    times: list[tuple[float, int]] = field(default_factory=list)  # the slowest, with their numbers
    memory: int = 0
    placed: int = 0

    @property
    def slowest(self) -> float:
        """Seconds of computing of the slowest case."""
        return max(self.times, default=(0.0, 0))[0]

    def add(self, told: dict[str, Any]) -> None:
        """One case as its child told it."""
        counts = self.by_target.setdefault(told["target"], Counter())
        counts["cases"] += 1
        counts[str(told["code"])] += 1
        self.placed += told["placed"]
        self.times = nlargest(10, (*self.times, (round(told["seconds"], 2), told["number"])))
        self.memory = max(self.memory, told["memory"])
        if told["fault"]:
            self.faults.setdefault(told["fault"], []).append(told["number"])

    def as_dict(self) -> dict[str, Any]:
        """For the report."""
        refused = sum(counts["2"] for counts in self.by_target.values())
        return {
            "cases": sum(counts["cases"] for counts in self.by_target.values()),
            "refused": refused,
            "refused_with_a_place": self.placed,
            "slowest_seconds": self.slowest,
            "slowest": self.times,
            "most_memory_mib": self.memory >> 10,
            "targets": {name: dict(sorted(counts.items())) for name, counts in sorted(self.by_target.items())},
            "faults": {what: numbers[:20] for what, numbers in sorted(self.faults.items())},
        }


def child(place: Path, numbers: range, out: int) -> None:
    """A block of cases, each told on a line of its own when it begins and when it ends."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + ROOM, size + ROOM))
    with open(out, "w", encoding="utf-8") as tell, open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 2)
        os.dup2(nowhere.fileno(), 1)
        for number in numbers:
            print(json.dumps({"begin": number}), file=tell, flush=True)
            begin = time.process_time()
            found = scenario(place, number)
            told = {
                "number": number, "target": found.target.name, "code": found.done.returncode, "fault": found.fault,
                "placed": found.done.returncode == 2 and found.placed, "seconds": time.process_time() - begin,
                "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }  # fmt: skip
            print(json.dumps(told), file=tell, flush=True)


def _spent(pid: int) -> float:
    """Seconds of computing of a process."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def block(sound: Path, numbers: range, tally: Tally) -> int:
    """Run a block in a child; the number to go on with (behind a case that was ended)."""
    scratch = Path(tempfile.mkdtemp())
    place = Path(shutil.copytree(sound, scratch / "scene"))
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        code = 1
        try:
            child(place, numbers, write)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    at, begin, spent, why = numbers.start, time.monotonic(), 0.0, ""
    rest = b""
    with os.fdopen(read, "rb", buffering=0) as heard:  # without a buffer: what lies in one is not waited for
        while True:
            if not select.select([heard], [], [], 1.0)[0]:
                computing = _spent(pid) - spent
                if computing > SECONDS or time.monotonic() - begin > WAIT:
                    why = f"no end after {computing:.0f} s of computing"
                    os.kill(pid, signal.SIGKILL)
                    break
                continue
            came = heard.read(1 << 16)
            if not came:
                break
            *whole, rest = (rest + came).split(b"\n")
            for told in map(json.loads, whole):
                if "begin" in told:
                    at, begin, spent = told["begin"], time.monotonic(), _spent(pid)
                else:
                    tally.add(told)
                    at += 1
    _, status = os.waitpid(pid, 0)
    shutil.rmtree(scratch, ignore_errors=True)
    if at < numbers.stop:
        target, _ = drawn(at)
        why = why or f"the process ended ({status}) in {target.name}"
        tally.by_target.setdefault(target.name, Counter())["cases"] += 1
        tally.faults.setdefault(f"{why}: {target.name}", []).append(at)
        return at + 1
    return at


def many(count: int, first: int, out: Path) -> Tally:
    """`count` cases from the number `first`; the report is written anew every few blocks."""
    tally = Tally({}, {})
    sound = Path(tempfile.mkdtemp()) / "scene"
    sound.mkdir()
    begin = time.monotonic()
    everything()
    with quick():
        newer.make(sound)
        gc.collect()
        gc.freeze()  # what all children share is not walked by each
        at = first
        while at < first + count:
            at = block(sound, range(at, min(at + BLOCK, first + count)), tally)
            report = {"first": first, **tally.as_dict(), "wall_seconds": round(time.monotonic() - begin)}
            out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(sound.parent, ignore_errors=True)
    return tally


def _of_kind(reports: list[dict[str, Any]], kind: str, first: int, behind: float = float("inf")) -> int:
    """Cases of a range of numbers; a run that was joined before says itself how many it had."""
    return sum(r.get(kind, r["cases"] if first <= r["first"] < behind else 0) for r in reports)


def joined(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Runs of different numbers as one. Cases that failed are tried again now; those as they must be are `mended`."""
    targets: dict[str, Counter[str]] = {}
    failed: dict[str, list[int]] = {}
    mended: dict[str, list[int]] = {}
    for report in reports:
        for name, counts in report["targets"].items():
            targets.setdefault(name, Counter()).update(counts)
        for what, numbers in report["faults"].items():
            failed.setdefault(what, []).extend(numbers)
        for what, numbers in report.get("mended", {}).items():
            mended.setdefault(what, []).extend(numbers)
    place = Path(tempfile.mkdtemp()) / "scene"
    place.mkdir()
    with quick():
        newer.make(place)
        for what, numbers in list(failed.items()):
            if not any(scenario(place, number).fault for number in numbers):
                mended.setdefault(what, []).extend(failed.pop(what))
    shutil.rmtree(place.parent, ignore_errors=True)
    sums = ("cases", "refused", "refused_with_a_place", "wall_seconds")
    most = ("slowest_seconds", "most_memory_mib")
    return {
        "first": min(report["first"] for report in reports),
        "newer": _of_kind(reports, "newer", NEWER_FROM, REPEATED_FROM),
        "repeated": _of_kind(reports, "repeated", REPEATED_FROM),
        **{key: sum(report[key] for report in reports) for key in sums},
        **{key: max(report[key] for report in reports) for key in most},
        "targets": {name: dict(sorted(counts.items())) for name, counts in sorted(targets.items())},
        "faults": dict(sorted(failed.items())),
        "mended": dict(sorted(mended.items())),
    }


def again(number: int) -> None:
    """One case, with all that was said; its scene stays."""
    place = Path(tempfile.mkdtemp())
    everything()
    newer.make(place)
    target, random = drawn(number)
    (place / "damaged").write_bytes(wounded((place / target.file).read_bytes(), number, target, random))
    found = scenario(place, number)
    print(found.done.stdout[-3000:], found.done.stderr[-6000:], sep="\n")
    print(f"{target.name}: exit {found.done.returncode}; {found.fault or 'as it must be'}; {place}/damaged")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("fuzz.json"))
    parser.add_argument("--again", type=int)
    parser.add_argument("--join", type=Path, nargs="+")
    asked = parser.parse_args()
    if asked.join:
        told = joined([json.loads(file.read_text(encoding="utf-8")) for file in asked.join])
        asked.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    elif asked.again is not None:
        again(asked.again)
    else:
        sys.exit(1 if many(asked.count, asked.first, asked.out).faults else 0)
