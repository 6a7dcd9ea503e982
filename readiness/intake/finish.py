"""What can only be said when every row has been read: areas, contracts of lists, links, likeness of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from readiness.intake.build import LIST, Builder
from readiness.intake.cells import Seen
from readiness.intake.claims import Record
from readiness.intake.doubt import Doubt, Weight
from readiness.intake.fields import put
from readiness.intake.fold import clean, fold
from readiness.intake.known import Placed, unnumbered
from readiness.intake.links import LinkRow, Links
from readiness.intake.names import Systems
from readiness.intake.parties import like_firm, same_firm
from readiness.intake.words import area_word

SECTIONS = ("systems", "vendors", "packages", "divisions", "contracts", "interfaces", "external_systems")
_PERIPHERAL = "周辺"


def finish(builder: Builder, rows: Iterable[LinkRow]) -> dict[str, list[Placed]]:
    """The sections of everything read. The builder's doubts are complete afterwards."""
    _areas(builder)
    systems = _systems(builder)
    _contracts(builder, systems)
    links = Links(builder.claims, systems, builder.known, builder.words)
    links.rows(list(rows))
    links.partners(builder.partners)
    _alike(builder)
    builder.claims.settle(builder.answers)
    found: dict[str, list[Placed]] = {section: [] for section in SECTIONS}
    for record in builder.claims.records.values():
        found[record.key[0]].append((_data(builder, record), record.ref))
    return {section: rows for section, rows in found.items() if rows}


def _data(builder: Builder, record: Record) -> dict[str, Any]:
    section, key = record.key
    data: dict[str, Any] = {"id": key}
    if record.name and section != "interfaces":
        data["name"] = record.name
    if section == "systems" and builder.areas.get(key):
        data["areas"] = list(builder.areas[key])
    for target, value in record.data.items():
        if target.startswith("#"):
            continue
        put(data, target.partition(".")[2] if "." in target else target, value)
    if section == "contracts" and "systems" not in data:
        data["systems"] = []
    return data


def _areas(builder: Builder) -> None:
    """Areas by the name where no cell tells them; what is of no area is 周辺 and asked about."""
    for record in builder.claims.of("systems"):
        own = builder.areas.setdefault(record.key[1], [])
        if own or record.key[1] in builder.outside or record.key[1] in builder.unread_areas:
            continue
        if builder.known.holds("systems", record.key[1]):
            continue
        told = area_word(record.name, builder.words)
        if told:
            own += told
            _doubt(builder, record, "area-from-name", Weight.TOLD, areas=tuple(told))
        else:
            inside = _inside(record.name, builder)
            if inside:
                record.held.setdefault("system.areas", [])
                _doubt(builder, record, "area-in-name", Weight.VALUE, areas=inside)


def _inside(name: str, builder: Builder) -> tuple[str, ...]:
    """The areas of the longest known word of three letters or more in a name."""
    folded = fold(name)
    found = [word for word in builder.words.areas if len(word) > 2 and not word.isascii() and word in folded]
    return builder.words.areas[max(found, key=len)] if found else ()


def _doubt(builder: Builder, record: Record, code: str, weight: Weight, **params: Any) -> None:
    builder.claims.doubts.append(
        Doubt(
            code=code, place=record.places[0], weight=weight, section=record.key[0], record=record.name,
            field="system.areas", text=record.name, read_as=params.get("areas"), params={"name": record.name, **params},
        )
    )  # fmt: skip


def outside(builder: Builder, data: dict[str, Any]) -> bool:
    """Whether a system is of no area as far as anybody said; it becomes 周辺."""
    known = builder.known.holds("systems", str(data["id"]))
    if data.get("areas") or "kind" in data or known:
        return False
    data["kind"] = _PERIPHERAL
    return data["id"] not in builder.outside


def _systems(builder: Builder) -> Systems:
    rows = {
        str(data["id"]): (str(data.get("name") or data["id"]), tuple(_official(data.get("areas") or (), builder)))
        for data in builder.known.all("systems")
    }
    for record in builder.claims.of("systems"):
        rows[record.key[1]] = (record.name, tuple(builder.areas.get(record.key[1], ())))
    return Systems(rows, builder.words)


