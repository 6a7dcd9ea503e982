"""Mapped rows → sections: one ledger row may speak of a system, its vendor, package, division, contract and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from readiness.exchange.cells import fold_word, is_unknown
from readiness.exchange.ledger.leaves import Leaf
from readiness.exchange.ledger.read import put
from readiness.exchange.ledger.rows import Placed
from readiness.exchange.ledger.texts import choices, plain_of
from readiness.exchange.mapping.match import MatchReport, SheetRows, UnknownWord, match_sheets
from readiness.exchange.mapping.spec import ALIASES, LINKS, MappingFile, TableMap, leaf_for
from readiness.exchange.rows import FoundRow, Incoming
from readiness.model.gap import base32
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.suggest import suggest
from readiness.sources.tables import Cell, cell_text, fold_header

SELF = "自団体"
_LIST = re.compile(r"[、,\uff0c;\uff1b\n]+")
_FINER = re.compile(r"[/\uff0f・]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_UNFIT = '<>:"/\\|?*'


def mapped_sections(
    incoming: Incoming, mapping: MappingFile, areas: Mapping[str, str]
) -> tuple[dict[str, list[Placed]], MatchReport]:
    """Sections of the body's own ledger and the report of what matched. `areas`: every spelling → area key."""
    sheets, unmatched = match_sheets(incoming, mapping)
    work = _Builder(mapping, areas)
    order = {"system": 0, "contract": 1, "interface": 2}
    for sheet in sorted(sheets, key=lambda s: order.get(s.table.record, 3)):
        work.take(sheet)
    work.finish()
    sections = {key: list(rows.values()) for key, rows in work.records.items() if rows}
    if sections:
        sections["body"] = [(work.body(incoming.workbook.name), Ref(incoming.workbook.name))]
    report = MatchReport(
        sheets=tuple(sheet.matched for sheet in sheets),
        unmatched=unmatched,
        words=tuple(work.unknown_words()),
        records={key: len(rows) for key, rows in sections.items() if key != "body"},
        guesses=tuple(work.guesses),
    )
    return sections, report


