"""Mapped rows → sections: one ledger row may speak of a system, its vendor, package, division, contract and links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from readiness.exchange.ledger.rows import Placed
from readiness.exchange.ledger.texts import choices
from readiness.exchange.mapping.bodysheet import body_facts
from readiness.exchange.mapping.contracts import contract_of, contract_row
from readiness.exchange.mapping.infer import due_hints, infer_migrated
from readiness.exchange.mapping.known import Known
from readiness.exchange.mapping.match import MatchReport, SheetRows, UnknownWord, match_sheets
from readiness.exchange.mapping.parties import add_parties
from readiness.exchange.mapping.records import Records, clean, fill
from readiness.exchange.mapping.spec import ALIASES, LINKS, MappingFile, TableMap, leaf_for
from readiness.exchange.mapping.title import Title
from readiness.exchange.mapping.values import LIST, CellReader
from readiness.exchange.rows import FoundRow, Incoming
from readiness.model.gap import base32
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.grid import fold_header
from readiness.sources.suggest import suggest


def mapped_sections(
    incoming: Incoming,
    mapping: MappingFile,
    areas: Mapping[str, str],
    *,
    tax_rate: float,
    as_of: date | None = None,
    known: Known | None = None,
) -> tuple[dict[str, list[Placed]], MatchReport]:
    """Sections of the body's own ledger and the report of what matched. `areas`: every spelling → area key.

    `tax_rate` (0.1 for 10 %) is added to amounts that the ledger says are without consumption tax. `as_of`: the
    reference date given; else the mapping's, the title's, or that of the last save. `known`: an inventory that is there
    already; its records keep their IDs.
    """
    sheets, unmatched, title = match_sheets(incoming, mapping)
    work = _Builder(mapping, areas, tax_rate, known or Known())
    order = {"system": 0, "contract": 1, "interface": 2}
    for sheet in sorted(sheets, key=lambda s: order.get(s.table.record, 3)):
        work.take(sheet)
    work.finish()
    alone = {sheet.name: body_facts([sheet.rows], mapping.body_sheet) for sheet in unmatched}
    facts = [body_facts([sheet.above], mapping.body_sheet) for sheet in sheets]
    told = {k: v for said in (*facts, *alone.values()) for k, v in said.items()}
    body = _body(incoming, mapping, title, told)
    named = title.name or any({**told, **mapping.body}.get(key) for key in ("id", "name"))
    if as_of is not None:
        body["as_of"] = as_of.isoformat()
    systems = [row for row, _ in work.records["systems"].values()]
    inferred = infer_migrated(systems, str(body.get("as_of", "")))
    sections = {key: list(rows.values()) for key, rows in work.records.by_section.items() if rows}
    if sections:
        sections["body"] = [(body, Ref(incoming.workbook.name))]
    report = MatchReport(
        sheets=tuple(sheet.matched for sheet in sheets),
        unmatched=tuple(name for name, told in alone.items() if not told),
        about_body=tuple(name for name, told in alone.items() if told),
        words=tuple(work.unknown_words()),
        records={key: len(rows) for key, rows in sections.items() if key != "body"},
        guesses=tuple(work.guesses),
        readings=work.cells.readings,
        inferred=inferred,
        hints=tuple(due_hints(systems)),
        outside=tuple(work.outside.items()),
        named_by_file="" if named else str(body["id"]),
        title=title,
        saved=incoming.workbook.saved if as_of is None and body.get("as_of") == _saved(incoming) else None,
    )
    return sections, report


class _Builder:
    def __init__(self, mapping: MappingFile, areas: Mapping[str, str], tax_rate: float, known: Known) -> None:
        self.mapping, self.areas = mapping, areas
        self.records = Records(known)
        self.guesses: list[tuple[str, str]] = []
        self.outside: dict[str, str] = {}
        self.cells = CellReader(areas, tax_rate)
        self._joined: Mapping[int, int] = {}
        self._partners: list[tuple[str, str, str, Ref]] = []  # system id, partner's name, direction, place

    def take(self, sheet: SheetRows) -> None:
        """All rows of one sheet."""
        self._joined = sheet.joined
        for row in sheet.rows:
            values = self.cells.row(row, sheet.table, sheet.thousands, untaxed=sheet.matched.untaxed)
            ref = Ref(row.file, (row.sheet, row.row))
            getattr(self, f"_{sheet.table.record}", self._plain)(values, row, sheet.table, ref)

    def finish(self) -> None:
        """Links are made when every system is known by name."""
        for system, partner, direction, ref in self._partners:
            other = self.records.system_named(partner) or self.records.external(partner, ref)
            if other != system:
                ends = (system, other) if direction == "links.to" else (other, system)
                self.records.link(*ends, {}, ref)

    def unknown_words(self) -> list[UnknownWord]:
        """Words nobody knows, the commonest first."""
        found = []
        for (target, word), count in self.cells.unknown.most_common():
            leaf = leaf_for(target)
            known = choices(leaf.shape) if leaf else tuple(self.areas)
            found.append(UnknownWord(target=target, word=word, count=count, near=suggest(word, known)))
        return found

    def _system(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        name = str(values.get("system.name", ""))
        known = self.records.systems.exact(name)
        data: dict[str, Any] = {} if known is None else {"id": known}
        if known in self.records["systems"]:
            data = self.records["systems"][known][0]
        fill(data, "system", values)
        data.setdefault("id", f"S-{base32(name, 5)}")
        add_parties(self.records, self.mapping.own_staff, data, values, ref)
        if "areas" in values or "system.areas" in values:
            earlier = data.get("areas", [])
            data["areas"] = list(dict.fromkeys([*earlier, *values.get("system.areas", [])]))
        if not data.get("areas"):
            self._guess_area(data, name)
        if not data.get("areas") and "kind" not in data and known is None:
            data["kind"] = "周辺"  # silence about its move stays silence: a question to its division
            self.outside[str(data["id"])] = name
        self.records.system(str(data["id"]), data, ref)
        if any(target.startswith("contract.") for target in values):
            shared = f"{row.sheet}!{self._joined[row.row]}" if row.row in self._joined else None
            contract_of(self.records, data, values, shared, ref)
        for target in LINKS:
            for partner in LIST.split(str(values.get(target, ""))):
                if (
                    partner.strip()
                    and partner.strip().casefold() not in UNKNOWN_WORDS
                    and partner.strip() not in "-―ー無なし"
                ):
                    self._partners.append((str(data["id"]), partner.strip(), target, ref))

    def _guess_area(self, data: dict[str, Any], name: str) -> None:
        folded = fold_header(name)
        inside = [s for f, s in self.cells.by_area.items() if f in folded and not f.isascii()]
        if inside:
            data["areas"] = [max(inside, key=len)]
            self.guesses.append((name, data["areas"][0]))

    def _contract(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        contract_row(self.records, self.mapping.own_staff, values, ref)

    def _interface(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        ends = []
        for target in ("interface.from", "interface.to"):
            name = str(values.pop(target, ""))
            ends.append(self.records.system_named(name) or self.records.external(name, ref))
        self.records.link(ends[0], ends[1], values, ref)

    def _plain(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        """Records that refer to a system by its name (forms, devices)."""
        section = ALIASES[table.record]
        data: dict[str, Any] = {}
        fill(data, table.record, values)
        if "system" in data:
            found = self.records.system_named(str(data["system"]))
            if found is None:
                self.cells.unknown[f"{table.record}.system", str(data["system"])] += 1
                return
            data["system"] = found
        if "systems" in data:
            data["systems"] = [found for found in map(self.records.system_named, data["systems"]) if found]
        key = str(data.get("id") or f"{table.record[0].upper()}-{base32(f'{row.sheet}|{data}', 5)}")
        self.records[section].setdefault(key, ({**data, "id": key}, ref))


def _body(incoming: Incoming, mapping: MappingFile, title: Title, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The body: what the mapping says, else its own short table, else the title, else named after the file."""
    said: dict[str, Any] = {**facts, **{key: value for key, value in mapping.body.items() if value is not None}}
    name = str(said.get("name") or title.name or re.sub(r"\.[^.]+$", "", incoming.workbook.name))
    day = title.as_of.isoformat() if title.as_of else _saved(incoming)
    return {"id": clean(name), "name": name, **({"as_of": day} if day else {}), **said}


def _saved(incoming: Incoming) -> str:
    return incoming.workbook.saved.isoformat() if incoming.workbook.saved else ""
