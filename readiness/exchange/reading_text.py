"""A reading in words: what was read, not used and asked, line by line and as findings (読み取りの報告)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from readiness.exchange.ledger.leaves import Leaf
from readiness.exchange.missing_text import missing_text
from readiness.exchange.notes import RowNote, note, row_path
from readiness.intake.doubt import Doubt, Place, Unused, Weight
from readiness.intake.fields import shape_of
from readiness.intake.identity import FIELD as IDENTITY
from readiness.intake.reading import Reading, ReadTable, Stated
from readiness.intake.work_cells import SHOWN
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import Text, text

_MONEY = ("initial", "whole", "other-year", "joint-total", "part", "unit-price", "not-wanted")
_WHOLE = {"vendor.name": "field.vendor", IDENTITY: "reading.identity"}
_RECORDS = {
    "system": "systems",
    "contract": "contracts",
    "vendor": "vendors",
    "package": "packages",
    "division": "divisions",
}


def doubt_text(doubt: Doubt) -> Text:
    """The question a doubt asks, in words of the catalogue."""
    if doubt.code == "missing":
        return missing_text(doubt)
    params: dict[str, Any] = {"count": doubt.count, **doubt.params}
    params.setdefault("record", doubt.record)
    words = Catalogue("ja")
    if doubt.code == "word":
        near = doubt.params.get("near") or ()
        stated = text("reading.near", words=near) if near else ""
        return text(
            "reading.doubt.word", word=doubt.text, count=doubt.count, field=field_text(doubt.field), near=stated
        )
    read = text("reading.read_as", value=_shown(doubt.read_as)) if doubt.read_as not in (None, "") else ""
    if words.has(f"reading.doubt.{doubt.code}"):
        return text(f"reading.doubt.{doubt.code}", **{**params, "field": field_text(doubt.field), "read": read})
    why = text(f"reading.why.{doubt.code}", **params)
    if not doubt.record and doubt.params.get("head"):
        head = str(doubt.params["head"])
        return text("reading.column", head=head, field=field_text(doubt.field), count=doubt.count, why=why, read=read)
    shown = " ".join(doubt.text.split())
    return text("reading.held", record=doubt.record, field=field_text(doubt.field), text=shown, why=why, read=read)


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return text("common.yes") if value else text("common.no")
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def field_text(target: str) -> Text:
    """A field such as `contract.end` in words; with its record where the name alone would not tell."""
    alias, _, rest = target.partition(".")
    if target.startswith("links."):
        return text("exchange.mapping.links")
    if target in _WHOLE:
        return text(_WHOLE[target])
    if target in ("package.name", "division.name"):
        return text("field.package" if alias == "package" else "field.owner_division")
    if not rest:
        return text("exchange.mapping.other")
    owner = alias.capitalize()
    key = rest.rpartition(".")[2]
    label = text(f"field.{owner}.{key}" if Catalogue("ja").has(f"field.{owner}.{key}") else f"field.{key}")
    return label if Catalogue("ja").has(label.key) else text("exchange.mapping.other")


def target_text(target: str, record: str) -> Text:
    """What a column feeds, with its record where the name alone would not tell (事業者の名称)."""
    target = SHOWN.get(target, target)
    alias, _, rest = target.partition(".")
    if target.startswith("links."):
        return text("exchange.mapping.links")
    if target.startswith("row.") or (shape_of(target) is None and rest != "name"):
        return text("exchange.mapping.other")
    owner, key = alias.capitalize(), rest.rpartition(".")[2]
    label = text(f"field.{owner}.{key}" if Catalogue("ja").has(f"field.{owner}.{key}") else f"field.{key}")
    if rest in ("name", "version") and alias != record:
        return text("exchange.mapping.of", record=text(f"section.{_RECORDS.get(alias, alias)}"), field=label)
    return label


def leaf_text(leaf: Leaf) -> Text:
    """A column of our own ledger in words."""
    owner, key = leaf.owners[-1], leaf.path[-1]
    return text(f"field.{owner}.{key}" if Catalogue("ja").has(f"field.{owner}.{key}") else f"field.{key}")


def reading_notes(reading: Reading) -> tuple[RowNote, ...]:
    """Everything somebody should look at, the questions first."""
    return tuple(remark for remark, _ in _remarks(reading))


def _remarks(reading: Reading) -> Iterator[tuple[RowNote, Severity]]:
    """Remarks with how much each matters."""
    if reading.named_by_file:
        yield note("mapping.named-by-file", "", grave=False, id=reading.named_by_file), Severity.WARNING
    if reading.saved:
        yield note("mapping.saved", "", day=reading.saved, grave=False), Severity.WARNING
    for doubt in reading.doubts:
        asked = Severity.WARNING if doubt.asked or doubt.code in _SHOWN else Severity.NOTE
        yield replace(_note(doubt.place, doubt_text(doubt)), key=_key(doubt)), asked
    for stated in reading.stated:
        yield _note(stated.place, stated_text(stated)), Severity.NOTE
    yield from _unused(reading)
    for place, columns in _money_columns(reading):
        yield _note(place, text("reading.money", heads=columns)), Severity.WARNING
    yield from _guessed_heads(reading)
    yield from _inferred(reading)
    for file in reading.unformatted:
        yield _note(Place(""), text("reading.unlooked", file=file)), Severity.WARNING
    if reading.joined:
        shown = tuple(text("reading.joined.one", name=name, count=count) for name, count in reading.joined)
        yield _note(Place(""), text("reading.joined", names=shown)), Severity.NOTE
    if reading.spellings:
        alike = tuple("＝".join(names) for names in reading.spellings)
        yield _note(Place(""), text("reading.spellings", names=alike)), Severity.NOTE


def _unused(reading: Reading) -> Iterator[tuple[RowNote, Severity]]:
    for unused in reading.unused:
        if unused.kind in ("sheet", "region") and unused.reason not in ("no-table",):
            yield _note(unused.place, unused_text(unused)), Severity.WARNING
        elif unused.kind == "part":
            old = unused.reason != "acting-macro"  # what was fetched once may be old by now
            yield _note(unused.place, unused_text(unused)), Severity.WARNING if old else Severity.NOTE


def _guessed_heads(reading: Reading) -> Iterator[tuple[RowNote, Severity]]:
    for table in reading.tables:
        for column in table.columns:
            if column.guessed:
                head = " ".join(column.head.split())
                where = f"{table.sheet}!{column.cell}"
                yield (
                    note("mapping.head", where, head=head, field=target_text(column.target, table.record), grave=False),
                    Severity.WARNING,
                )


_SHOWN = frozenset(
    {
        "area-from-name",
        "cost-years",
        "cost-sum",
        "same-system",
        "hidden-rows",
        "hidden-columns",
        "sheet-undated",
        "side-moved",
        "work-division-above",
        "external",
        "sides",
        "legend",
        "ways",
    }
)


def _inferred(reading: Reading) -> Iterator[tuple[RowNote, Severity]]:
    for key, names in zip(("yes", "no"), reading.inferred, strict=True):
        if names:
            stated = note(f"mapping.inferred.{key}", "", count=len(names), systems=tuple(names), grave=False)
            yield stated, Severity.WARNING
    for system, name in reading.outside:
        yield note("mapping.outside", "", grave=False, asks=system, system=name), Severity.QUESTION


def _key(doubt: Doubt) -> str:
    """What tells one doubt from the others next month, too: no place, which shifts."""
    return "|".join((doubt.code, *doubt.key))


def _note(place: Place, message: Text) -> RowNote:
    return RowNote(place=str(place), id="", message=message, grave=False, file=place.file)


def _money_columns(reading: Reading) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Columns of amounts that are no yearly amount, by sheet."""
    by_sheet: dict[str, list[Unused]] = {}
    for unused in reading.unused:
        if unused.kind == "column" and unused.reason in _MONEY:
            by_sheet.setdefault(unused.place.sheet, []).append(unused)
    for columns in by_sheet.values():
        yield columns[0].place, tuple(column.text for column in columns)


