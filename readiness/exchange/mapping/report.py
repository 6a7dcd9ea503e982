"""What matched, told line by line, so that somebody can see whether the ledger was read right."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.exchange.ledger.leaves import Leaf
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
    heads = [
        note(
            "mapping.head",
            f"{sheet.sheet}!{sheet.columns[target][1]}",
            head=" ".join(sheet.columns[target][0].split()),
            field=_whose(target, sheet.record),
            grave=False,
        )
        for sheet in report.sheets
        for target in sheet.guessed
    ]
    shared = [
        note("mapping.shared-amount", f"{sheet.sheet}!{row}", grave=False)
        for sheet in report.sheets
        for row in sheet.shared
    ]
    untaxed = [note("mapping.untaxed", s.sheet, grave=False) for s in report.sheets if s.untaxed]
    yes, no = report.inferred
    inferred = [
        note(f"mapping.inferred.{key}", "", count=len(names), systems="、".join(names), grave=False)
        for key, names in (("yes", yes), ("no", no))
        if names
    ]
    hints = [note("mapping.due-hint", name, name, remark=remark, grave=False) for name, remark in report.hints]
    outside = [note("mapping.outside", "", grave=False, asks=system, system=name) for system, name in report.outside]
    alone = [note("mapping.named-by-file", "", grave=False, id=report.named_by_file)] if report.named_by_file else []
    saved = [note("mapping.saved", "", day=report.saved, grave=False)] if report.saved else []
    return (*alone, *saved, *heads, *untaxed, *shared, *words, *guesses, *inferred, *hints, *outside)


def target_label(target: str) -> Text:
    """A target such as `contract.end` in words."""
    leaf = leaf_for(target)
    if leaf is None:
        return text("exchange.mapping.links" if target in LINKS else "exchange.mapping.other")
    return field_label(leaf)


def field_label(leaf: Leaf) -> Text:
    """A field in words."""
    return text(f"field.{leaf.owners[-1]}.{leaf.path[-1]}")


def _whose(target: str, record: str) -> Text:
    """The target in words, with its record where the name alone would not tell (事業者の名称)."""
    shown, owner = target_label(target), target.partition(".")[0]
    if target.endswith((".name", ".version")) and owner != record:
        return text("exchange.mapping.of", record=text(f"section.{ALIASES[owner]}"), field=shown)
    return shown


def report_lines(report: MatchReport, words: Catalogue) -> Iterator[str]:
    """The report for a terminal."""
    for sheet in report.sheets:
        kind = words.get(f"exchange.mapping.record.{sheet.record}")
        yield words.get("exchange.mapping.sheet", sheet=sheet.sheet, kind=kind, row=sheet.header_row, rows=sheet.rows)
        for target, (head, cell) in sheet.columns.items():
            shown = words.render(_whose(target, sheet.record))
            mark = words.get("exchange.mapping.guessed") if target in sheet.guessed else ""
            yield f"    {cell}  {' '.join(head.split())}  →  {shown}{mark}"
            said = [f"{word}→{ours}({count})" for (at, word, ours), count in report.readings.items() if at == target]
            if said:
                yield f"        {words.join(said)}"
        if sheet.ignored:
            yield "    " + words.get("exchange.mapping.ignored", heads=words.join(sheet.ignored))
        if sheet.dittos:
            yield "    " + words.get("exchange.mapping.dittos", count=sheet.dittos)
        if sheet.passed:
            rows = words.join(str(row) for row in sheet.passed)
            yield "    " + words.get("exchange.mapping.passed", rows=rows)
    for name in report.about_body:
        yield words.get("exchange.mapping.about-body", sheet=name)
    for name in report.unmatched:
        yield words.get("exchange.mapping.unmatched", sheet=name)
    for remark in mapping_notes(report):
        yield f"  {remark.id or remark.place}  {words.render(remark.message)}".rstrip()
    made = [f"{words.get(f'section.{key}')} {count}" for key, count in report.records.items()]
    yield words.get("exchange.mapping.made", records=words.join(made))
