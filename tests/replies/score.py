"""Runs the commands of a `reply-expectation` in a copy of its folder and judges what was recorded.

A target is right, asked (nothing definite stored and the row named), lost (nothing stored, nothing said) or wrong.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.command import run

NOTHING, ASKED, STATUS, NAMED = "〔記録なし〕", "〔確認〕", "STATUS", "NAMED"


@dataclass(frozen=True)
class Verdict:
    scenario: str
    target: str
    field: str
    found: str
    wanted: str
    right: bool
    named: bool = False

    @property
    def kind(self) -> str:
        """right; told = not as it should be, and the row named; lost or wrong without a word."""
        return "right" if self.right else "told" if self.named else "lost" if self.found == NOTHING else "wrong"


def score(scenario: Path, work: Path) -> Iterator[Verdict]:
    """Verdicts on all targets of one case. Raises `AssertionError` where a command ended with 3."""
    folder = work / scenario.name
    shutil.copytree(scenario, folder)
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    said = ""
    for step in expected["steps"]:
        done = run(*(_place(str(part), folder) for part in step))
        assert done.returncode in (0, 1, 2), (scenario.name, done.stderr)
        said += done.stdout + done.stderr
    stored = _claims(folder) if expected.get("claims") else _answers(folder)
    for right in expected["right"]:
        target, field = str(right["target"]), str(right["field"])
        found = _status(folder, field) if target == STATUS else stored.get(target, {}).get(field, NOTHING)
        wanted = right["value"]
        if target == NAMED:
            found = str(wanted) if str(wanted) in said else NOTHING
        named = target in said
        yield Verdict(scenario.name, target, field, found, str(wanted), _fits(found, wanted, named=named), named)


def _place(part: str, folder: Path) -> str:
    return str(folder / part) if part == "input" or (folder / part).is_file() else part


def _fits(found: str, wanted: Any, *, named: bool) -> bool:
    if isinstance(wanted, Mapping):
        return any(_fits(found, one, named=named) for one in wanted["any"])
    text = str(wanted)
    if text == ASKED:
        return found == NOTHING and named
    if text.startswith("!~"):
        return re.search(text[2:], found) is None
    if text.startswith("~"):
        return found != NOTHING and re.search(text[1:], found) is not None
    return found == text


def _answers(folder: Path) -> dict[str, dict[str, str]]:
    """By ID the fields of the last answer, evaluation and who gave it."""
    found: dict[str, dict[str, str]] = {}
    file = next(folder.glob("input/register/**/gaps.jsonl"), None)
    for line in file.read_text(encoding="utf-8").splitlines() if file else ():
        event = json.loads(line)
        if event["kind"] == "answered":
            fields = {name: str(value) for name, value in event["reply"].items()}
            old = {k: v for k, v in found.get(event["gap"], {}).items() if k in ("confirmed", "added_hours")}
            found[event["gap"]] = {**fields, **old, "by": event.get("by", ""), "replied": "はい"}
        for name, value in event.get("evaluation", {}).items():
            if name in ("confirmed", "added_hours"):
                found.setdefault(event["gap"], {})[name] = str(value)
    return found


def _claims(folder: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in (folder / "input").glob("claims*.yaml"):
        for row in yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]:
            told = {name: str(value) for name, value in row.items() if value != "未確認"}
            found[str(row["requirement"])] = told
    return found


def _status(folder: Path, field: str) -> str:
    """A count of the first vendor in `gaps status`."""
    lines = run("gaps", "status", str(folder / "input")).stdout.splitlines()
    heads, row = lines[0].split(), lines[1].split()
    return row[heads.index(field)]


def main(folder: str) -> None:
    """Print a table of every case of a folder, and below it what is not right."""
    import tempfile

    table = ["| case | values | right | told | lost | wrong |", "|---|--:|--:|--:|--:|--:|"]
    total: Counter[str] = Counter()
    failed = []
    for scenario in sorted(path for path in Path(folder).iterdir() if (path / "expected.yaml").is_file()):
        with tempfile.TemporaryDirectory() as work:
            verdicts = list(score(scenario, Path(work)))
        kinds = Counter(verdict.kind for verdict in verdicts)
        total += kinds
        table.append(_line(scenario.name, kinds))
        failed += [str(verdict) for verdict in verdicts if not verdict.right]
    print("\n".join([*table, _line("**all**", total), *failed]))


def _line(name: str, kinds: Counter[str]) -> str:
    counts = (kinds.total(), *(kinds[kind] for kind in ("right", "told", "lost", "wrong")))
    return f"| {name} | {' | '.join(map(str, counts))} |"


if __name__ == "__main__":
    import sys

    main(sys.argv[1])