class _Builder:
    def __init__(self, mapping: MappingFile, areas: Mapping[str, str]) -> None:
        self.mapping, self.areas = mapping, areas
        self.records: dict[str, dict[str, Placed]] = {
            section: {} for section in (*ALIASES.values(), "external_systems")
        }
        self.guesses: list[tuple[str, str]] = []
        self._unknown: Counter[tuple[str, str]] = Counter()
        self._partners: list[tuple[str, str, str, Ref]] = []  # system id, partner's name, direction, place
        self._by_area = {fold_header(spelling): spelling for spelling in areas}

    def take(self, sheet: SheetRows) -> None:
        """All rows of one sheet."""
        for row in sheet.rows:
            values = self._values(row, sheet.table, sheet.thousands)
            ref = Ref(row.file, (row.sheet, row.row))
            getattr(self, f"_{sheet.table.record}", self._plain)(values, row, sheet.table, ref)

    def finish(self) -> None:
        """Links are made when every system is known by name."""
        for system, partner, direction, ref in self._partners:
            other = self._system_named(partner) or self._external(partner, ref)
            if other != system:
                ends = (system, other) if direction == "links.to" else (other, system)
                self._link(*ends, {}, ref)

    def body(self, name: str) -> dict[str, Any]:
        """The body: what the mapping says, else named after the file."""
        stem = re.sub(r"\.[^.]+$", "", name)
        told = {key: value for key, value in self.mapping.body.items() if value is not None}
        return {"id": "".join("_" if char in _UNFIT else char for char in stem), "name": stem, **told}

    def unknown_words(self) -> list[UnknownWord]:
        """Words nobody knows, the commonest first."""
        found = []
        for (target, word), count in self._unknown.most_common():
            leaf = leaf_for(target)
            known = choices(leaf.shape) if leaf else tuple(self.areas)
            found.append(UnknownWord(target=target, word=word, count=count, near=suggest(word, known)))
        return found

    def _values(self, row: FoundRow, table: TableMap, thousands: frozenset[str]) -> dict[str, Any]:
        values = dict(table.defaults)
        for target, cell in row.cells.items():
            if not cell_text(cell):
                continue
            leaf = leaf_for(target)
            value = self._value(target, leaf, cell, table) if leaf else cell_text(cell)
            if target in thousands and isinstance(cell, int | float) and isinstance(value, int):
                value *= 1000
            values[target] = value
        return {target: value for target, value in values.items() if value is not None}

    def _value(self, target: str, leaf: Leaf, cell: Cell, table: TableMap) -> Any:
        words = {fold_word(str(word)): meaning for word, meaning in table.values.get(target, {}).items()}
        told = words.get(fold_word(cell_text(cell)))
        if leaf.path[-1] == "areas":
            return self._areas(target, cell_text(cell), table)  # a word may stand for several areas
        if told is not None:
            cell = told
        if is_unknown(cell):
            return "未確認" if leaf.shape.unknown else None
        value = plain_of(leaf.shape, cell)
        if not _fits(leaf, value):
            self._unknown[target, cell_text(cell)] += 1
            return None
        return value

    def _areas(self, target: str, text: str, table: TableMap) -> list[str] | None:
        words = {fold_word(str(word)): meaning for word, meaning in table.values.get(target, {}).items()}
        found: list[str] = []
        whole = self._by_area.get(fold_header(text))
        pieces = [text] if whole else [finer for piece in _LIST.split(text) for finer in self._finer(piece, words)]
        for piece in pieces:
            told = words.get(fold_word(piece), piece)
            names = told if isinstance(told, list) else [told]
            for name in names:
                spelling = self._by_area.get(fold_header(str(name)))
                if spelling:
                    found.append(spelling)
                elif str(name).strip() and str(name).casefold() not in UNKNOWN_WORDS:
                    self._unknown[target, str(name).strip()] += 1
        return list(dict.fromkeys(found)) or None

    def _finer(self, piece: str, words: Mapping[str, Any]) -> list[str]:
        """A piece that is no word of ours may be several, joined by a middle dot or a slash."""
        if fold_header(piece) in self._by_area or fold_word(piece) in words:
            return [piece]
        return _FINER.split(piece)

    def _system(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        name = str(values.get("system.name", ""))
        known = self._system_named(name, exact=True)
        data: dict[str, Any] = {} if known is None else self.records["systems"][known][0]
        self._fill(data, "system", values)
        data.setdefault("id", f"S-{base32(name, 5)}")
        self._parties(data, values, ref)
        if "areas" in values or "system.areas" in values:
            earlier = data.get("areas", [])
            data["areas"] = list(dict.fromkeys([*earlier, *values.get("system.areas", [])]))
        if not data.get("areas"):
            self._guess_area(data, name)
        if not data.get("areas") and "kind" not in data:
            data["kind"] = "周辺"
        self.records["systems"].setdefault(str(data["id"]), (data, ref))
        if any(target.startswith("contract.") for target in values):
            self._contract_of(data, values, ref)
        for target in LINKS:
            for partner in _LIST.split(str(values.get(target, ""))):
                if (
                    partner.strip()
                    and partner.strip().casefold() not in UNKNOWN_WORDS
                    and partner.strip() not in "-―ー無なし"
                ):
                    self._partners.append((str(data["id"]), partner.strip(), target, ref))

    def _guess_area(self, data: dict[str, Any], name: str) -> None:
        folded = fold_header(name)
        inside = [s for f, s in self._by_area.items() if f in folded and not f.isascii()]
        if inside:
            data["areas"] = [max(inside, key=len)]
            self.guesses.append((name, data["areas"][0]))

    def _parties(self, data: dict[str, Any], values: dict[str, Any], ref: Ref) -> None:
        vendor = values.get("vendor.name") or values.get("vendor")
        if vendor:
            data["vendor"] = self._vendor(str(vendor), values, ref)
        package = values.get("package.name") or values.get("package")
        if package:
            version = values.get("package.version")
            key = f"P-{base32('|'.join(map(str, (package, version, data.get('vendor')))), 5)}"
            record: dict[str, Any] = {"id": key, "name": str(package)}
            if data.get("vendor") not in (None, SELF):
                record["vendor"] = data["vendor"]
            self._fill(record, "package", values)
            self.records["packages"].setdefault(key, (record, ref))
            data["package"] = key
        division = values.get("division.name") or values.get("division")
        if division and str(division).casefold() not in UNKNOWN_WORDS:
            key = _clean(str(division))
            self.records["divisions"].setdefault(key, ({"id": key, "name": str(division)}, ref))
            data["owner_division"] = key

    def _vendor(self, name: str, values: dict[str, Any], ref: Ref) -> str:
        if fold_word(name) in {fold_word(word) for word in (*self.mapping.own_staff, SELF)}:
            return SELF
        if name.casefold() in UNKNOWN_WORDS:
            return "未確認"
        key = _clean(name)
        record: dict[str, Any] = {"id": key, "name": name}
        self._fill(record, "vendor", values)
        self.records["vendors"].setdefault(key, (record, ref))
        return key

    def _contract_of(self, system: dict[str, Any], values: dict[str, Any], ref: Ref) -> None:
        """Rows that name the same contract, by number or by name, share it."""
        told = values.get("contract.number") or values.get("contract.name") or system["id"]
        key = f"C-{base32(str(told), 5)}"
        record = self.records["contracts"].setdefault(key, ({"id": key}, ref))[0]
        self._fill(record, "contract", values)
        record["id"] = key
        record.setdefault("name", str(values.get("contract.name") or system.get("name", key)))
        if system.get("vendor") not in (None, SELF):
            record.setdefault("vendor", system["vendor"])
        record["systems"] = list(dict.fromkeys([*record.get("systems", []), system["id"]]))

    def _contract(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        told = values.get("contract.number") or values.get("contract.name")
        key = f"C-{base32(str(told), 5)}"
        record = self.records["contracts"].setdefault(key, ({"id": key}, ref))[0]
        names = values.pop("contract.systems", [])
        self._fill(record, "contract", values)
        record["id"] = key
        vendor = values.get("vendor.name") or values.get("vendor")
        if vendor:
            record["vendor"] = self._vendor(str(vendor), values, ref)
        systems = [found for found in map(self._system_named, names) if found]
        record["systems"] = list(dict.fromkeys([*record.get("systems", []), *systems]))

    def _interface(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        ends = []
        for target in ("interface.from", "interface.to"):
            name = str(values.pop(target, ""))
            ends.append(self._system_named(name) or self._external(name, ref))
        self._link(ends[0], ends[1], values, ref)

    def _link(self, from_: str, to: str, values: dict[str, Any], ref: Ref) -> None:
        data: dict[str, Any] = {}
        self._fill(data, "interface", values)
        key = str(data.get("id") or f"L-{base32('|'.join((from_, to, str(data.get('data', '')))), 5)}")
        record = {**data, "id": key, "from": from_, "to": to}
        self.records["interfaces"].setdefault(key, (record, ref))

    def _plain(self, values: dict[str, Any], row: FoundRow, table: TableMap, ref: Ref) -> None:
        """Records that refer to a system by its name (forms, devices)."""
        section = ALIASES[table.record]
        data: dict[str, Any] = {}
        self._fill(data, table.record, values)
        if "system" in data:
            found = self._system_named(str(data["system"]))
            if found is None:
                self._unknown[f"{table.record}.system", str(data["system"])] += 1
                return
            data["system"] = found
        if "systems" in data:
            data["systems"] = [found for found in map(self._system_named, data["systems"]) if found]
        key = str(data.get("id") or f"{table.record[0].upper()}-{base32(f'{row.sheet}|{data}', 5)}")
        self.records[section].setdefault(key, ({**data, "id": key}, ref))

    def _fill(self, data: dict[str, Any], alias: str, values: Mapping[str, Any]) -> None:
        for target, value in values.items():
            leaf = leaf_for(target) if target.startswith(f"{alias}.") else None
            if leaf is not None and not (alias == "system" and leaf.path == ("areas",)):
                put(data, leaf, value)

    def _system_named(self, name: str, *, exact: bool = False) -> str | None:
        """The system of that name or ID, or the only one whose name contains it or is contained in it."""
        folded = fold_header(name)
        if not folded:
            return None
        near = []
        for key, (data, _) in self.records["systems"].items():
            own = fold_header(str(data.get("name", "")))
            if folded in (own, fold_header(key)):
                return key
            if own and (folded in own or own in folded):
                near.append(key)
        return near[0] if len(near) == 1 and not exact else None

    def _external(self, name: str, ref: Ref) -> str:
        key = f"X-{base32(name, 5)}"
        self.records["external_systems"].setdefault(key, ({"id": key, "name": name}, ref))
        return key


def _fits(leaf: Leaf, value: Any) -> bool:
    """Whether a value read from a cell is one of the kind the field takes."""
    match leaf.shape.kind:
        case "word":
            return value in choices(leaf.shape)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int)
        case "date":
            return isinstance(value, str) and bool(_DAY.fullmatch(value))
    return True


def _clean(name: str) -> str:
    return "".join("_" if char in _UNFIT or ord(char) < 32 else char for char in name.strip())
