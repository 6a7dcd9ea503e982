"""What a person is told of the tables that were read (読み取りの説明)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from readiness.intake.answers import Asking
from readiness.intake.build import Builder
from readiness.intake.cells import LineReader
from readiness.intake.doubt import Doubt, Unused, Weight
from readiness.intake.fold import fold
from readiness.intake.matched import Column, Matched
from readiness.intake.reading import ReadColumn, ReadTable, Stated
from readiness.intake.regions import left
from readiness.intake.rows import Sorted
from readiness.intake.sides import OF_THE_PLAN
from readiness.intake.steps import coloured
from readiness.sources.grid import cell_name

# A remark below or inside a table that is used: its unit, its tax, its day. Any other is told.
_USED = re.compile(r"単位|税込|税抜|税別|現在|時点")
_APART = re.compile(r"除く|除き|含まない|含まず|含む|別途|別に|按分|概算|見込")


def account(matched: Matched, done: Sorted, reader: LineReader, asking: Asking, unused: list[Unused]) -> ReadTable:
    """The table as it was read; columns nobody wanted, hidden rows and columns, sides and marks are told."""
    grid, table = matched.table.grid, matched.table
    chosen = {c.index for plan in reader.amounts.values() for c in (*plan.chosen, *plan.monthly)}
    unclear = {index for plan in reader.amounts.values() for index, code in plan.doubts if code == "period"}
    why = dict.fromkeys(unclear, "asked")
    why |= {c.index: reason for plan in reader.amounts.values() for c, reason in plan.unused}
    used = [c for c in matched.columns if c.target and (not c.money or c.index in chosen - unclear)]
    ignored = [c for c in matched.columns if c not in used and c.text and any(True for _ in table.values(c.index))]
    shown = _shown(ignored)
    for column in ignored:
        reason = why.get(column.index) or column.why or "column"
        unused.append(left("column", grid.place(column.head.at), shown[column], reason))
    unused += [left("region", grid.place(at), grid.text(at), "inner") for at in table.unread]
    unused += [*done.unused, *coloured(matched)]
    _note_sides(matched, reader, asking)
    _note_remarks(matched, unused)
    if matched.record == "system":
        beside = [
            c
            for c in used
            if c.side == "next" and c.target not in OF_THE_PLAN and any(True for _ in table.values(c.index))
        ]
        unused += [left("column", grid.place(c.head.at), c.text, "next-only") for c in beside]
    for column in used:
        if column.head.at[1] in grid.formatting.hidden_columns:
            _note(asking, "hidden-columns", grid.place(column.head.at), column.text, head=column.text)
    if done.hidden:
        rows = tuple(str(row + 1) for row in done.hidden)
        asking.note(
            Doubt(code="hidden-rows", place=grid.row_place(done.hidden[0]), weight=Weight.NOTED,
                  text=grid.sheet.name, count=len(rows), params={"rows": rows})
        )  # fmt: skip
    passed = {*(int(item.place.cell) for item in done.unused), *(row + 1 for row in table.remarks)}
    return ReadTable(
        file=grid.file,
        sheet=grid.sheet.name,
        record=matched.record,
        shape=table.shape.value,
        row=min(head.at[0] for head in table.heads) + 1,
        rows=len(done.lines),
        columns=tuple(
            ReadColumn(target=c.target, head=c.text, cell=cell_name(*c.head.at), guessed=c.guessed) for c in used
        ),
        ignored=tuple(shown[c] for c in ignored),
        passed=tuple(sorted(passed)),
        dittos=reader.dittos,
        hidden=tuple(row + 1 for row in done.hidden),
    )


def _shown(columns: Sequence[Column]) -> dict[Column, str]:
    """Columns as they are called; those of one heading, such as 計 of several years, with that around it."""
    count = Counter(column.text for column in columns)
    return {c: " ".join("・".join(c.head.path[-2:]).split()) if count[c.text] > 1 else c.text for c in columns}


def _note_remarks(matched: Matched, unused: list[Unused]) -> None:
    """Remarks on a table that no reader of cells took: most of all those by which an amount may mean another one."""
    grid = matched.table.grid
    taken = {item.place for item in unused}
    for row in matched.table.remarks:
        text = " ".join(grid.text((row, at)) for at in grid.filled(row))
        place = grid.row_place(row)
        if text and not _USED.search(text) and place not in taken:
            money = bool(_APART.search(text)) and any(column.money for column in matched.columns)
            unused.append(
                Unused(
                    kind="row", place=place, text=" ".join(text.split()), reason="remark-money" if money else "remark"
                )
            )


def _note_sides(matched: Matched, reader: LineReader, asking: Asking) -> None:
    """Two sets of columns, and marks of a legend: read, and how is told."""
    place, name = matched.table.place, matched.table.name
    new = tuple(dict.fromkeys(c.head.path[0] for c in matched.columns if c.side == "next" and c.target))
    if new and matched.record == "system":
        now = tuple(dict.fromkeys(c.head.path[0] for c in matched.columns if c.side == "now" and c.target))
        said = {"new": " ".join("、".join(new).split()), "now": " ".join("、".join(now).split())}
        _note(asking, "sides" if now else "sides-next", place, name, **said)
    for mark, meaning in reader.legend_used.items():
        _note(asking, "legend", place, mark, mark=mark, meaning=meaning)
    if matched.record == "interface" and matched.has("interface.direction"):
        head = matched.of("interface.direction")[0].text
        marks = tuple(dict.fromkeys(matched.table.values(matched.of("interface.direction")[0].index)))[:6]
        _note(asking, "ways", place, head, head=head, marks=marks)


def _note(asking: Asking, code: str, place: Any, text: str, **params: Any) -> None:
    asking.note(Doubt(code=code, place=place, weight=Weight.NOTED, text=text, params=params))


def stated_of(builder: Builder) -> list[Stated]:
    """How the cells of columns were read where they are not what they say."""
    found = []
    for (_, head, target), tally in builder.entry.tallies.items():
        first = next(iter(tally.first.values()))
        samples = tuple(dict.fromkeys(text for _, text in tally.first.values()))
        found.append(
            Stated(place=first[0], head=head, target=target, codes=tuple(tally.count), samples=samples[:3],
                 count=max(tally.count.values()), unit=tally.unit)
        )  # fmt: skip
    return found


def spellings(builder: Builder) -> tuple[tuple[str, ...], ...]:
    """Names under which one record stands in more than one way."""
    found = []
    for section in ("systems", "vendors"):
        found += [tuple(r.spellings) for r in builder.claims.of(section) if len({fold(s) for s in r.spellings}) > 1]
    return tuple(found)


def joined(builder: Builder) -> tuple[tuple[str, int], ...]:
    """Systems that stand in more than one row."""
    return tuple((r.name, len(r.places)) for r in builder.claims.of("systems") if len(r.places) > 1)


def unique(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """The same question once."""
    seen: dict[tuple[object, ...], Doubt] = {}
    for doubt in doubts:
        seen.setdefault((doubt.code, doubt.place, *doubt.key), doubt)
    return tuple(seen.values())
