"""What can only be said when every row has been read: areas, contracts of lists, links, likeness of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from readiness.intake.answers import YES
from readiness.intake.areas import area_word, outside_word, read_areas, seems_outside
from readiness.intake.build import Builder
from readiness.intake.claims import Record
from readiness.intake.doubt import Doubt, Weight, plain
from readiness.intake.fields import put
from readiness.intake.fold import clean, fold
from readiness.intake.got import Got
from readiness.intake.known import Placed
from readiness.intake.linked import contracts_of, devices_of
from readiness.intake.links import LinkRow, Links
from readiness.intake.names import Systems
from readiness.intake.parties import like_firm, same_firm
from readiness.intake.within import within_others

SECTIONS = ("systems", "vendors", "packages", "divisions", "contracts", "interfaces", "external_systems", "devices",
            "cost_lines", "procedures")  # fmt: skip
_PERIPHERAL = "周辺"


def finish(builder: Builder, rows: Iterable[LinkRow]) -> dict[str, list[Placed]]:
    """The sections of everything read. The builder's doubts are complete afterwards."""
    _areas(builder)
    systems = _systems(builder)
    contracts_of(builder, systems)
    within_others(builder, systems)
    devices_of(builder, systems)
    links = Links(builder.claims, systems, builder.known, builder.words)
    links.rows(list(rows))
    links.partners(builder.partners)
    _alike(builder)
    _outside(builder)
    seeming = partial(seems_outside, words=builder.words)
    builder.claims.group("system.areas", "words-outside", seeming, _PERIPHERAL)
    builder.claims.settle(builder.entry.read_id)
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
    """Areas by the name where no cell tells them."""
    for record in builder.claims.of("systems"):
        key = record.key[1]
        own = builder.areas.setdefault(key, [])
        unread = key in builder.outside or key in builder.unread_areas or "system.areas" in record.held
        if own or unread or builder.known.holds("systems", key):
            continue
        stated = area_word(record.name, builder.words) or _all_areas(record.name, builder)
        if not stated and outside_word(record.name, builder.words):
            record.data["#outside"] = True  # by its own name; told, not asked
            continue
        inside = () if stated else _inside(record.name, builder)
        if stated:
            own += stated
            builder.asking.note(_of_name(record, "area-from-name", Weight.NOTED, stated))
        elif inside:
            doubt = _of_name(record, "area-in-name", Weight.VALUE, inside)
            _take(
                builder,
                record,
                builder.claims.hold(record, doubt, lambda asked, said: _stated_areas(builder, asked, said)),
            )


def _stated_areas(builder: Builder, doubt: Doubt, answer: str) -> Got | None:
    """Areas as a person told them; none of them for 周辺."""
    return Got(value=[]) if answer == _PERIPHERAL else builder.entry.read(doubt, answer)


def _take(builder: Builder, record: Record, got: Got | None) -> None:
    """Areas that were answered; a system of none is outside of the standard."""
    if got is not None and got.value is not None:
        builder.areas[record.key[1]] += got.value
        if not got.value:
            builder.outside.add(record.key[1])


def _outside(builder: Builder) -> None:
    """Systems of no area as far as anybody said: asked in one row, never 周辺 without a word."""
    left = [
        record
        for record in builder.claims.of("systems")
        if not builder.areas.get(record.key[1])
        and record.key[1] not in builder.outside
        and record.key[1] not in builder.unread_areas
        and not record.held.get("system.areas")
        and not record.data.get("#outside")
        and "system.kind" not in record.claims
        and not builder.known.holds("systems", record.key[1])
    ]
    stated = builder.asking.of_group("systems", "system.areas")
    for record in list(left):
        areas = _assigned(stated.get(plain(record.name), ""), plain(record.name), builder)
        if areas is not None:
            left.remove(record)
            _take(builder, record, Got(value=areas))
    if left:
        names = tuple(record.name for record in left)
        builder.asking.note(
            Doubt(
                code="outside", place=left[0].places[0], weight=Weight.VALUE, section="systems", field="system.areas",
                text="|".join(names), read_as=_PERIPHERAL, others=names, count=len(names), params={"names": names},
            )
        )  # fmt: skip


def _assigned(answer: str, name: str, builder: Builder) -> list[str] | None:
    """The areas of one system of a group, by an answer for all: none for はい, those written as 名称=業務; None where
    nobody answered or the words are of no area.
    """
    if answer in ("", YES, _PERIPHERAL):
        return [] if answer else None
    pairs = [piece.partition("=") for piece in re.split(r"[;；\n]", clean(answer))]
    said = {plain(key): value for key, sign, value in pairs if sign}
    if not said:
        return None
    got = read_areas(said[name], builder.words) if name in said else Got(value=[])
    return got.value if not got.others else None


def _all_areas(name: str, builder: Builder) -> tuple[str, ...]:
    """The areas of a name that lists nothing else: 固定資産税・住民税."""
    got = read_areas(name, builder.words)
    return tuple(got.value or ()) if not got.others and not got.params["outside"] else ()


def _inside(name: str, builder: Builder) -> tuple[str, ...]:
    """The areas of the longest known word of three letters or more in a name."""
    folded = fold(name)
    found = [word for word in builder.words.areas if len(word) > 2 and not word.isascii() and word in folded]
    return builder.words.areas[max(found, key=len)] if found else ()


def _of_name(record: Record, code: str, weight: Weight, areas: tuple[str, ...]) -> Doubt:
    return Doubt(
        code=code, place=record.places[0], weight=weight, section=record.key[0], record=record.name,
        field="system.areas", text=record.name, read_as=areas, params={"name": record.name, "areas": areas},
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
    numbers: dict[str, set[str]] = {}
    for (_, _, number), keys in builder.numbered.items():
        numbers.setdefault(number, set()).update(keys)
    sure = {number: next(iter(keys)) for number, keys in numbers.items() if len(keys) == 1}
    return Systems(rows, builder.words, {**sure, **builder.codes})


def _official(areas: Iterable[Any], builder: Builder) -> Iterable[str]:
    for area in areas:
        yield from area_word(str(area), builder.words)


def _alike(builder: Builder) -> None:
    """Firms that may be one: branches, letters often mixed up. Asked once per group, before anything counts them."""
    groups: dict[str, list[Record]] = {}
    firms = frozenset(same_firm(record.name, builder.words) for record in builder.claims.of("vendors"))
    for record in builder.claims.of("vendors"):
        groups.setdefault(like_firm(record.name, firms, builder.words), []).append(record)
    for records in groups.values():
        if len(records) > 1:
            names = tuple(record.name for record in records)
            builder.asking.answer(
                Doubt(
                    code="same-vendor", place=records[0].places[0], weight=Weight.SAME, section="vendors",
                    record=names[0], field="vendor.name", text="|".join(sorted(names)), others=names[1:],
                    params={"names": names},
                )
            )  # fmt: skip


__all__ = ["finish", "outside"]
