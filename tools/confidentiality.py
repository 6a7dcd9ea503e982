"""Which field reaches which reader in which output, seen by canaries.

    PYTHONPATH=. python tools/confidentiality.py

writes `docs/confidentiality.md`. Every value of every record of both samples bears a mark of its own
(`tests/report/test_audience.py`), and so does what the register holds; everything is rendered for every reader, and
each byte searched for the marks.
What can hold no mark (yes or no, words, counts, most days) is told by its secrecy; that it cannot be seen is shown by
`tests/report/test_audience_pairs.py`.
"""

from __future__ import annotations

import string
from collections import defaultdict
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from pathlib import Path

from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.model.audience import ALLOWED, Audience
from readiness.model.facts import strictest
from readiness.model.fields import ways
from readiness.model.record import Secrecy
from readiness.report.outputs import render_outputs
from tests.report.test_audience import EVENTS, MARK, own_forms, scene, texts

PAGE = Path(__file__).parents[1] / "docs" / "confidentiality.md"
READERS = tuple(Audience)
TOWNS = ("midori-cho", "aozora-shi")
INTRODUCTION = """# Who sees what

Made by `PYTHONPATH=. python tools/confidentiality.py` from a run over both samples with a canary in every field that
can hold one, and in every answer, evaluation and decision of the register. Letters: the outputs in which the field was
found for that reader, by the list at the end. · the reader may see it, and no output shows it. – the reader may not see
it, and no byte of any output held it. 庁内 gets every output; what a vendor gets is its own letter, which holds what is
asked of it and who asks.
"""
CODES = string.ascii_uppercase + string.ascii_lowercase


@dataclass
class Seen:
    """Field (`Class.key`) and reader → outputs in which a mark of the field was found; how much was looked through."""

    outputs: dict[tuple[str, Audience], set[str]] = dataclass_field(default_factory=lambda: defaultdict(set))
    beside: dict[str, Secrecy] = dataclass_field(default_factory=dict)  # fields of events, which are no records
    marks: int = 0
    files: int = 0
    bytes: int = 0


def seen() -> Seen:
    """What a run over both towns shows."""
    found = Seen()
    for town in TOWNS:
        analysis, planter, options = scene(town)
        found.marks += len(planter.secrecy)
        for mark, field in planter.field.items():
            if field.partition(".")[0] in EVENTS:
                found.beside[field] = planter.secrecy[mark]
        for reader in READERS:
            stated = replace(options, audience=reader.ja, forms=own_forms())
            for name, content in render_outputs(analysis, stated):
                found.files += 1
                found.bytes += len(content)
                for _, said in texts(name, content):
                    for mark in set(MARK.findall(said)) & planter.field.keys():
                        found.outputs[planter.field[mark], reader].add(_kind(name))
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
            name, stated = f"{way[-1].owner}.{way[-1].key}", strictest(*(fact.secrecy for fact in way))
            before = found.get(name, stated)
            found[name] = min(stated, before, key=order.index)
    return found


def page(found: Seen) -> str:
    """The table, a row a field."""
    heads = " | ".join(reader.ja for reader in READERS)
    kinds = sorted(set().union(*found.outputs.values()))
    code = dict(zip(kinds, CODES, strict=False))
    lines = [
        *INTRODUCTION.splitlines(),
        "",
        f"| field | 取扱区分 | {heads} |",
        f"|---|---|{'---|' * len(READERS)}",
    ]
    fields = secrecies() | found.beside
    for name, secrecy in sorted(fields.items()):
        cells = []
        for reader in READERS:
            shown = "".join(sorted(code[kind] for kind in found.outputs.get((name, reader), ())))
            cells.append(shown or ("·" if secrecy in ALLOWED[reader] else "–"))
        lines.append(f"| `{name}` | {secrecy.ja} | {' | '.join(cells)} |")
    counts: dict[Secrecy, int] = defaultdict(int)
    for secrecy in fields.values():
        counts[secrecy] += 1
    stated = ", ".join(f"{secrecy.ja} {counts[secrecy]}" for secrecy in Secrecy)
    lines += [
        "",
        f"{sum(counts.values())} fields: {stated}.",
        "",
        f"Outputs: {', '.join(f'{code[kind]} `{kind}`' for kind in kinds)}.",
        "",
        f"Searched: {found.files} files, {found.bytes / 1e6:.0f} MB, for {found.marks:,} marks.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(seen()), encoding="utf-8", newline="\n")
