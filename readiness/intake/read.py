"""Workbooks → a reading: structure first, then columns, values, records; doubts are asked (台帳の読み取り)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from readiness.intake.account import account, joined, spellings, stated_of, unique
from readiness.intake.answers import READ, YES, Answers, Asking
from readiness.intake.below import with_notes
from readiness.intake.body import body_facts
from readiness.intake.build import Builder
from readiness.intake.cells import LineReader
from readiness.intake.columns import match
from readiness.intake.costs import read_costs
from readiness.intake.crossed import is_crossed, read_crossed
from readiness.intake.doubt import Doubt, Unused, Weight
from readiness.intake.fields import plain_id
from readiness.intake.finish import finish, outside
from readiness.intake.grid import Book, Grid
from readiness.intake.infer import infer_migrated
from readiness.intake.known import Known, Placed
from readiness.intake.linkgrid import along, find_links, of_sheet, read_links
from readiness.intake.links import LinkRow
from readiness.intake.matched import Matched
from readiness.intake.mentions import divisions_of_sheets
from readiness.intake.names import Systems
from readiness.intake.reading import Reading, ReadTable
from readiness.intake.regions import left, naming_systems, of_numbers, of_titles, visible, wanted
from readiness.intake.rows import Sorted, name_columns, sort_lines
from readiness.intake.structure import tables_of
from readiness.intake.table import Shape
from readiness.intake.taught import taught
from readiness.intake.terms import keep_current, keep_own
from readiness.intake.title import Title, read_title
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import legend_of
from readiness.model.ref import Ref

_ORDER = {"system": 0, "contract": 1, "interface": 2, "device": 3, "cost_line": 4, "procedure": 5}


def read(
    books: Sequence[Book],
    words: Vocabulary,
    *,
    rate: float,
    as_of: date | None = None,
    known: Known | None = None,
    answers: Answers | None = None,
    body: Mapping[str, Any] | None = None,
    unnamed: str = "",
) -> Reading:
    """Read the files of one body together. `rate`: consumption tax (0.1); `as_of`: the reference date given; `known`:
    an inventory that is there already, whose records keep their IDs; `answers`: what a person confirmed, by
    `Doubt.key`;
    `body`: facts about the body that its ledger does not hold; `unnamed`: what it is called where nothing names it, by
    default as the first file.
    """
    return _Reader(books, words, rate, known or Known(), answers or {}, unnamed).read(as_of, body or {})


class _Reader:
    def __init__(
        self, books: Sequence[Book], words: Vocabulary, rate: float, known: Known, answers: Answers, unnamed: str
    ) -> None:
        self.books, self.rate, self.known = books, rate, known
        self.asking = Asking(answers)
        self.words = taught(words, self.asking.meanings()) if answers else words
        self.stems = [re.sub(r"\.[^.]+$", "", book.file) for book in books]
        self.own: str | None = None  # the body's name, where something tells it
        self.unnamed = unnamed or self.stems[0]
        self.unused: list[Unused] = []
        self.tables: list[ReadTable] = []

    def read(self, as_of: date | None, body: Mapping[str, Any]) -> Reading:
        grids = visible(self.books, self.unused)
        crossed = {id(grid): matrix for grid in grids if (matrix := find_links(grid)) is not None}
        found = {
            id(g): [] if id(g) in crossed or is_crossed(g, self.words) else tables_of(g, self.words) for g in grids
        }
        bare = [grid for grid in grids if not found[id(grid)]]
        tables = [table for grid in grids for table in found[id(grid)]]
        above = [grid.sheet.rows[: min(t.heads[0].at[0] for t in found[id(grid)])] for grid in grids if found[id(grid)]]
        title = read_title(self.stems, above)
        day = as_of or title.as_of or self._saved()
        self.own = str(body["name"]) if body.get("name") else title.name
        legends = legend_of(text for grid in bare for row in range(grid.height) for text in _explained(grid, row))
        matched = [match(table, self.words, legends) for table in tables]
        if not any(one.record == "system" for one in matched):
            matched = [naming_systems(one, self.words, self.known) for one in matched]
        matched = [of_titles(of_numbers(one, matched, self.words), self.words, self.known) for one in matched]
        kept = [
            with_notes(m) for m in wanted(matched, day, self.words, self.asking, self.unused, files=len(self.books))
        ]
        builder = Builder(self.words, self.known, day, self.asking)
        builder.sheets = divisions_of_sheets(kept)
        rows = self._take(builder, sorted(kept, key=lambda m: _ORDER[m.record]), day)
        read = [(grid, table) for grid in bare if (table := read_crossed(grid, builder.entry, self.words)) is not None]
        self.tables += [table for _, table in read]
        for grid in bare:
            if (marked := crossed.get(id(grid))) is not None:
                made, table = read_links(grid, marked, self.words, legends, self.asking)
                rows += made
                read.append((grid, table))
                self.tables.append(table)
        bare = [grid for grid in bare if all(grid is not one for one, _ in read)]
        sections = finish(builder, rows)
        return self._reading(builder, sections, title, bare, found, as_of, day, body)

    # rows

    def _take(self, builder: Builder, tables: Sequence[Matched], day: date | None) -> list[LinkRow]:
        links: list[LinkRow] = []
        main = max((len({c.target for c in m.columns if c.target}) for m in tables if m.record == "system"), default=0)
        units = {m.table.grid.sheet.name for m in tables if m.units and m.units != ("円",)}
        named = any(m.record == "system" and m.of("system.name") for m in tables)
        aside = [
            m for m in tables
            if m.record == "system" and not m.table.named
            and ((main >= 4 and _is_aside(m)) or (named and not m.of("system.name")))
        ]  # fmt: skip
        for matched in [m for m in tables if m not in aside] if aside else tables:
            if matched.record == "cost_line":
                self.tables.append(read_costs(matched, builder.entry, self.unused, self.rate))
                continue
            has_unit = matched.table.grid.sheet.name in units and not matched.units
            done = sort_lines(matched, self.words, day, self.asking)
            keep_own(matched, done, self.own, self.words, self.asking)
            keep_current(matched, done, day, self.words)
            if matched.table.shape is Shape.FORM and not done.lines and not done.unused:
                self.unused.append(left("region", matched.table.place, matched.table.name, "empty"))
            reader = self._reader(matched, done, day, sheet_has_unit=has_unit)
            for line in done.lines:
                if matched.record == "interface":
                    values = {key.partition(":")[2]: cells for key, cells in reader.read(line).items()}
                    grid = matched.table.grid
                    ref = Ref(grid.file, (grid.sheet.name, line.number + 1))
                    links += along(of_sheet(matched, LinkRow(values, grid.row_place(line.number), ref)))
                else:
                    builder.line(matched, reader, line)
            self.tables.append(account(matched, done, reader, self.asking, self.unused))
        self._asides(builder, aside, day)
        return links

    def _reader(self, matched: Matched, done: Sorted, day: date | None, *, sheet_has_unit: bool) -> LineReader:
        """Reads the records of a table; sums and what stands below it say nothing of what is usual in its columns."""
        only = replace(matched, table=replace(matched.table, lines=tuple(done.lines)))
        return LineReader(only, self.words, day, self.rate, self.asking, sheet_has_unit=sheet_has_unit)

    def _asides(self, builder: Builder, tables: Sequence[Matched], day: date | None) -> None:
        """Small tables that look names up, and tables of areas beside one of systems: they say something of systems
        that are there, by their names or without システム behind it, or by their area where no other system has it; a
        near name is asked, and none is added unasked.
        """
        rows = {r.key[1]: (r.name, tuple(builder.areas.get(r.key[1], ()))) for r in builder.claims.of("systems")}
        systems = Systems(rows, self.words)
        for matched in tables:
            done = sort_lines(matched, self.words, day, self.asking)
            reader = self._reader(matched, done, day, sheet_has_unit=False)
            grid = matched.table.grid
            by_area = () if matched.of("system.name") else ("area",)
            for line in done.lines:
                name = next(
                    (grid.text(at) for c in name_columns(matched) if (at := line.cells[c.index]) is not None), ""
                )
                meant = systems.meant(name)
                near = rows[meant.id][0] if meant.id is not None else ""
                if meant.id is not None and (
                    meant.how in ("exact", "bare", *by_area) or self._aside(matched, name, near) == YES
                ):
                    builder.same_system(name, meant.id)
                elif near or self._aside(matched, name, "") != READ:
                    continue
                builder.line(matched, reader, line)
            self.tables.append(account(matched, done, reader, self.asking, self.unused))

    def _aside(self, matched: Matched, name: str, near: str) -> str:
        """What a person said of a name in a small table: that it is the system near it, or to read it as one."""
        doubt = Doubt(
            code="aside-near" if near else "aside", place=matched.table.place, weight=Weight.RECORD, section="systems",
            record=name, text=name, read_as=near or None,
            params={"name": name, "sheet": matched.table.grid.sheet.name, "near": near},
        )  # fmt: skip
        return self.asking.answer(doubt)

    # the result

    def _saved(self) -> date | None:
        days = [book.saved for book in self.books if isinstance(book.saved, date)]
        return max(days, default=None)

    def _reading(
        self,
        builder: Builder,
        sections: dict[str, list[Placed]],
        title: Title,
        bare: Sequence[Grid],
        found: Mapping[int, Sequence[Any]],
        as_of: date | None,
        day: date | None,
        given: Mapping[str, Any],
    ) -> Reading:
        facts = {grid.sheet.name: body_facts([grid.sheet.rows], self.words) for grid in bare}
        above = [
            grid.sheet.rows[: found[id(grid)][0].heads[0].at[0]]
            for book in self.books
            for grid in book.grids
            if found.get(id(grid))
        ]
        stated = {k: v for said in (body_facts(above, self.words), *facts.values()) for k, v in said.items()}
        for grid in bare:
            if not facts[grid.sheet.name] and any(grid.filled(row) for row in range(grid.height)):
                self.unused.append(left("sheet", grid.row_place(0), grid.sheet.name, "no-table"))
        body = self._body(title, {**stated, **{k: v for k, v in given.items() if v is not None}})
        named = title.name or any({**stated, **given}.get(key) for key in ("id", "name"))
        if as_of is not None:
            body["as_of"] = as_of.isoformat()
        rows = [data for data, _ in sections.get("systems", ())]
        apart = [(str(data["id"]), str(data.get("name", data["id"]))) for data in rows if outside(builder, data)]
        inferred = infer_migrated(rows, str(body.get("as_of", "")), builder.unsure_of("system.migrated"))
        if sections:
            sections["body"] = [(body, Ref(self.books[0].file))]
        saved = self._saved()
        return Reading(
            sections=sections,
            tables=tuple(self.tables),
            doubts=unique(self.asking.doubts),
            unused=tuple(self.unused),
            stated=tuple(stated_of(builder)),
            words=builder.entry.readings,
            areas=tuple(dict.fromkeys(area for meant in self.words.areas.values() for area in meant)),
            spellings=spellings(builder),
            joined=joined(builder),
            inferred=inferred,
            outside=tuple(apart),
            about_body=tuple(name for name, said in facts.items() if said),
            named_by_file="" if named else str(body["id"]),
            title=title,
            saved=saved if as_of is None and saved and body.get("as_of") == saved.isoformat() else None,
            unformatted=tuple(dict.fromkeys(g.file for b in self.books for g in b.grids if not g.formatted)),
            refused=self._refused(sections),
        )

    def _refused(self, sections: Mapping[str, Sequence[Placed]]) -> str:
        """Why there is nothing to go on with; empty where there is."""
        if any(key != "body" for key in sections):
            return ""
        if self.tables and not any(table.rows for table in self.tables):
            return "no-rows"
        if any(book.pictures for book in self.books) and not self.tables:
            return "picture"
        return "no-table"

    def _body(self, title: Title, said: Mapping[str, Any]) -> dict[str, Any]:
        """The body: what was told, else its own short table, else the title."""
        name = str(said.get("name") or title.name or self.unnamed)
        day = title.as_of or self._saved()
        return {"id": plain_id(name), "name": name, **({"as_of": day.isoformat()} if day else {}), **said}


def _explained(grid: Grid, row: int) -> list[str]:
    """The texts of a row as a legend may be written: a mark and its meaning may stand in two cells, ○ | 移行済."""
    texts = _texts(grid, row)
    return [":".join(texts)] if len(texts) == 2 and len(texts[0]) == 1 else texts


def _texts(grid: Grid, row: int) -> list[str]:
    return [grid.text((row, at)) for at in grid.filled(row)]


def _is_aside(matched: Matched) -> bool:
    targets = {c.target for c in matched.columns if c.target}
    return len(targets) <= 2 and "system.areas" not in targets
