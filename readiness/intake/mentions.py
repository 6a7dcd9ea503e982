"""The vendors, packages and divisions that rows name (行に出る事業者・パッケージ・所管課)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from readiness.intake.areas import area_word
from readiness.intake.cells import Seen
from readiness.intake.claims import Record
from readiness.intake.doubt import Doubt, Weight
from readiness.intake.entry import Entry, Values
from readiness.intake.fields import ALIASES, plain_id
from readiness.intake.fold import clean, fold
from readiness.intake.got import Got, held
from readiness.intake.matched import Matched
from readiness.intake.parties import MOVES, OFFICE, SELF
from readiness.intake.table import Shape
from readiness.model.gap import base32
from readiness.model.ref import Ref

_DIVISION = re.compile(r"[、,，/／\n]+")
_DIVISION_SHEET = re.compile(r"[一-龥ぁ-んァ-ヴー・]{1,12}(?:課|室|局|係|センター)")
_FORMER = re.compile(r"[(（]旧[^()（）]*[)）]")  # 市民課(旧住民課)
_PHONE = re.compile(r"[(（]?(?:内線|TEL|Tel|℡|電話)?\s*[:：]?\s*[0-9()（）\-－ー]+[)）]?")


def vendor_of(entry: Entry, record: Record, values: Values, ref: Ref) -> str | None:
    """The ID of the vendor that a row names, claimed for its record; None where it names none."""
    first = None
    target = f"{_alias(record)}.vendor"
    for seen in values.get("vendor.name", ()):
        for firm in _firms(seen.got):
            entry.vendor_id(firm, seen.place, ref)
        got = entry.settled(record, target, seen)
        if got is not None and got.value is not None:
            stated = entry.vendor_id(str(got.value), seen.place, ref)
            first = first or stated
            entry.field(record, target, _with(seen, stated))
        elif got is not None:
            entry.note(seen, target)
    if first not in (None, SELF):
        for field, found in values.items():
            if field.startswith("vendor.") and field != "vendor.name":
                entry.fields(entry.claims.records["vendors", str(first)], field, found)
    return first


def package_of(entry: Entry, system: Record, values: Values, vendor: str | None, ref: Ref) -> None:
    """The package that a row names."""
    for seen in values.get("package.name", ())[:1]:
        got = entry.settled(system, "system.package", seen)
        if got is None or got.value is None:
            continue
        name = str(got.value)
        version = next((s.got.value for s in values.get("package.version", ()) if s.got.value), None)
        key = entry.known.package(name, version) or f"P-{base32('|'.join(map(str, (name, version, vendor))), 5)}"
        package = entry.claims.record("packages", key, name, seen.place, ref)
        if vendor not in (None, SELF):
            package.data.setdefault("package.vendor", vendor)
        for target, found in values.items():
            if target.startswith("package.") and target != "package.name":
                entry.fields(package, target, found)
        entry.field(system, "system.package", _with(seen, key))


def divisions_of_sheets(tables: Iterable[Matched]) -> Mapping[tuple[str, str], str]:
    """(file, sheet) → division, where several sheets, or files of one sheet, are named after divisions (課別)."""
    mine = [m for m in tables if m.record == "system" and not m.of("division.name")]
    found: dict[tuple[str, str], str] = {}
    for matched in mine:
        grid = matched.table.grid
        for name in (grid.sheet.name, re.sub(r"\.[^.]+$", "", grid.file)):
            if _DIVISION_SHEET.fullmatch(clean(name)):
                found.setdefault((grid.file, grid.sheet.name), clean(name))
    return found if len(set(found.values())) > 1 else {}


def division_of(entry: Entry, system: Record, values: Values, ref: Ref, otherwise: Seen | None = None) -> None:
    """The division that a row names; of several nobody is chosen. `otherwise`: what the sheet is named after."""
    unsettled = {fold(word) for word in entry.words.parties["unsettled"]}
    if otherwise is not None:
        said = Doubt(
            code="division-of-sheet", place=otherwise.place, weight=Weight.NOTED, text=otherwise.text,
            params={"name": otherwise.text},
        )  # fmt: skip
        if said.key not in {doubt.key for doubt in entry.asking.doubts if doubt.code == said.code}:
            entry.asking.note(said)
    for seen in values.get("division.name", () if otherwise is None else (otherwise,)):
        stated = _FORMER.sub("", str(seen.got.value or "")).strip()
        if stated and fold(stated) in unsettled:
            continue
        pieces = [piece.strip() for piece in _DIVISION.split(stated) if piece.strip()]
        pieces = [part for piece in pieces for part in _joined(piece)]
        if len(pieces) > 1 and OFFICE.search(pieces[0]) and all(_PHONE.fullmatch(clean(piece)) for piece in pieces[1:]):
            seen = seen._replace(got=replace(seen.got, value=pieces[0]))  # noqa: PLW2901 - the extension of the office
            pieces = pieces[:1]
        several = len(pieces) > 1 and all(OFFICE.search(piece) for piece in pieces)
        several = several or bool(MOVES.search(clean(stated)))
        got = entry.settled(
            system, "system.owner_division", seen._replace(got=held("several-divisions")) if several else seen
        )
        if got is None or got.value is None:
            continue
        name = " ".join(_FORMER.sub("", str(got.value)).lstrip("◎○●■☆★").split())
        key = entry.known.named("divisions", name) or plain_id(name)
        entry.claims.record("divisions", key, name, seen.place, ref)
        entry.field(system, "system.owner_division", _with(seen, key))


def _joined(piece: str) -> list[str]:
    """Divisions that a middle dot joins: 税務課・収納課, not 広報・統計課."""
    parts = re.split("[・･]", piece)
    return parts if all(OFFICE.search(part) for part in parts) else [piece]


@dataclass(frozen=True, slots=True)
class StatedAreas:
    """The areas that a row names; whether it holds words nobody knows, or words known to be of no area."""

    areas: tuple[str, ...]
    unread: bool
    outside: bool


def division_of_sheet(matched: Matched, sheets: Mapping[tuple[str, str], str]) -> Seen | None:
    """The division that the sheet of a table is named after."""
    grid, at = matched.table.grid, matched.table.heads[0].at
    name = sheets.get((grid.file, grid.sheet.name), "")
    return Seen("division.name", Got(value=name), at, name, "", grid.place(at)) if name else None


def areas_of(entry: Entry, matched: Matched, system: Record, values: Values) -> StatedAreas:
    """The areas of a row. Of several in one merged cell over systems that are each named after one, nobody chooses."""
    found: list[str] = []
    unread = outside = False
    for seen in values.get("system.areas", ()):
        areas = seen.got.value or ()
        named = area_word(system.name, entry.words)
        asked = seen
        if named and set(named) < set(areas) and _merged_over(matched, seen):
            asked = seen._replace(got=held("area-of-block", named, areas=tuple(areas)))
        if asked.got.doubt:
            got = entry.settled(system, "system.areas", asked)
            areas = (got.value or ()) if got is not None else ()
        found += areas
        for word in seen.got.others:
            entry.claims.word("system.areas", word, seen.place, system.name)
            unread = True
        outside = outside or bool(seen.got.params.get("outside"))
        entry.note(seen, "system.areas")
    return StatedAreas(tuple(dict.fromkeys(found)), unread, outside)


def _merged_over(matched: Matched, seen: Seen) -> bool:
    """Whether a cell is merged over several records; in a form merging is layout."""
    if matched.table.shape is Shape.FORM:
        return False
    block = matched.table.grid.block(seen.at)
    return block is not None and (block.last_row, block.last_column) != (block.first_row, block.first_column)


def _firms(got: Got) -> Iterator[str]:
    firms = got.params.get("firms", ())
    yield from (str(firm) for firm in (firms if isinstance(firms, tuple) else ()))


def _alias(record: Record) -> str:
    return next(alias for alias, section in ALIASES.items() if section == record.key[0])


def _with(seen: Seen, value: Any) -> Seen:
    """The same cell with the ID of the record it names."""
    return seen._replace(got=Got(value=value, notes=seen.got.notes))
