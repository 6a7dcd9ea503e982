"""Lines of tables → records: systems with their contracts, vendors, packages, divisions (記録の組み立て)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from readiness.intake.answers import Asking
from readiness.intake.below import own_numbers
from readiness.intake.cells import LineReader, Seen
from readiness.intake.claims import Claim, Record
from readiness.intake.devices import DeviceLinks, device_line
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.entry import Entry, Values
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import fold
from readiness.intake.got import Got, held
from readiness.intake.known import Known
from readiness.intake.links import Partner
from readiness.intake.matched import Matched
from readiness.intake.mentions import areas_of, division_of, division_of_sheet, package_of, vendor_of
from readiness.intake.names import bare_name, stated_name
from readiness.intake.parties import SELF
from readiness.intake.remarks import new_amount, remarks_of, turns_amount
from readiness.intake.sides import live_side, of_sides, partner_of
from readiness.intake.table import Line
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.work import work_line
from readiness.model.gap import base32
from readiness.model.ref import Ref

LIST = re.compile(r"[、,，;；\n]+")
# Fields of a system that are read in a way of their own.
_OWN_WAY = ("system.name", "system.areas", "system.note", "system.id")
_APART_BY = ("annual_amount", "end")


class Builder:
    """Collects what lines say. `known`: the inventory they belong to; `answers`: what a person has confirmed."""

    def __init__(self, words: Vocabulary, known: Known, as_of: date | None, asking: Asking) -> None:
        self.words, self.known, self.as_of, self.asking = words, known, as_of, asking
        self.entry = Entry(words, known, as_of, asking)
        self.claims = self.entry.claims
        self.partners: list[Partner] = []
        self.contract_systems: list[tuple[Record, str, Seen | None]] = []
        self.devices: list[DeviceLinks] = []
        self.areas: dict[str, list[str]] = {}
        self.codes: dict[str, str] = {}  # the number a list gives a system → the system
        self.numbered: dict[tuple[str, str, str], set[str]] = {}  # file, sheet and the number of a row → its systems
        self.sheets: Mapping[tuple[str, str], str] = {}  # (file, sheet) → the division it is named after
        self.outside: set[str] = set()  # systems whose own words say that they are of no area
        self.unread_areas: set[str] = set()
        self._systems: dict[str, str] = {}
        self._bare: dict[str, list[tuple[str, Place]]] = {}
        self._contracts: dict[str, list[str]] = {}  # system → its contracts
        self._unlike: set[str] = set()  # those of the inventory that a row took which says otherwise
        self._sources: dict[str, str] = {}  # short ID → what it was made of
        self._amount_rows: dict[tuple[str, str, str], tuple[Any, frozenset[str]]] = {}

    def line(self, matched: Matched, reader: LineReader, line: Line) -> None:
        """One line of a table of systems or contracts."""
        seen = reader.read(line)
        if matched.record == "contract":
            self._contract_line(matched, line, of_sides(seen, ("",)))
        elif matched.record == "device":
            links = device_line(self.entry, matched, line, of_sides(seen, ("",)))
            self.devices += [links] if links is not None else []
        elif matched.record == "procedure":
            links = work_line(self.entry, matched, line, of_sides(seen, ("",)))
            self.devices += [links] if links is not None else []
        else:
            other = partner_of(matched, line)
            self._system_line(matched, line, seen, None if other is None else reader.moved(other))

    # systems

    def _system_line(self, matched: Matched, line: Line, seen: Values, pair: tuple[Seen, ...] | None) -> None:
        values = live_side(matched, line, seen, self.asking, self.as_of, pair)
        place = matched.table.grid.row_place(line.number)
        if values is None:
            return
        name, shown = stated_name(values, line)
        if not name:
            return
        ref = Ref(matched.table.grid.file, (matched.table.grid.sheet.name, line.number + 1))
        system = self._system(name, shown, place, ref)
        for target, value in self.words.defaults.get("system", {}).items():
            if not values.get(target):
                system.data.setdefault(target, value)
        self.codes |= {fold(cell.text): system.key[1] for cell in values.get("system.id", ())}
        for number in own_numbers(matched, line):
            self.numbered.setdefault((place.file, place.sheet, fold(number)), set()).add(system.key[1])
        vendor = vendor_of(self.entry, system, values, ref)
        package_of(self.entry, system, values, vendor, ref)
        division_of(self.entry, system, values, ref, division_of_sheet(matched, self.sheets))
        for cell in values.get("system.name", ()):
            self.entry.note(cell, "system.name")
        self._areas(matched, system, values)
        for target, found in values.items():
            if target.startswith("system.") and target not in _OWN_WAY:
                self.entry.fields(system, target, found)
        contract = self._contract_of(matched, line, system, values, vendor, ref)
        self._notes(system, contract, values, vendor)
        for target in ("links.to", "links.from"):
            for one in values.get(target, ()):
                self.partners.append(Partner(system.key[1], one.text, target, one.place))

    def same_system(self, name: str, key: str) -> None:
        """A further name of a system that is there."""
        self._systems.setdefault(fold(name), key)

    def _system(self, name: str, shown: str, place: Place, ref: Ref) -> Record:
        folded = fold(name)
        key = self._systems.get(folded) or self.known.named("systems", name) or self._elsewhere(name, place)
        key = key or self._key("S", name)
        self._systems.setdefault(folded, key)
        self._bare.setdefault(bare_name(name), []).append((key, place))
        return self.claims.record("systems", key, shown, place, ref)

    def _elsewhere(self, name: str, place: Place) -> str | None:
        """The only system of that name but for システム behind it, on another sheet; within one list they differ."""
        stated = self._bare.get(bare_name(name), [])
        keys = {key for key, _ in stated}
        there = all((other.file, other.sheet) != (place.file, place.sheet) for _, other in stated)
        return keys.pop() if len(keys) == 1 and there else None

    def _key(self, letter: str, source: str) -> str:
        """An ID made of what names a record; longer where another record of this reading has the short one."""
        short = f"{letter}-{base32(source, 5)}"
        return short if self._sources.setdefault(short, source) == source else f"{letter}-{base32(source, 8)}"

    def _areas(self, matched: Matched, system: Record, values: Values) -> None:
        stated = areas_of(self.entry, matched, system, values)
        own = self.areas.setdefault(system.key[1], [])
        own += [area for area in stated.areas if area not in own]
        self.unread_areas |= {system.key[1]} if stated.unread else set()
        self.outside |= {system.key[1]} if stated.outside else set()

    # contracts

    def _contract_of(
        self, matched: Matched, line: Line, system: Record, values: Values, vendor: str | None, ref: Ref
    ) -> Record | None:
        mine = {target: found for target, found in values.items() if target.startswith("contract.") and found}
        if not mine:
            return None
        number, name = (
            next((s.got.value for s in mine.get(f"contract.{key}", ())), None) for key in ("number", "name")
        )
        part = next((seen.text for seen in values.get("row.part", ())), "")
        if part and not number and not name:
            name = f"{system.name} {part}"  # 保守 and リース of one system are two contracts
        shared = self._shared(matched, line)
        contract = self._contract(system, ref, number, name, shared, part=mine if part else None)
        if vendor not in (None, SELF):
            for seen in values.get("vendor.name", ())[:1]:
                self.claims.claim(contract, "contract.vendor", Claim(vendor, seen.place, seen.text, seen.head))
        if (kind := self.words.words["contract.kind"].get(fold(part))) and not {"contract.kind", contract.key[1]} & {
            *mine,
            *self._unlike,
        }:
            self.entry.field(contract, "contract.kind", values["row.part"][0]._replace(got=Got(value=kind)))
        for target, found in mine.items():
            if target in ("contract.name", "contract.systems"):
                continue
            if target == AMOUNT and not shared:
                found = self._repeated(matched, system, found, values)  # noqa: PLW2901
            self.entry.fields(contract, target, found)
        return contract

    def _contract(
        self, system: Record, ref: Ref, number: object = None, name: object = None, shared: str | None = None, *,
        part: Values | None = None,
    ) -> Record:  # fmt: skip
        """The contract of that number or name, else the one about the system, or about rows with one merged amount. Of
        new parts (`part`: what a row says) the first is the contract the inventory has of the system, if it has one
        only, and so is one that says the same.
        """
        key = self.known.contract(number, name, "" if shared else system.key[1])
        if key is None and part and (own := self.known.whole(system.key[1], system.name)):
            fits = self.known.fits(own, {f: [s.got.value for s in part.get(f"contract.{f}", ())] for f in _APART_BY})
            if system.key[1] not in self._contracts or (fits and own in self._unlike):
                key = own  # two rows that may be it: asked
                self._unlike |= set() if fits else {own}
        if key is None and not number and not name and not shared:
            about = self._contracts.get(system.key[1], [])
            key = about[0] if len(about) == 1 else None
        key = key or self._key("C", str(number or name or shared or system.key[1]))
        contract = self.claims.record("contracts", key, str(name or system.name), system.places[-1], ref)
        systems = contract.data.setdefault("systems", [])
        if system.key[1] not in systems:
            systems.append(system.key[1])
            self._contracts.setdefault(system.key[1], []).append(key)
        return contract

    def _repeated(self, matched: Matched, system: Record, found: list[Seen], values: Values) -> list[Seen]:
        """An amount that stands again in another row of the same system with other areas: a part, or told twice?"""
        areas = frozenset(area for seen in values.get("system.areas", ()) for area in seen.got.value or ())
        for seen in found:
            key = (matched.table.grid.sheet.name, system.key[1], str(seen.got.value))
            if seen.got.value is None:
                continue
            before = self._amount_rows.setdefault(key, (seen.got.value, areas))
            if before[1] != areas:
                return [seen._replace(got=held("repeated", seen.got.value))]
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

    def _contract_line(self, matched: Matched, line: Line, values: Values) -> None:
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
        if matched.of("contract.systems"):
            contract.data["#named"] = True
        self.contract_systems.append((contract, cells[0].text if cells else "", cells[0] if cells else None))
        vendor = vendor_of(self.entry, contract, values, ref)
        for target, found in values.items():
            if target.startswith("contract.") and target not in ("contract.name", "contract.systems", "contract.note"):
                self.entry.fields(contract, target, found)
        for seen in values.get("contract.note", ()):
            contract.data["contract.note"] = seen.text
            self._turned(contract, contract, seen)
            self._remarks(contract, contract, seen, vendor)

    # remarks

    def _notes(self, system: Record, contract: Record | None, values: Values, vendor: str | None) -> None:
        for seen in values.get("system.note", ()):
            before = str(system.data.get("system.note", ""))
            if seen.text not in before:
                system.data["system.note"] = f"{before}\n{seen.text}".strip()
            self._turned(system, contract, seen)
            self._remarks(system, contract, seen, vendor)

    def _turned(self, system: Record, contract: Record | None, seen: Seen) -> None:
        """An amount of which a remark says that it is another one (5年総額, 税抜) is held back."""
        for claim in contract.claims.get(AMOUNT, ())[-1:] if contract is not None else ():
            words = turns_amount(seen.text, claim.notes)
            if not words or contract is None:
                continue
            doubt = Doubt(
                code="note-amount", place=seen.place, weight=Weight.VALUE, section="contracts", record=contract.name,
                field=AMOUNT, text=words, read_as=claim.value,
                params={"words": words, "name": system.name, "value": f"{claim.value:,}"},
            )  # fmt: skip
            got = self.claims.hold(contract, doubt, self.entry.read)
            if got is not None and got.value != claim.value:
                contract.claims[AMOUNT].remove(claim)
                if got.value is not None:
                    self.claims.claim(contract, AMOUNT, claim._replace(value=got.value))

    def _remarks(self, record: Record, contract: Record | None, seen: Seen, vendor: str | None) -> None:
        for target, words, value in remarks_of(seen.text):
            owner = contract if target.startswith("contract.") and contract is not None else record
            if target == "vendor.service_end":
                firm = self.claims.records.get(("vendors", str(vendor)))
                if firm is None:
                    target = "contract.end"  # noqa: PLW2901 - nobody says whose service: the day is asked all the same
                    owner = contract or record
                else:
                    owner = firm
            stated = {str(claim.value) for claim in owner.claims.get(target, ())}
            name = owner.name if owner.key[0] == "vendors" else record.name
            if str(value) in stated or (stated and target != "contract.end" and not new_amount(target, words)):
                continue
            doubt = Doubt(
                code="note", place=seen.place, weight=Weight.VALUE, section=owner.key[0], record=name,
                field=target, text=words, read_as=value, params={"words": words, "head": seen.head},
            )  # fmt: skip
            got = self.claims.hold(owner, doubt, self.entry.read)
            if got is not None and got.value is not None:
                if owner.key[0] == "systems" and target.startswith("contract."):
                    owner = self._contract(owner, owner.ref)
                owner.claims[target] = [Claim(got.value, seen.place, words, seen.head)]  # not what the row said

    def unsure_of(self, target: str) -> frozenset[str]:
        """IDs of records of which a field is asked, also by a word nobody knows."""
        return frozenset(record.key[1] for record in self.claims.records.values() if target in record.held)
