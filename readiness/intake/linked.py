"""Which systems contracts and devices of a list are about: by number, by name; a near or unknown name is asked."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from readiness.intake.answers import LEAVE, YES
from readiness.intake.build import LIST, Builder
from readiness.intake.cells import Seen
from readiness.intake.claims import Claim, Record
from readiness.intake.devices import SECTION as DEVICES
from readiness.intake.devices import unnamed
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import clean, fold
from readiness.intake.known import unnumbered
from readiness.intake.names import WORK, Meant, Systems

# What tells two contracts apart where both say it.
_APART = ("contract.vendor", "contract.end", "contract.number")


class Parts(NamedTuple):
    """What rows of systems tell of the amount of a contract around them."""

    claimed: list[Claim]
    held: list[Doubt]


def contracts_of(builder: Builder, systems: Systems) -> None:
    """The systems of the contracts of a list; a contract of no system of ours is left out and asked about."""
    claims = builder.claims
    for record, text, seen in builder.contract_systems:
        adds = builder.known.has_systems and not record.data.get("#named")
        if not text and (record.data.get("systems") or adds):
            continue  # a list of systems tells its number, or no column names systems and it adds to an inventory
        found = _named(builder, systems, record, text, seen)
        if not found:
            claims.records.pop(record.key, None)
            continue
        own = record.data.setdefault("systems", [])
        own += [key for key in found if key not in own]
    listed = [record for record in claims.of("contracts") if record.data.get("#list")]
    claimed: dict[frozenset[str], list[str]] = {}
    for record in claims.of("contracts") if listed else ():
        if not record.data.get("#list"):
            claimed.setdefault(unnumbered({"systems": record.data.get("systems")}), []).append(record.key[1])
    meant = _meant(builder, listed)
    for record in listed:
        systems_of = record.data.get("systems", [])
        here = claimed.get(frozenset(systems_of), []) if systems_of else []
        passing = here[0] if len(here) == 1 else builder.known.unnumbered(systems_of)
        known = builder.known.contract(record.data.get("contract.number"), record.name)
        if (
            passing is None
            or passing == record.key[1]
            or known is not None
            or record is not meant.get(record.key, record)
        ):
            continue
        del claims.records[record.key]
        before = claims.records.get(("contracts", passing))
        record.key = ("contracts", passing)
        if before is not None:
            join(record, before)
        claims.records["contracts", passing] = record
    _within(builder, listed)


def _meant(builder: Builder, listed: list[Record]) -> dict[tuple[str, str], Record]:
    """Of several contracts about the same systems (a lease and the next, a lease and its upkeep): the one that a
    list of systems tells in passing, by key of each. It is of the same vendor, end and number, else in force today,
    else the first; the others are contracts of their own.
    """
    groups: dict[frozenset[str], list[Record]] = {}
    for record in listed:
        groups.setdefault(frozenset(record.data.get("systems", ())), []).append(record)
    passing = {
        frozenset(record.data.get("systems", ())): record
        for record in builder.claims.of("contracts")
        if not record.data.get("#list")
    }
    found: dict[tuple[str, str], Record] = {}
    for about, group in groups.items():
        if len(group) > 1 and about:
            row = passing.get(about)
            same = [one for one in group if row is not None and row.claims.get("contract.end") and agree(one, row)]
            today = [one for one in group if _in_force(one, builder.as_of)]
            found |= dict.fromkeys((one.key for one in group), (same or today or group)[0])
    return found


def _in_force(record: Record, as_of: date | None) -> bool:
    start, end = _day(record, "contract.start"), _day(record, "contract.end")
    return as_of is not None and bool(end) and start <= as_of.isoformat() <= end


def _day(record: Record, field: str) -> str:
    """A day as ISO writes it, the first that was claimed; empty for none."""
    return next((str(claim.value)[:10] for claim in record.claims.get(field, ())), "")


def _within(builder: Builder, listed: list[Record]) -> None:
    """Contracts that a list of systems tells row by row, taken into the only contract of the list that is about all of
    them, with the same vendor and end: their amounts are its parts where they add up to it, and asked about otherwise.
    """
    claims = builder.claims
    for passing in [record for record in claims.of("contracts") if not record.data.get("#list")]:
        mine = set(passing.data.get("systems", ()))
        around = [one for one in listed if mine and mine < set(one.data.get("systems", ())) and agree(one, passing)]
        if len(around) == 1:
            del claims.records[passing.key]
            parts = around[0].data.setdefault("#parts", Parts([], []))
            parts.claimed.extend(passing.claims.pop(AMOUNT, ()))
            parts.held.extend(passing.held.pop(AMOUNT, ()))
            join(around[0], passing)
    for record in listed:
        _whole(builder, record, record.data.pop("#parts", Parts([], [])))


def _whole(builder: Builder, record: Record, parts: Parts) -> None:
    """The amount of a contract whose systems tell theirs: certain where the parts add up to it."""
    claimed = {claim.value for claim in record.claims.get(AMOUNT, ())}
    total = sum(claim.value for claim in parts.claimed)
    if not claimed and not parts.claimed:
        record.held.setdefault(AMOUNT, []).extend(parts.held)
        return
    builder.asking.withdraw(*parts.held)  # what a row could not tell the contract tells, or its question asks
    if not parts.claimed or claimed == {total}:
        return
    said = tuple(f"{claim.value:,}円({claim.place})" for claim in parts.claimed)
    whole = next(iter(claimed), None)
    text = "+".join(f"{claim.value:,}円" for claim in parts.claimed)
    doubt = Doubt(
        code="contract-parts" if whole is None else "contract-whole", place=parts.claimed[0].place, weight=Weight.VALUE,
        section="contracts", record=record.name, field=AMOUNT,
        text=text if whole is None else f"{whole:,}円/{text}",
        read_as=total if whole is None else whole, count=len(parts.claimed),
        params={"name": record.name, "said": said, "value": f"{total:,}", "whole": f"{whole or 0:,}"},
    )  # fmt: skip
    got = builder.claims.hold(record, doubt, builder.entry.read)
    if got is not None:
        first = parts.claimed[0]
        record.claims[AMOUNT] = [] if got.value is None else [Claim(got.value, first.place, first.text, first.head)]


def agree(listed: Record, passing: Record) -> bool:
    """Whether nothing two tables say of a contract keeps them apart: vendor, end and number."""
    for field in _APART:
        one, other = ({str(claim.value) for claim in record.claims.get(field, ())} for record in (listed, passing))
        if one and other and one != other:
            return False
    return True


def devices_of(builder: Builder, systems: Systems) -> None:
    """The systems of devices and procedures, by name, and the contracts of devices, by number; a name of none of ours
    is asked.
    """
    for links in builder.devices:
        names = _names_in(systems, links.systems.text) if links.systems is not None else []
        meant = {name: systems.meant(name) for name in names}
        found = [one.id for one in meant.values() if one.id is not None and one.how in ("exact", "bare", "area")]
        left = [name for name, one in meant.items() if one.id is None or one.how not in ("exact", "bare", "area")]
        if left:
            doubt = unnamed(links, left)
            answer = builder.asking.answer(doubt)
            said = _names_in(systems, answer) if answer not in ("", LEAVE) else []
            claimed = [systems.meant(name).id for name in said]
            if not all(claimed):
                builder.asking.note(doubt)
            found += [key for key in claimed if key is not None]
        if found:
            alias = "device" if links.record.key[0] == DEVICES else "procedure"
            links.record.data[f"{alias}.systems"] = list(dict.fromkeys(found))
        contract = builder.known.contract(links.number, None) if links.number else None
        mine = (r.key[1] for r in builder.claims.of("contracts") if links.number and _number(r) == fold(links.number))
        if key := contract or next(mine, None):
            links.record.data["device.contract"] = key


def _number(contract: Record) -> str:
    claimed = contract.claims.get("contract.number", ())
    return fold(str(claimed[0].value)) if claimed else ""


def join(record: Record, before: Record) -> None:
    """What a list of systems said of the contract in passing."""
    for target, claimed in before.claims.items():
        record.claims.setdefault(target, [])[:0] = claimed
    for target, doubts in before.held.items():
        record.held.setdefault(target, []).extend(doubts)
    for target, value in before.data.items():
        record.data.setdefault(target, value)
    record.places += before.places


def _named(builder: Builder, systems: Systems, record: Record, text: str, seen: Seen | None) -> list[str]:
    """The systems a contract is about, by its cell and by what a person answered where the cell names none of ours."""
    found: list[str] = []
    unknown: list[str] = []
    coded = seen is not None and re.search("No|項番|番号|ID|コード", clean(seen.head), re.IGNORECASE)  # 対象No.
    for name in _names_in(systems, text):
        meant = systems.by_number(name) if coded and fold(name).isdecimal() else systems.meant(name)
        if meant.id is None:
            unknown.append(name)
            continue
        found.append(meant.id)
        if meant.how in ("area", "inside"):
            _note_same(builder, name, systems.rows[meant.id][0], seen.place if seen is not None else record.places[0])
    if found and not unknown:
        return found
    code = "contract-part-unknown" if found else "contract-unknown" if unknown else "contract-no-system"
    named = "、".join(unknown) if found else text
    near, sure = ("", False) if text else _near(systems, record.name)
    if sure:
        _note_same(builder, record.name, near, record.places[0])
        return [str(systems.meant(near).id)]
    doubt = Doubt(
        code="contract-near" if near else code, place=record.places[0], weight=Weight.RECORD, section="contracts",
        record=record.name, text=named or record.name, read_as=near or None,
        params={"name": record.name, "systems": named, "near": near},
    )  # fmt: skip
    answer = builder.asking.answer(doubt)
    answer = near if answer == YES and near else answer
    names = _names_in(systems, answer) if answer not in ("", LEAVE) else []
    claimed = [systems.meant(name).id for name in names]
    if not all(claimed):
        builder.asking.note(doubt)
    return [*found, *(key for key in claimed if key is not None)]


def _note_same(builder: Builder, name: str, system: str, place: Place) -> None:
    builder.asking.note(
        Doubt(
            code="same-system", place=place, weight=Weight.NOTED, section="systems", record=system, text=name,
            params={"name": name, "system": system},
        )
    )  # fmt: skip


def _near(systems: Systems, name: str) -> tuple[str, bool]:
    """The system that the name of a contract speaks of, without the words of its work (住記保守): asked; and whether it
    is surely that one: 住民情報システム保守業務委託 holds the whole name.
    """
    bare = WORK.sub("", clean(name))
    meant = systems.meant(bare) if bare else Meant(None)
    if meant.id is None:
        return "", False
    label = systems.rows[meant.id][0]
    return label, meant.how == "exact" and fold(label).endswith(fold("システム"))


def _names_in(systems: Systems, text: str) -> list[str]:
    """The names in a cell; one where the whole cell is a name."""
    whole = systems.meant(clean(text))
    if whole.id and whole.how != "inside":
        return [clean(text)]
    return [name for p in re.split(rf"{LIST.pattern}|[・/／]", clean(text)) if (name := p.strip())]
