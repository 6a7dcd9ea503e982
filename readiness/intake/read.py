"""Workbooks → a reading: structure first, then columns, values, records; doubts are asked (台帳の読み取り)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from readiness.intake.body import body_facts
from readiness.intake.build import Builder
from readiness.intake.cells import LineReader
from readiness.intake.claims import Answers
from readiness.intake.columns import Column, Matched, match
from readiness.intake.doubt import Doubt, Unused, Weight
from readiness.intake.fields import plain_id
from readiness.intake.finish import finish, outside
from readiness.intake.fold import fold
from readiness.intake.grid import Book, Grid
from readiness.intake.infer import due_hints, infer_migrated
from readiness.intake.known import Known, Placed
from readiness.intake.links import LinkRow
from readiness.intake.names import Systems
from readiness.intake.reading import ReadColumn, Reading, ReadTable, Told
from readiness.intake.rows import Sorted, name_columns, sort_lines
from readiness.intake.structure import tables_of
from readiness.intake.title import Title, read_title
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import legend_of
from readiness.intake.years import of_this_year
from readiness.model.ref import Ref
from readiness.sources.grid import cell_name

_ORDER = {"system": 0, "contract": 1, "interface": 2}


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
        self.books, self.words, self.rate, self.known, self.answers = books, words, rate, known, answers
        self.stems = [re.sub(r"\.[^.]+$", "", book.file) for book in books]
        self.unnamed = unnamed or self.stems[0]
        self.unused: list[Unused] = []
        self.doubts: list[Doubt] = []
        self.tables: list[ReadTable] = []

    def read(self, as_of: date | None, body: Mapping[str, Any]) -> Reading:
        grids = self._visible()
        found = {id(grid): tables_of(grid, self.words) for grid in grids}
        bare = [grid for grid in grids if not found[id(grid)]]
        tables = [table for grid in grids for table in found[id(grid)]]
        above = [grid.sheet.rows[: min(t.heads[0].at[0] for t in found[id(grid)])] for grid in grids if found[id(grid)]]
        title = read_title(self.stems, above)
        day = as_of or title.as_of or self._saved()
        legends = legend_of(text for grid in bare for row in range(grid.height) for text in _texts(grid, row))
        matched = [match(table, self.words, legends) for table in tables]
        matched = [self._dated(m) for m in matched]
        kept = [m for m in matched if self._wanted(m)]
        kept, old, year = of_this_year(kept, day)
        self._history(old, year)
        self._undated(kept, year)
        builder = Builder(self.words, self.known, day, self.answers)
        rows = self._take(builder, sorted(kept, key=lambda m: _ORDER[m.record]), day)
        sections = finish(builder, rows)
        return self._reading(builder, sections, title, bare, found, as_of, day, body)

    # which sheets and regions

    def _visible(self) -> list[Grid]:
        """Sheets people see; hidden ones are told."""
        grids = [grid for book in self.books for grid in book.grids]
        shown = [grid for grid in grids if not grid.sheet.hidden]
        for grid in grids:
            if grid.sheet.hidden and shown and any(grid.filled(row) for row in range(grid.height)):
                self._leave("sheet", grid.row_place(0), grid.sheet.name, "hidden-sheet")
        return shown or grids

    def _dated(self, matched: Matched) -> Matched:
        """Files of several years: the name of the file tells the year where nothing inside does."""
        if matched.year is not None or len(self.books) < 2:
            return matched
        found = re.search(r"(令和|[RH])([0-9]{1,2}|元)年?度?", matched.table.grid.file)
        if not found:
            return matched
        count = 1 if found[2] == "元" else int(found[2])
        return replace(matched, year=count + (1988 if found[1] == "H" else 2018))

    def _wanted(self, matched: Matched) -> bool:
        """Whether a region is a list of ours; what is not is told, and asked about where nobody can say."""
        place, name = matched.table.place, matched.table.name
        if matched.side == "next":
            self._leave("region", place, name, "side-next", names=_first_names(matched))
            return False
        if matched.record:
            return True
        if matched.other:
            self._leave("region", place, name, f"other-{matched.other}", names=_first_names(matched))
        elif matched.table.lines and matched.columns:
            known = [column for column in matched.columns if column.target]
            if len(known) >= 2:
                heads = tuple(column.text for column in matched.columns if column.text)[:6]
                self.doubts.append(
                    Doubt(
                        code="region", place=place, weight=Weight.SHAPE, section="", record="", text=name,
                        params={"name": name, "heads": heads},
                    )
                )  # fmt: skip
            self._leave("region", place, name, "unknown", names=_first_names(matched))
        return False

    def _history(self, tables: Sequence[Matched], year: int | None) -> None:
        for matched in tables:
            self._leave(
                "region", matched.table.place, matched.table.grid.sheet.name, "history" if year else "older",
                year=year or 0,
                own=matched.year or 0,
            )  # fmt: skip

    def _undated(self, kept: Sequence[Matched], year: int | None) -> None:
        for matched in kept:
            if year is not None and matched.year is None and matched.record == "system":
                name = matched.table.grid.sheet.name
                self.doubts.append(
                    Doubt(code="sheet-undated", place=matched.table.place, weight=Weight.TOLD, text=name,
                          params={"name": name, "year": year})
                )  # fmt: skip

    def _leave(self, kind: str, place: Any, text: str, reason: str, **params: Any) -> None:
        self.unused.append(Unused(kind=kind, place=place, text=" ".join(text.split()), reason=reason, params=params))

    # rows

    def _take(self, builder: Builder, tables: Sequence[Matched], day: date | None) -> list[LinkRow]:
        links: list[LinkRow] = []
        main = max((len({c.target for c in m.columns if c.target}) for m in tables if m.record == "system"), default=0)
        units = {m.table.grid.sheet.name for m in tables if m.units and m.units != ("円",)}
        aside = [m for m in tables if main >= 4 and m.record == "system" and _is_aside(m)]
        for matched in [m for m in tables if m not in aside] if aside else tables:
            has_unit = matched.table.grid.sheet.name in units and not matched.units
            reader = LineReader(matched, self.words, day, self.rate, sheet_has_unit=has_unit)
            done = sort_lines(matched, self.words, day)
            for line in done.lines:
                if matched.record == "interface":
                    values = {key.partition(":")[2]: cells for key, cells in reader.read(line).items()}
                    grid = matched.table.grid
                    ref = Ref(grid.file, (grid.sheet.name, line.number + 1))
                    links.append(LinkRow(values, grid.row_place(line.number), ref))
                else:
                    builder.line(matched, reader, line)
            self._told_table(matched, done, reader)
        self._asides(builder, aside, day)
        return links

    def _asides(self, builder: Builder, tables: Sequence[Matched], day: date | None) -> None:
        """Small tables that look names up: they say something of systems that are there, and add none."""
        rows = {record.key[1]: (record.name, ()) for record in builder.claims.of("systems")}
        systems = Systems(rows, self.words)
        for matched in tables:
            reader = LineReader(matched, self.words, day, self.rate, sheet_has_unit=False)
            done = sort_lines(matched, self.words, day)
            grid, unknown = matched.table.grid, []
            for line in done.lines:
                name = next(
                    (grid.text(at) for c in name_columns(matched) if (at := line.cells[c.index]) is not None), ""
                )
                if systems.meant(name).how == "exact":
                    builder.line(matched, reader, line)
                else:
                    unknown.append(name)
            for name in unknown:
                self.doubts.append(
                    Doubt(code="aside", place=matched.table.place, weight=Weight.RECORD, section="systems", record=name,
                          text=name, params={"name": name, "sheet": matched.table.grid.sheet.name})
                )  # fmt: skip
            self._told_table(matched, done, reader)

    def _told_table(self, matched: Matched, done: Sorted, reader: LineReader) -> None:
        grid = matched.table.grid
        chosen = {c.index for plan in reader.amounts.values() for c in (*plan.chosen, *plan.monthly)}
        unclear = {index for plan in reader.amounts.values() for index, code in plan.doubts if code == "period"}
        why = {c.index: reason for plan in reader.amounts.values() for c, reason in plan.unused}
        used = [c for c in matched.columns if c.target and (not c.money or c.index in chosen - unclear)]
        ignored = [c for c in matched.columns if c not in used and c.text]
        for column in ignored:
            reason = why.get(column.index) or column.why or "column"
            if any(True for _ in matched.table.values(column.index)):
                self._leave("column", grid.place(column.head.at), column.text, reason)
        self.unused += done.unused
        self.doubts += done.doubts
        self._tell(matched, reader)
        for column in used:
            if column.head.at[1] in grid.looks.hidden_columns:
                self._doubt_told("hidden-columns", grid.place(column.head.at), column.text, head=column.text)
        if done.hidden:
            rows = tuple(str(row + 1) for row in done.hidden)
            self.doubts.append(
                Doubt(code="hidden-rows", place=grid.row_place(done.hidden[0]), weight=Weight.TOLD,
                      text=grid.sheet.name, count=len(rows), params={"rows": rows})
            )  # fmt: skip
        passed = {*(int(item.place.cell) for item in done.unused), *(row + 1 for row in matched.table.remarks)}
        self.tables.append(
            ReadTable(
                file=grid.file,
                sheet=grid.sheet.name,
                record=matched.record,
                shape=matched.table.shape.value,
                row=min(head.at[0] for head in matched.table.heads) + 1,
                rows=len(done.lines),
                columns=tuple(
                    ReadColumn(target=c.target, head=c.text, cell=cell_name(*c.head.at), guessed=c.guessed)
                    for c in used
                ),
                ignored=tuple(c.text for c in ignored if any(True for _ in matched.table.values(c.index))),
                passed=tuple(sorted(passed)),
                dittos=reader.dittos,
                hidden=tuple(row + 1 for row in done.hidden),
            )
        )

    def _tell(self, matched: Matched, reader: LineReader) -> None:
        """Two sets of columns, and marks of a legend: read, and how is told."""
        place, name = matched.table.place, matched.table.name
        new = tuple(dict.fromkeys(c.head.path[0] for c in matched.columns if c.side == "next" and c.target))
        if new and matched.record == "system":
            now = tuple(dict.fromkeys(c.head.path[0] for c in matched.columns if c.side == "now" and c.target))
            self._doubt_told(
                "sides", place, name, new=" ".join("、".join(new).split()), now=" ".join("、".join(now).split())
            )
        for mark, meaning in reader.legend_used.items():
            self._doubt_told("legend", place, mark, mark=mark, meaning=meaning)
        if matched.record == "interface" and matched.has("interface.direction"):
            head = matched.of("interface.direction")[0].text
            marks = tuple(dict.fromkeys(matched.table.values(matched.of("interface.direction")[0].index)))[:6]
            self._doubt_told("ways", place, head, head=head, marks=marks)

    def _doubt_told(self, code: str, place: Any, text: str, **params: Any) -> None:
        self.doubts.append(Doubt(code=code, place=place, weight=Weight.TOLD, text=text, params=params))

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
        told = {k: v for said in (body_facts(above, self.words), *facts.values()) for k, v in said.items()}
        for grid in bare:
            if not facts[grid.sheet.name] and any(grid.filled(row) for row in range(grid.height)):
                self._leave("sheet", grid.row_place(0), grid.sheet.name, "no-table")
        body = self._body(title, {**told, **{k: v for k, v in given.items() if v is not None}})
        named = title.name or any({**told, **given}.get(key) for key in ("id", "name"))
        if as_of is not None:
            body["as_of"] = as_of.isoformat()
        rows = [data for data, _ in sections.get("systems", ())]
        apart = [(str(data["id"]), str(data.get("name", data["id"]))) for data in rows if outside(builder, data)]
        inferred = infer_migrated(rows, str(body.get("as_of", "")), builder.unsure_of("system.migrated"))
        if sections:
            sections["body"] = [(body, Ref(self.books[0].file))]
        saved = self._saved()
        doubts = (*self.doubts, *builder.claims.doubts)
        return Reading(
            sections=sections,
            tables=tuple(self.tables),
            doubts=tuple(_unique(doubts)),
            unused=tuple(self.unused),
            told=tuple(_told(builder)),
            words=builder.readings,
            spellings=_spellings(builder),
            joined=_joined(builder),
            inferred=inferred,
            hints=tuple(due_hints(rows)),
            outside=tuple(apart),
            about_body=tuple(name for name, said in facts.items() if said),
            named_by_file="" if named else str(body["id"]),
            title=title,
            saved=saved if as_of is None and saved and body.get("as_of") == saved.isoformat() else None,
            unlooked=tuple(dict.fromkeys(g.file for b in self.books for g in b.grids if not g.looked)),
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


def _texts(grid: Grid, row: int) -> list[str]:
    return [grid.text((row, at)) for at in grid.filled(row)]


def _is_aside(matched: Matched) -> bool:
    targets = {c.target for c in matched.columns if c.target}
    return len(targets) <= 2 and "system.areas" not in targets


def _first_names(matched: Matched) -> tuple[str, ...]:
    """The first names in a region that is not read, so that a person sees what it is."""
    columns: Sequence[Column] = name_columns(replace(matched, record="system")) or matched.columns[:1]
    grid = matched.table.grid
    names = [
        " ".join(grid.text(at).split())
        for line in matched.table.lines
        if columns and (at := line.cells[columns[0].index]) is not None and grid.text(at)
    ]
    return tuple(names[:5])


def _unique(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The same question once."""
    seen: dict[tuple[object, ...], Doubt] = {}
    for doubt in doubts:
        seen.setdefault((doubt.code, doubt.place, *doubt.key), doubt)
    return list(seen.values())


def _told(builder: Builder) -> list[Told]:
    found = []
    for (_, head, target), told in builder.told.items():
        first = next(iter(told.first.values()))
        samples = tuple(dict.fromkeys(text for _, text in told.first.values()))
        found.append(
            Told(place=first[0], head=head, target=target, codes=tuple(told.count), samples=samples[:3],
                 count=max(told.count.values()), unit=told.unit)
        )  # fmt: skip
    return found


def _spellings(builder: Builder) -> tuple[tuple[str, ...], ...]:
    found = []
    for section in ("systems", "vendors"):
        found += [tuple(r.spellings) for r in builder.claims.of(section) if len({fold(s) for s in r.spellings}) > 1]
    return tuple(found)


def _joined(builder: Builder) -> tuple[tuple[str, int], ...]:
    """Systems that stand in more than one row."""
    return tuple((r.name, len(r.places)) for r in builder.claims.of("systems") if len(r.places) > 1)