def _official(areas: Iterable[Any], builder: Builder) -> Iterable[str]:
    for area in areas:
        yield from area_word(str(area), builder.words)


def _contracts(builder: Builder, systems: Systems) -> None:
    """The systems of the contracts of a list; a contract of no system of ours is left out and asked about."""
    claims = builder.claims
    for record, text, seen in builder.contract_systems:
        found, unknown = _named(builder, systems, record, text, seen)
        if not found:
            code = "contract-unknown" if unknown else "contract-no-system"
            claims.doubts.append(
                Doubt(
                    code=code, place=record.places[0], weight=Weight.RECORD, section="contracts", record=record.name,
                    text=text or record.name, params={"name": record.name, "systems": text},
                )
            )  # fmt: skip
            claims.records.pop(record.key, None)
            continue
        own = record.data.setdefault("systems", [])
        own += [key for key in found if key not in own]
    listed = [record for record in claims.of("contracts") if record.data.get("#list")]
    told: dict[frozenset[str], list[str]] = {}
    for record in claims.of("contracts") if listed else ():
        if not record.data.get("#list"):
            told.setdefault(unnumbered({"systems": record.data.get("systems")}), []).append(record.key[1])
    for record in listed:
        systems_of = record.data.get("systems", [])
        here = told.get(frozenset(systems_of), []) if systems_of else []
        passing = here[0] if len(here) == 1 else builder.known.unnumbered(systems_of)
        known = builder.known.contract(record.data.get("contract.number"), record.name)
        if passing is None or passing == record.key[1] or known is not None:
            continue
        del claims.records[record.key]
        before = claims.records.get(("contracts", passing))
        record.key = ("contracts", passing)
        if before is not None:
            _join(record, before)
        claims.records["contracts", passing] = record


def _join(record: Record, before: Record) -> None:
    """What a list of systems said of the contract in passing."""
    for target, told in before.claims.items():
        record.claims.setdefault(target, [])[:0] = told
    for target, doubts in before.held.items():
        record.held.setdefault(target, []).extend(doubts)
    for target, value in before.data.items():
        record.data.setdefault(target, value)


def _named(
    builder: Builder, systems: Systems, record: Record, text: str, seen: Seen | None
) -> tuple[list[str], list[str]]:
    """The systems a cell names, and the names that mean none."""
    found: list[str] = []
    unknown: list[str] = []
    whole = systems.meant(clean(text))
    names = (
        [clean(text)]
        if whole.id and whole.how != "inside"
        else [p.strip() for p in re.split(rf"{LIST.pattern}|[・/／]", clean(text))]
    )
    for name in (name for name in names if name):
        meant = systems.meant(name)
        if meant.id is None:
            unknown.append(name)
            continue
        found.append(meant.id)
        if meant.how in ("area", "inside"):
            label = systems.rows[meant.id][0]
            place = seen.place if seen is not None else record.places[0]
            builder.claims.doubts.append(
                Doubt(
                    code="same-system", place=place, weight=Weight.TOLD, section="systems", record=label, text=name,
                    params={"name": name, "system": label},
                )
            )  # fmt: skip
    if found and unknown:
        builder.claims.doubts.append(
            Doubt(
                code="contract-part-unknown", place=record.places[0], weight=Weight.RECORD, section="contracts",
                record=record.name, text="、".join(unknown),
                params={"name": record.name, "systems": "、".join(unknown)},
            )
        )  # fmt: skip
    return found, unknown


def _alike(builder: Builder) -> None:
    """Firms that may be one: branches, letters often mixed up. Asked once per group, before anything counts them."""
    groups: dict[str, list[Record]] = {}
    firms = frozenset(same_firm(record.name, builder.words) for record in builder.claims.of("vendors"))
    for record in builder.claims.of("vendors"):
        groups.setdefault(like_firm(record.name, firms, builder.words), []).append(record)
    for records in groups.values():
        if len(records) > 1:
            names = tuple(record.name for record in records)
            builder.claims.doubts.append(
                Doubt(
                    code="same-vendor", place=records[0].places[0], weight=Weight.SAME, section="vendors",
                    record=names[0], field="vendor.name", text="|".join(sorted(names)), others=names[1:],
                    params={"names": names},
                )
            )  # fmt: skip


__all__ = ["finish", "outside"]
