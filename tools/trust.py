"""docs/trust.md: what was tried against the program, how often, and what came of it.

    PYTHONPATH=. python -m tests.fuzz.drive 130000 --out bench/results/trust-fuzz.json     # hours
    PYTHONPATH=. python -m tests.faults.drive --out bench/results/trust-faults.json        # hours
    PYTHONPATH=. python tools/trust.py

The page holds what the two runs have measured, failures included, beside the canaries of docs/confidentiality.md and
the attacks of docs/attacks.md. Nothing on it is written by hand.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from tests.faults.desk import COMMANDS

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results"
PAGE = ROOT / "docs" / "trust.md"
WANTED = 100_000
HEAD = """# What was tried, and what came of it

<!-- Made by tools/trust.py from bench/results/trust-*.json, docs/confidentiality.md and docs/attacks.md. -->
"""


def page() -> str:
    """The whole page."""
    parts = (fuzzing(_result("fuzz")), faults(_result("faults")), windows(_result("windows")), canaries(), attacks())
    return "\n".join((HEAD, *parts))


def _result(name: str) -> dict[str, Any]:
    file = RESULTS / f"trust-{name}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def fuzzing(stated: dict[str, Any]) -> str:
    """Damaged input: cases, exit codes, time and memory by what was damaged."""
    wrong, mended = stated["faults"], stated.get("mended", {})
    newer = f", {stated['newer']:,} of them of the newer inputs by number from 1,000,000" if stated.get("newer") else ""
    often = (
        f", {stated['repeated']:,} with a word or sign many times over in a cell, key, line or ID, from 2,000,000"
        if stated.get("repeated")
        else ""
    )
    lines = [
        "## Damaged input",
        "",
        f"{stated['cases']:,} cases by number from {stated['first']:,}{newer}{often} "
        "(`python -m tests.fuzz.drive --again NUMBER` shows one). "
        f"Refused with exit 2: {stated['refused']:,}, of these {stated['refused_with_a_place']:,} with a line, cell, "
        "row or key; the others name the file. "
        f"Slowest: {stated['slowest_seconds']} s of computing. Most memory: {stated['most_memory_mib']} MiB. "
        f"The runs took {stated['wall_seconds'] / 3600:.1f} hours on one busy core.",
        "",
        "| damaged | cases | exit 0 | exit 1 | exit 2 | other |",
        "|---|---|---|---|---|---|",
    ]
    for name, counts in stated["targets"].items():
        other = counts["cases"] - sum(counts.get(code, 0) for code in "012")
        codes = " | ".join(f"{counts.get(code, 0):,}" for code in "012")
        lines.append(f"| {name} | {counts['cases']:,} | {codes} | {other:,} |")
    if stated["cases"] < WANTED:
        lines += ["", f"Wanted are {WANTED:,} cases: {WANTED - stated['cases']:,} of them were not run."]
    for head, found in (
        ("What was not as it must be:", wrong),
        ("Found, mended since, and as it must be now:", mended),
    ):
        lines += ["", head, "", *_faults(found)] if found else []
    if not wrong:
        lines += ["", "Everything else was as it must be." if mended else "Everything was as it must be."]
    return "\n".join([*lines, ""])


def _faults(found: dict[str, list[int]]) -> list[str]:
    """A line a kind: what is the same but for the words behind the place is told once."""
    kinds: dict[str, list[int]] = {}
    for what, numbers in found.items():
        kinds.setdefault(_plain(": ".join(what.split(": ")[:2])), []).extend(numbers)
    return [f"- {what} (e.g. case {', '.join(map(str, sorted(numbers)[:3]))})" for what, numbers in kinds.items()]


def faults(stated: dict[str, Any]) -> str:
    """Kills, full disks and many writers by command."""
    lines = [
        "## Kills, full disks, many writers",
        "",
        "Each on a small town in the middle of its work (`tests/faults/desk.py`). After each, no file may be torn, and "
        "the command given again must work with the same outcome. "
        f"The run took {stated['wall_seconds'] / 3600:.1f} hours on one busy core.",
        "",
        "| command | killed | disk full | processes at once |",
        "|---|---|---|---|",
    ]
    for command, kills in stated["kills"].items():
        writers = "20" if stated["writers"].get(command) else "0"
        lines.append(f"| `{command}` | {kills} | {stated['disks'].get(command, 0)} | {writers} |")
    left = [command for command in COMMANDS if command not in stated["kills"]]
    if left:
        lines += ["", f"Not tried so far: {', '.join(f'`{command}`' for command in left)}."]
    found = Counter(_plain(re.sub(r"killed after [\d.]+ s|\d+ bytes left", "…", one)) for one in stated["found"])
    lines += ["", "What was not as it must be:" if found else "Nothing was torn, nothing was blocked.", ""]
    lines += [f"- {what} ({count} times)" for what, count in found.most_common()]
    return "\n".join([*lines, ""])


def windows(stated: dict[str, Any]) -> str:
    """What was tried of the kit for Windows, and what was not."""
    rows = [f"| `{command}` | {_plain(what)} |" for command, what in stated["commands"].items()]
    head = ("## Windows", "", f"{stated['what']}.", "", "| command | what came |", "|---|---|")
    return "\n".join([*head, *rows, "", stated["not"], ""])


def canaries() -> str:
    """How many fields and readers the canary run has looked at."""
    text = (ROOT / "docs" / "confidentiality.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `[^`]+` \|.*$", text, re.MULTILINE)
    cells = [cell.strip() for row in rows for cell in row.strip("|").split("|")[2:]]
    seen = sum(cell not in "·–" for cell in cells)
    searched = re.findall(r"^Searched: (.*)$", text, re.MULTILINE)
    kept = cells.count("–")
    readers = len(rows[0].strip("|").split("|")) - 2
    return (
        "## Canaries\n\n"
        f"{len(rows)} fields for {readers} readers ([confidentiality.md](confidentiality.md)): seen by a reader who "
        f"may see it {seen} times; {kept} pairs of field and reader must not be, and no byte of any output held them. "
        f"Searched: {' '.join(searched)}\n"
    )


def attacks() -> str:
    """The attacks by name."""
    text = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
    names = [row.strip("|").split("|")[1].strip() for row in re.findall(r"^\| \d+ \|.*$", text, re.MULTILINE)]
    head = f"## Attacks by name\n\n{len(names)}, each mended as a kind with a test ([attacks.md](attacks.md)):\n"
    return "\n".join([head, *(f"- {name}" for name in names), ""])


def _plain(words: str) -> str:
    """Without the folders of the machine, and as one line of Markdown."""
    short = re.sub(r"(/[\w.-]+)*/tmp[\w.-]*/scene/", "", " ".join(words.split()))
    return re.sub(r"([|<>*_`])", r"\\\1", short)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
