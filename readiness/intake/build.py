"""Lines of tables → records: systems with their contracts, vendors, packages, divisions (記録の組み立て)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from readiness.intake.cells import LineReader, Seen
from readiness.intake.claims import Answers, Claim, Claims, Record
from readiness.intake.columns import AMOUNT, Matched
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fields import ALIASES, plain_id
from readiness.intake.fold import fold
from readiness.intake.got import Got, held
from readiness.intake.known import Known
from readiness.intake.links import Partner
from readiness.intake.parties import SELF, same_firm
from readiness.intake.remarks import remarks_of
from readiness.intake.sides import live_side
from readiness.intake.table import Line
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import area_word
from readiness.model.gap import base32
from readiness.model.ref import Ref

LIST = re.compile(r"[、,，;；\n]+")
_DIVISION = re.compile(r"[、,，/／\n]+")


@dataclass
class Told:
    """How cells of one column were read, counted, with the first of them."""

    count: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[Place, str]] = field(default_factory=dict)
    unit: str = ""


class Builder:
    """Collects what lines say. `known`: the inventory they belong to; `answers`: what a person has confirmed."""

    def __init__(self, words: Vocabulary, known: Known, as_of: date | None, answers: Answers) -> None:
        self.words, self.known, self.as_of, self.answers = words, known, as_of, answers
        self.claims = Claims()
        self.partners: list[Partner] = []
        self.contract_systems: list[tuple[Record, str, Seen | None]] = []
        self.areas: dict[str, list[str]] = {}
        self.outside: set[str] = set()  # systems whose own words say that they are of no area
        self.unread_areas: set[str] = set()
        self.told: dict[tuple[str, str, str], Told] = {}  # sheet, heading, field
        self.readings: Counter[tuple[str, str, str]] = Counter()
        self._vendors: dict[str, str] = {}
        self._systems: dict[str, str] = {}
        self._sources: dict[str, str] = {}  # short ID → what it was made of
        self._amount_rows: dict[tuple[str, str, str], tuple[Any, frozenset[str]]] = {}
        for data in known.all("vendors"):
            self._vendors.setdefault(same_firm(str(data.get("name") or data["id"]), words), str(data["id"]))

    def line(self, matched: Matched, reader: LineReader, line: Line) -> None:
        """One line of a table of systems or contracts."""
        seen = reader.read(line)
        if matched.record == "contract":
            self._contract_line(matched, line, _of_sides(seen, ("",)))
        else:
            self._system_line(matched, line, seen)

    # systems

    def _system_line(self, matched: Matched, line: Line, seen: Mapping[str, list[Seen]]) -> None:
        values, doubt = live_side(matched, line, seen, self.words, self.as_of)
        place = matched.table.grid.row_place(line.number)
        if doubt is not None:
            self.claims.doubts.append(doubt)
        if values is None:
            return
        name, shown = _name(values)
        if not name:
            return
        ref = Ref(matched.table.grid.file, (matched.table.grid.sheet.name, line.number + 1))
        system = self._system(name, shown, place, ref)
        defaults = self.words.defaults.get("system", {})
        for target, value in defaults.items():
            if not values.get(target):
                system.data.setdefault(target, value)
        vendor = self._vendor(system, values, ref)
        self._package(system, values, vendor, ref)
        self._division(system, values, ref)
        self._areas(system, values, place)
        for target, found in values.items():
            if target.startswith("system.") and target not in (
                "system.name",
                "system.areas",
                "system.note",
                "system.id",
            ):
                self.fields(system, target, found)
        contract = self._contract_of(matched, line, system, values, vendor, ref)
        self._notes(system, contract, values)
        for target in ("links.to", "links.from"):
            for one in values.get(target, ()):
                self.partners.append(Partner(system.key[1], one.text, target, self._place(matched, one)))

    def _system(self, name: str, shown: str, place: Place, ref: Ref) -> Record:
        folded = fold(name)
        key = self._systems.get(folded) or self.known.named("systems", name) or self._key("S", name)
        self._systems.setdefault(folded, key)
        return self.claims.record("systems", key, shown, place, ref)

    def _key(self, letter: str, source: str) -> str:
        """An ID made of what names a record; longer where another record of this reading has the short one."""
        short = f"{letter}-{base32(source, 5)}"
        return short if self._sources.setdefault(short, source) == source else f"{letter}-{base32(source, 8)}"

    def fields(self, record: Record, target: str, found: list[Seen]) -> None:
        """What cells say of one field of a record."""
        path = target.partition(".")[2]
        for seen in found:
            self._field(record, target, path, seen)

    def _field(self, record: Record, target: str, path: str, seen: Seen) -> None:
        got, place = seen.got, self._at(seen)
        self._tell(seen, target)
        answer = self.answers.get((record.key[0], record.name, target, seen.text))
        if answer is not None:
            got = Got(value=got.read_as if answer in ("はい", "yes") else answer or None)
        if got.word and got.doubt == "word":
            self.claims.word(target, got.word, place, record.name)
            record.held.setdefault(target, [])
        elif got.doubt:
            params = {"head": seen.head, "text": seen.text, **got.params}
            self.claims.hold(
                record,
                Doubt(
                    code=got.doubt, place=place, weight=Weight.VALUE, section=record.key[0], record=record.name,
                    field=target, text=seen.text, read_as=got.read_as, params=params,
                ),
            )  # fmt: skip
        elif got.value is not None:
            self.claims.claim(record, target, Claim(got.value, place, seen.text, seen.head, got.told))
            if isinstance(got.value, bool | str) and target in self.words.words:
                said = got.value if isinstance(got.value, str) else "はい" if got.value else "いいえ"
                if fold(said) != fold(seen.text):
                    self.readings[target, " ".join(seen.text.split()), said] += 1

    def _tell(self, seen: Seen, target: str) -> None:
        if seen.got.told and seen.column is not None:
            told = self.told.setdefault((self._sheet(seen), seen.head, target), Told())
            told.unit = told.unit or seen.unit
            for code in seen.got.told:
                told.count[code] += 1
                told.first.setdefault(code, (self._at(seen), seen.text))

    # parties

    def vendor_id(self, name: str, place: Place, ref: Ref) -> str:
        """The ID of a vendor by its name, made where it is new; every spelling of one firm is one vendor."""
        if name == SELF:
            return SELF
        key = same_firm(name, self.words)
        shown = " ".join(name.split())
        found = self._vendors.get(key) or self.known.named("vendors", name) or plain_id(shown)
        self._vendors[key] = found
        self.claims.record("vendors", found, shown, place, ref)
        return found

    def _vendor(self, record: Record, values: Mapping[str, list[Seen]], ref: Ref) -> str | None:
        first = None
        for seen in values.get("vendor.name", ()):
            for firm in _firms(seen.got):
                self.vendor_id(firm, self._at(seen), ref)
            if seen.got.value is not None:
                told = self.vendor_id(str(seen.got.value), self._at(seen), ref)
                seen = _with(seen, told)  # noqa: PLW2901
                first = first or told
            self._field(record, f"{_alias(record)}.vendor", "vendor", seen)
        if first not in (None, SELF):
            for target, found in values.items():
                if target.startswith("vendor.") and target != "vendor.name":
                    self.fields(self.claims.records["vendors", str(first)], target, found)
        return first

    def _package(self, system: Record, values: Mapping[str, list[Seen]], vendor: str | None, ref: Ref) -> None:
        for seen in values.get("package.name", ())[:1]:
            if seen.got.value is None:
                self._field(system, "system.package", "package", seen)
                continue
            name = str(seen.got.value)
            version = next((s.got.value for s in values.get("package.version", ()) if s.got.value), None)
            key = self.known.package(name, version) or f"P-{base32('|'.join(map(str, (name, version, vendor))), 5)}"
            package = self.claims.record("packages", key, name, self._at(seen), ref)
            if vendor not in (None, SELF):
                package.data.setdefault("package.vendor", vendor)
            for target, found in values.items():
                if target.startswith("package.") and target != "package.name":
                    self.fields(package, target, found)
            self._field(system, "system.package", "package", _with(seen, key))

    def _division(self, system: Record, values: Mapping[str, list[Seen]], ref: Ref) -> None:
        for seen in values.get("division.name", ()):
            if seen.got.value is None:
                self._field(system, "system.owner_division", "owner_division", seen)
                continue
            name = " ".join(str(seen.got.value).split())
            if fold(name) in {fold(word) for word in self.words.parties["unsettled"]}:
                continue
            pieces = [piece.strip() for piece in _DIVISION.split(str(seen.got.value)) if piece.strip()]
            if len(pieces) > 1 and all(re.search(r"(課|室|係|局|部|所|センター|館|会|班)$", piece) for piece in pieces):
                self._field(system, "system.owner_division", "owner_division", _got(seen, held("several-divisions")))
                continue
            key = self.known.named("divisions", name) or plain_id(name)
            self.claims.record("divisions", key, name, self._at(seen), ref)
            self._field(system, "system.owner_division", "owner_division", _with(seen, key))

    def _areas(self, system: Record, values: Mapping[str, list[Seen]], place: Place) -> None:
        own = self.areas.setdefault(system.key[1], [])
        told = values.get("system.areas", ())
        for seen in told:
            own += [area for area in seen.got.value or () if area not in own]
            for word in seen.got.others:
                self.claims.word("system.areas", word, self._at(seen), system.name)
                self.unread_areas.add(system.key[1])
            if seen.got.params.get("outside"):
                self.outside.add(system.key[1])
            self._tell(seen, "system.areas")

    # contracts

    def _contract_of(
        self,
        matched: Matched,
        line: Line,
        system: Record,
        values: Mapping[str, list[Seen]],
        vendor: str | None,
        ref: Ref,
    ) -> Record | None:
        mine = {target: found for target, found in values.items() if target.startswith("contract.") and found}
        if not mine:
            return None
        number, name = (
            next((s.got.value for s in mine.get(f"contract.{key}", ())), None) for key in ("number", "name")
        )
        shared = self._shared(matched, line)
        key = self.known.contract(number, name, "" if shared else system.key[1])
        key = key or self._key("C", str(number or name or shared or system.key[1]))
        contract = self.claims.record("contracts", key, str(name or system.name), system.places[-1], ref)
        systems = contract.data.setdefault("systems", [])
        if system.key[1] not in systems:
            systems.append(system.key[1])
        if vendor not in (None, SELF):
            for seen in values.get("vendor.name", ())[:1]:
                self.claims.claim(contract, "contract.vendor", Claim(vendor, self._at(seen), seen.text, seen.head))
        for target, found in mine.items():
            if target in ("contract.name", "contract.systems"):
                continue
            if target == AMOUNT and not shared:
                found = self._repeated(matched, system, found, values)  # noqa: PLW2901
            self.fields(contract, target, found)
        return contract

    def _repeated(
        self, matched: Matched, system: Record, found: list[Seen], values: Mapping[str, list[Seen]]
    ) -> list[Seen]:
        """An amount that stands again in another row of the same system with other areas: a part, or told twice?"""
        areas = frozenset(area for seen in values.get("system.areas", ()) for area in seen.got.value or ())
        for seen in found:
            key = (matched.table.grid.sheet.name, system.key[1], str(seen.got.value))
            if seen.got.value is None:
                continue
            before = self._amount_rows.setdefault(key, (seen.got.value, areas))
            if before[1] != areas:
                return [_got(seen, held("repeated", seen.got.value))]
        return found

    @staticmethod
    def _shared(matched: Matched, line: Line) -> str | None:
        """What names the contract of rows that share one merged amount."""
        grid = matched.table.grid
        for column in matched.of(AMOUNT):
            at = line.cells[column.index]
            block = grid.block(at) if at is not None else None
            if block is not None and block.last_row > block.first_row and grid.text(at or (0, 0)):
                return f"{grid.sheet.name}!{block.first_row + 1}"
        return None

    def _contract_line(self, matched: Matched, line: Line, values: Mapping[str, list[Seen]]) -> None:
        grid = matched.table.grid
        place, ref = grid.row_place(line.number), Ref(grid.file, (grid.sheet.name, line.number + 1))
        name = next((str(s.got.value) for s in values.get("contract.name", ()) if s.got.value), "")
        number = next((s.got.value for s in values.get("contract.number", ()) if s.got.value), None)
        if not name:
            return
        cells = values.get("contract.systems", [])
        key = self.known.contract(number, name) or self._key("C", str(number or name))
        contract = self.claims.record("contracts", key, " ".join(name.split()), place, ref)
        contract.data.setdefault("#list", True)
        if matched.has("contract.systems"):
            self.contract_systems.append((contract, cells[0].text if cells else "", cells[0] if cells else None))
        self._vendor(contract, values, ref)
        for target, found in values.items():
            if target.startswith("contract.") and target not in ("contract.name", "contract.systems", "contract.note"):
                self.fields(contract, target, found)
        for seen in values.get("contract.note", ()):
            contract.data["contract.note"] = seen.text
            self._remarks(contract, contract, seen)

    # remarks

    def _notes(self, system: Record, contract: Record | None, values: Mapping[str, list[Seen]]) -> None:
        for seen in values.get("system.note", ()):
            before = str(system.data.get("system.note", ""))
            if seen.text not in before:
                system.data["system.note"] = f"{before}\n{seen.text}".strip()
            self._remarks(system, contract, seen)

    def _remarks(self, record: Record, contract: Record | None, seen: Seen) -> None:
        for target, words, value in remarks_of(seen.text):
            owner = contract if target.startswith("contract.") and contract is not None else record
            told = {str(claim.value) for claim in owner.claims.get(target, ())}
            if str(value) in told or (told and target != "contract.end"):
                continue
            self.claims.hold(
                owner,
                Doubt(
                    code="note", place=self._at(seen), weight=Weight.VALUE, section=owner.key[0], record=record.name,
                    field=target, text=words, read_as=value, params={"words": words, "head": seen.head},
                ),
            )  # fmt: skip

    @staticmethod
    def _at(seen: Seen) -> Place:
        return seen.place

    def _place(self, matched: Matched, seen: Seen) -> Place:
        return matched.table.grid.place(seen.at)

    @staticmethod
    def _sheet(seen: Seen) -> str:
        return seen.place.sheet

    def unsure_of(self, target: str) -> frozenset[str]:
        """IDs of records of which a field is asked, also by a word nobody knows."""
        return frozenset(record.key[1] for record in self.claims.records.values() if target in record.held)


def _of_sides(seen: Mapping[str, list[Seen]], sides: tuple[str, ...]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for key, cells in seen.items():
        side, _, target = key.partition(":")
        if side in sides:
            found.setdefault(target, []).extend(cells)
    return found


def _name(values: Mapping[str, list[Seen]]) -> tuple[str, str]:
    """The name of a system as it stands and in one line; the words of its areas where no column names it."""
    cells = values.get("system.name") or values.get("system.areas") or []
    text = next((seen.text for seen in cells if seen.text), "").strip()
    return text, "".join(line.strip() for line in text.split("\n"))


def _firms(got: Got) -> Iterator[str]:
    firms = got.params.get("firms", ())
    yield from (str(firm) for firm in (firms if isinstance(firms, tuple) else ()))


def _alias(record: Record) -> str:
    return next(alias for alias, section in ALIASES.items() if section == record.key[0])


def _with(seen: Seen, value: Any) -> Seen:
    """The same cell with the ID of the record it names."""
    return _got(seen, Got(value=value, told=seen.got.told))


def _got(seen: Seen, got: Got) -> Seen:
    return replace(seen, got=got)


__all__ = ["LIST", "Builder", "Told", "area_word"]