def stated_text(stated: Stated) -> Text:
    """How the cells of a column were read."""
    texts = (stated.head, stated.unit, *stated.samples)
    unit = next((unit for said in texts for unit in ("百万円", "千円", "万円", "億円") if unit in said), "千円")
    how = tuple(text(f"reading.how.{code}", unit=unit) for code in stated.codes)
    sample = "」「".join(" ".join(sample.split()) for sample in stated.samples)
    return text(
        "reading.stated", head=stated.head, field=field_text(stated.target), count=stated.count, how=how, sample=sample
    )


def unused_text(unused: Unused) -> Text:
    """Why something was not read."""
    if unused.kind == "part":
        return text(f"exchange.note.{unused.reason}", name=unused.text)
    names = unused.params.get("names", ())
    if unused.kind in ("sheet", "region") and unused.reason.startswith("other-"):
        kind = text(f"reading.kind.{unused.reason.removeprefix('other-')}")
        bare = "" if names else "-bare"
        return text(f"reading.unused.other{bare}", text=unused.text, kind=kind, names=names)
    return text(f"reading.unused.{unused.reason}", **{**unused.params, "text": unused.text, "names": names})


def reading_findings(reading: Reading, file: str) -> list[Finding]:
    """The remarks as findings, so that `validate` and the report show them. `file`: the first that was read; the others
    stand beside it.
    """
    name = PurePosixPath(file).name
    return [
        Finding(
            code="IN306",
            severity=severity,
            subject=Subject("system", remark.asks) if remark.asks else Subject("row", remark.place),
            message=remark.message,
            ref=Ref(str(PurePosixPath(file).with_name(remark.file or name)), row_path(remark.place)),
            discriminator=remark.key or f"{remark.message.key} {remark.place or remark.asks}".rstrip(),
        )
        for remark, severity in _remarks(reading)
    ]


