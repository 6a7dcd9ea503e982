"""What matched, told line by line, so that somebody can see whether the ledger was read right."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.exchange.ledger.leaves import label
from readiness.exchange.mapping.match import MatchReport
from readiness.exchange.mapping.spec import ALIASES, LINKS, leaf_for
from readiness.exchange.notes import RowNote, note
from readiness.messages.catalogue import Catalogue
from readiness.model.text import Text, text


def mapping_notes(report: MatchReport) -> tuple[RowNote, ...]:
    """What somebody should look at, as remarks that become findings."""
    words = [
        note(
            "mapping.word" if unknown.near else "mapping.word-alone",
            "",
            word=unknown.word,
            count=unknown.count,
            field=target_label(unknown.target),
            near="、".join(unknown.near),
            grave=False,
        )
        for unknown in report.words
    ]
    guesses = [note("mapping.guess", name, name, area=area, grave=False) for name, area in report.guesses]
    return (*words, *guesses)


def target_label(target: str) -> Text:
    """A target such as `contract.end` in words."""
    leaf = leaf_for(target)
    if leaf is None:
        return text("exchange.mapping.links" if target in LINKS else "exchange.mapping.other")
    owner = leaf.owners[-1]
    return text(f"field.{owner}.{leaf.path[-1]}" if _own(owner, leaf.path[-1]) else f"field.{leaf.path[-1]}")


def report_lines(report: MatchReport, words: Catalogue) -> Iterator[str]:
    """The report for a terminal."""
    for sheet in report.sheets:
        kind = words.get(f"exchange.mapping.record.{sheet.record}")
        yield words.get("exchange.mapping.sheet", sheet=sheet.sheet, kind=kind, row=sheet.header_row, rows=sheet.rows)
        for target, (head, cell) in sheet.columns.items():
            leaf = leaf_for(target)
            shown = label(leaf.owners[-1], leaf.path[-1], words) if leaf else words.render(target_label(target))
            owner = target.partition(".")[0]
            if leaf is not None and leaf.path[-1] in ("name", "version") and owner != sheet.record:
                shown = words.get("exchange.mapping.of", record=words.get(f"section.{ALIASES[owner]}"), field=shown)
            yield f"    {cell}  {' '.join(head.split())}  →  {shown}"
        if sheet.ignored:
            yield "    " + words.get("exchange.mapping.ignored", heads=words.join(sheet.ignored))
    for name in report.unmatched:
        yield words.get("exchange.mapping.unmatched", sheet=name)
    for remark in mapping_notes(report):
        yield f"  {remark.id}  {words.render(remark.message)}".rstrip()
    made = [f"{words.get(f'section.{key}')} {count}" for key, count in report.records.items()]
    yield words.get("exchange.mapping.made", records=words.join(made))


def _own(owner: str, key: str) -> bool:
    return Catalogue("ja").has(f"field.{owner}.{key}")
