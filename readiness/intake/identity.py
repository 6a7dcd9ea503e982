"""One way to tell a record again, over sheets, files, months: its ID by its name, and asked where the name changed.

What was known before is a snapshot: section → ID → name and fields. A name of before that no record of today bears is
missing; records of today that nobody knew, and that share what does not change with the name (areas, the other party,
the package, part of the name), may be it. Nobody but a person says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fields import plain_id
from readiness.intake.fold import fold
from readiness.intake.names import bare_name
from readiness.model.decision import Confirmed
from readiness.model.diff import Entry, Snapshot
from readiness.model.gap import base32
from readiness.model.missing import Fate, Missing

FIELD = "identity"  # the field under which an answer about a missing record is kept
SECTIONS = ("systems", "vendors", "divisions")
FATES = {fate.ja: fate for fate in (Fate.SPLIT, Fate.ENDED, Fate.FORGOTTEN)}
# The field of a system that names the party, by the section of parties.
_PARTY = {"vendors": "vendor", "divisions": "owner_division"}
_ALIKE = 2  # so much must agree before a record is offered as another one's new name
_OFFERED = 3


def fates(confirmed: Sequence[Confirmed]) -> Mapping[tuple[str, str], str]:
    """(section, name of before) → what was answered: a fate, or the name it bears now."""
    return {(item.section, item.record): item.answer for item in confirmed if item.field == FIELD}


def new_names(answers: Mapping[tuple[str, str], str]) -> tuple[tuple[str, str], ...]:
    """Names of today and every one that the same records had before, the newest first."""
    before: dict[tuple[str, str], str] = {}
    for (section, old), now in answers.items():
        if now not in FATES:
            before.setdefault((section, now), old)
    found = []
    for section, now in before:
        name, seen = now, {now}
        while (older := before.get((section, name))) is not None and older not in seen:
            found.append((now, older))
            seen.add(older)
            name = older
    return tuple(found)


def aliases(answers: Mapping[tuple[str, str], str], before: Sequence[Snapshot]) -> Mapping[str, Mapping[str, str]]:
    """Section → name of today → the ID that the record had under its first name."""
    found: dict[str, dict[str, str]] = {}
    renamed = {(section, fold(now)): old for (section, old), now in answers.items() if now not in FATES}
    for (section, old), now in answers.items():
        if now in FATES:
            continue
        states = [{fold(str(e.label)): id_ for id_, e in state.get(section, {}).items()} for state in before]
        first, seen = old, {fold(now)}
        while fold(first) not in seen and (section, fold(first)) in renamed:
            seen.add(fold(first))
            first = renamed[section, fold(first)]
        meant = _meant(fold(old), fold(now), states) or made_id(section, first)
        found.setdefault(section, {}).setdefault(now, meant)
    return found


def _meant(old: str, now: str, states: Sequence[Mapping[str, str]]) -> str | None:
    """The ID of a record that bears another name now: that of its old name, unless the other one was there beside it
    (two became one).
    """
    holds = next((state for state in states if old in state), None)
    if holds is not None:
        return holds.get(now) or holds[old]
    return next((state[now] for state in states if now in state), None)


def as_known(snapshot: Snapshot) -> Snapshot:
    """A snapshot of before with the records that were missing already then, and still wait to be told of, and without
    those that may be them.
    """
    found = {section: dict(entries) for section, entries in snapshot.items()}
    for id_, entry in found.pop("missing", {}).items():
        section = str(entry.fields.get("section"))
        found.setdefault(section, {}).setdefault(id_, entry)
        field = "system" if section == "systems" else "asked"
        for other in _list(entry.fields.get("candidates")):
            found[section].pop(other, None)
        for gap in _list(entry.fields.get("open_gaps")):
            found.setdefault("gaps", {})[gap] = Entry(gap, {field: id_})
    return found


def kept(missing: Sequence[Missing]) -> Mapping[str, Entry]:
    """Missing records that rest, as a snapshot keeps them."""
    return {
        one.id: Entry(
            one.name,
            {
                **one.entry.fields,
                "section": one.section,
                "open_gaps": list(one.gaps),
                "candidates": list(one.candidates if one.fate is Fate.UNSTATED else ()),
            },
        )
        for one in missing
        if one.rests
    }


def made_id(section: str, name: str) -> str:
    """The ID that a record gets by its name alone."""
    return f"S-{base32(name, 5)}" if section == "systems" else plain_id(name)


def missing(before: Sequence[Snapshot], now: Snapshot, answers: Mapping[tuple[str, str], str]) -> tuple[Missing, ...]:
    """Records of before that are not there today, systems first. Parties only where others took their place. Of several
    memories the oldest tells what is new since.
    """
    found: dict[tuple[str, str], Missing] = {}
    for state in before:
        for one in _missing(state, now, answers):
            old = found.get((one.section, one.id))
            if old is not None:
                gaps = tuple(dict.fromkeys((*old.gaps, *one.gaps)))
                one = replace(one, candidates=old.candidates or one.candidates, gaps=gaps)  # noqa: PLW2901
            found[one.section, one.id] = one
    return tuple(sorted(found.values(), key=lambda one: SECTIONS.index(one.section)))


def _missing(before: Snapshot, now: Snapshot, answers: Mapping[tuple[str, str], str]) -> Iterator[Missing]:
    gaps = before.get("gaps", {})
    for section in SECTIONS:
        there = now.get(section, {})
        fresh = {id_: entry for id_, entry in there.items() if id_ not in before.get(section, {})}
        for id_, entry in before.get(section, {}).items():
            if id_ in there:
                continue
            stated = answers.get((section, str(entry.label)), "")
            names = {fold(str(other.label)) for other in there.values()}
            fate = FATES.get(stated, Fate.RENAMED if fold(stated) in names else Fate.UNSTATED)
            near = _alike(entry, fresh) if section == "systems" else _took_over(section, id_, before, now, fresh)
            if section != "systems" and not near:
                continue
            field = "system" if section == "systems" else "asked"
            mine = tuple(gap for gap, stated_of in gaps.items() if stated_of.fields.get(field) == id_)
            yield Missing(section=section, id=id_, entry=entry, candidates=near, gaps=mine, fate=fate)


def _alike(entry: Entry, fresh: Mapping[str, Entry]) -> tuple[str, ...]:
    """New systems that agree with a missing one in enough, the likest first."""
    scored = sorted(((-_agreement(entry, other), at, id_) for at, (id_, other) in enumerate(fresh.items())))
    return tuple(id_ for score, _, id_ in scored if -score >= _ALIKE)[:_OFFERED]


def _agreement(one: Entry, other: Entry) -> int:
    def same(field: str) -> bool:
        value = one.fields.get(field)
        return value not in (None, "", "unknown", "未確認") and value == other.fields.get(field)

    names = [bare_name(str(entry.label)) for entry in (one, other)]
    alike = names[0] in names[1] or names[1] in names[0] or _common(*names) >= 2
    areas = set(_list(one.fields.get("areas"))) & set(_list(other.fields.get("areas")))
    return 2 * bool(areas) * alike + bool(areas) + alike + sum(map(same, ("vendor", "package", "owner_division")))


def _common(one: str, other: str) -> int:
    """How many characters two names begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _took_over(section: str, id_: str, before: Snapshot, now: Snapshot, fresh: Mapping[str, Entry]) -> tuple[str, ...]:
    """New parties at systems that a missing one was responsible for."""
    field = _PARTY[section]
    mine = [key for key, entry in before.get("systems", {}).items() if entry.fields.get(field) == id_]
    today = (now.get("systems", {}).get(key) for key in mine)
    found = (str(entry.fields.get(field)) for entry in today if entry is not None)
    return tuple(dict.fromkeys(party for party in found if party in fresh))


def doubts(missing: Sequence[Missing], now: Snapshot, file: str) -> tuple[Doubt, ...]:
    """The question about each missing record of which nobody told what became of it."""
    return tuple(
        Doubt(
            code="missing", place=Place(file), weight=Weight.RECORD, section=one.section, record=one.name, field=FIELD,
            text=one.name, count=len(one.gaps) or 1,
            params={"name": one.name, "named": tuple(str(now[one.section][c].label) for c in one.candidates),
                    "gaps": len(one.gaps)},
        )
        for one in missing
        if one.fate is Fate.UNSTATED
    )  # fmt: skip


def _list(value: Any) -> Sequence[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