def refusal_text(reading: Reading, file: str) -> Text:
    """Why a file gave nothing."""
    return text(f"reading.refused.{reading.refused}", file=file)


def reading_lines(reading: Reading, words: Catalogue) -> Iterator[str]:
    """The report of an import for a terminal."""
    for table in reading.tables:
        yield from _table_lines(table, reading, words)
    for name in reading.about_body:
        yield words.get("exchange.mapping.about-body", sheet=name)
    for unused in reading.unused:
        if unused.reason == "no-table":
            yield words.render(unused_text(unused))
    for remark in reading_notes(reading):
        yield f"  {remark.id or remark.place}  {words.render(remark.message)}".rstrip()
    if reading.refused:
        return
    made = [f"{words.get(f'section.{key}')} {len(rows)}" for key, rows in reading.sections.items() if key != "body"]
    yield words.get("exchange.mapping.made", records=words.join(made))


def _table_lines(table: ReadTable, reading: Reading, words: Catalogue) -> Iterator[str]:
    kind = words.get(f"exchange.mapping.record.{table.record}")
    form = f"reading.shape.{table.shape}" if table.shape != "list" else "exchange.mapping.sheet"
    yield words.get(form, sheet=table.sheet, kind=kind, row=table.row, rows=table.rows)
    for column in table.columns:
        shown = words.render(target_text(column.target, table.record))
        mark = words.get("exchange.mapping.guessed") if column.guessed else ""
        yield f"    {column.cell}  {' '.join(column.head.split())}  →  {shown}{mark}"
        said = [f"{word}→{ours}({count})" for (at, word, ours), count in reading.words.items() if at == column.target]
        if said:
            yield f"        {words.join(said)}"
    if table.ignored:
        yield "    " + words.get("exchange.mapping.ignored", heads=words.join(table.ignored))
    if table.dittos:
        yield "    " + words.get("exchange.mapping.dittos", count=table.dittos)
    if table.passed:
        yield "    " + words.get("exchange.mapping.passed", rows=words.join(str(row) for row in table.passed))


def summary_lines(reading: Reading, words: Catalogue) -> Iterator[str]:
    """What `analyze` says at its end: what was read, what was not used, what is asked."""
    counts = {kind: sum(u.kind in kinds for u in reading.unused) for kind, kinds in _KINDS.items()}
    made = [f"{words.get(f'section.{key}')} {len(rows)}" for key, rows in reading.sections.items() if key != "body"]
    unused = words.get("reading.summary.unused", **counts)
    columns = sum(len(table.columns) for table in reading.tables)
    asked = sum(doubt.asked for doubt in reading.doubts)
    yield words.get(
        "reading.summary",
        records=words.join(made),
        tables=len(reading.tables),
        columns=columns,
        unused=unused,
        asked=asked,
    )


_KINDS = {"regions": ("sheet", "region"), "columns": ("column",), "rows": ("row",)}

__all__ = ["Weight", "doubt_text", "reading_findings", "reading_lines", "refusal_text", "summary_lines"]
