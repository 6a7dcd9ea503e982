"""Which field reaches which reader in which output, seen by canaries.

    PYTHONPATH=. python tools/confidentiality.py

writes `docs/confidentiality.md`. Every value of every record of a sample bears a mark of its own
(`tests/report/test_audience.py`); everything is rendered for every reader, and each byte searched for the marks.
What can hold no mark (yes or no, words, counts, most days) is told by its secrecy; that it cannot be seen is shown by
`tests/report/test_audience_pairs.py`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.model.audience import ALLOWED, Audience
from readiness.model.facts import strictest
from readiness.model.fields import ways
from readiness.model.record import Secrecy
from readiness.report.outputs import render_outputs
from tests.report.test_audience import MARK, scene, texts

PAGE = Path(__file__).parents[1] / "docs" / "confidentiality.md"
READERS = tuple(Audience)
INTRODUCTION = """# Who sees what

Made by `PYTHONPATH=. python tools/confidentiality.py` from a run with a canary in every field that can hold one.
A number: in how many kinds of output the field was found for that reader. · the reader may see it, and no output
shows it. – the reader may not see it, and no byte of any output held it. 庁内 gets every output; what a vendor gets is
its own letter (`shoukai`), which holds what is asked of it and who asks.
"""
Seen = dict[tuple[str, Audience], set[str]]


def seen() -> Seen:
    """Field (`Class.key`) and reader → kinds of output in which a mark of the field was found."""
    analysis, planter, options = scene()
    found: Seen = defaultdict(set)
    for reader in READERS:
        for name, content in render_outputs(analysis, replace(options, audience=reader.ja)):
            for _, said in texts(name, content):
                for mark in set(MARK.findall(said)) & planter.field.keys():
                    found[planter.field[mark], reader].add(_kind(name))
    return found


def _kind(name: str) -> str:
    """The output a file belongs to: `shoukai` for every letter, `graph` for every picture."""
    stem = name.rpartition("/")[2].partition(".")[0]
    return "graph" if name.startswith("graph/") else stem.partition("-")[0] if "/" in name else name


def secrecies() -> dict[str, Secrecy]:
    """Every field of every record and part, by `Class.key`; of a class used in several places the mildest."""
    found: dict[str, Secrecy] = {}
    order = list(Secrecy)
    for section in (*SECTIONS, *DECISIONS):
        for way in ways(section.record):
            name, told = f"{way[-1].owner}.{way[-1].key}", strictest(*(fact.secrecy for fact in way))
            before = found.get(name, told)
            found[name] = min(told, before, key=order.index)
    return found


def page(found: Seen) -> str:
    """The table, a row a field."""
    heads = " | ".join(reader.ja for reader in READERS)
    lines = [
        *INTRODUCTION.splitlines(),
        "",
        f"| field | 取扱区分 | {heads} |",
        f"|---|---|{'---|' * len(READERS)}",
    ]
    for name, secrecy in sorted(secrecies().items()):
        cells = []
        for reader in READERS:
            kinds = found.get((name, reader), set())
            allowed = secrecy in ALLOWED[reader]
            cells.append(str(len(kinds)) if kinds else "·" if allowed else "–")
        lines.append(f"| `{name}` | {secrecy.ja} | {' | '.join(cells)} |")
    counts: dict[Secrecy, int] = defaultdict(int)
    for secrecy in secrecies().values():
        counts[secrecy] += 1
    told = ", ".join(f"{secrecy.ja} {counts[secrecy]}" for secrecy in Secrecy)
    return "\n".join([*lines, "", f"{sum(counts.values())} fields: {told}."]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(seen()), encoding="utf-8", newline="\n")
