"""A list that was read into an inventory before, read again: what it held then and does not hold now.

Until a person says what became of a missing record, new records that may be it wait; what is told to be gone is taken
out of the inventory with what belonged to it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from readiness.intake.doubt import Key
from readiness.intake.emptied import STATED, Left, left_out, remembered
from readiness.intake.identity import SECTIONS, missing
from readiness.intake.known import Placed
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.diff import Entry, Snapshot
from readiness.model.fields import facts
from readiness.model.missing import Fate, Missing

Named = tuple[str, str]  # section and ID
_FIELDS = ("areas", "vendor", "package", "owner_division")
_COLUMNS = "columns"  # beside the sections: what the columns of the list were about
_VALUES = {
    "systems": ("migrated", "conformance", "hosting", "planned_date", "due_date"),
    "contracts": ("annual_amount", "start", "end", "systems"),
    "interfaces": ("from", "to"),
}
_GONE = (Fate.ENDED, Fate.SPLIT, Fate.RENAMED)  # renamed, and another record bears the name: two became one


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """`missing`: records of before that are not there; `kept`: the list as it is to be remembered; `left`: what it told
    of systems that are there and tells no more.
    """

    missing: tuple[Missing, ...]
    kept: Snapshot
    left: Left = field(default_factory=Left)

    @property
    def waiting(self) -> frozenset[Named]:
        """Records of today that may be a missing one."""
        unstated = (one for one in self.missing if one.fate is Fate.UNSTATED)
        return frozenset((one.section, candidate) for one in unstated for candidate in one.candidates)

    @property
    def gone(self) -> tuple[Missing, ...]:
        """Missing systems of which somebody said that they are no more."""
        return tuple(one for one in self.missing if one.section == "systems" and one.fate in _GONE)


def as_listed(sections: Mapping[str, Sequence[Placed]]) -> Snapshot:
    """Systems and parties of plain records, as a list is remembered, and which fields it tells of what."""
    stated = {
        f"{section}.{key}"
        for section, rows in sections.items()
        for data, _ in rows
        if isinstance(data, Mapping)
        for key in data
    }
    records = {
        section: {
            str(data["id"]): Entry(
                str(data.get("name") or data["id"]), {name: data[name] for name in _FIELDS if data.get(name)}
            )
            for data, _ in sections.get(section, ())
            if isinstance(data, Mapping) and data.get("id") is not None
        }
        for section in SECTIONS
    }
    names = {
        str(data.get("id")): str(data.get("name") or data.get("id"))
        for section in ("systems", "external_systems")
        for data, _ in sections.get(section, ())
        if isinstance(data, Mapping)
    }
    said = {
        f"{section}/{data['id']}": Entry(_label(data, names), {key: data[key] for key in fields if key in data})
        for section, fields in _VALUES.items()
        for data, _ in sections.get(section, ())
        if isinstance(data, Mapping) and data.get("id") is not None
    }
    return {**records, STATED: said, _COLUMNS: {name: Entry(name, {}) for name in sorted(stated)}}


def _label(data: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a person calls a record: a link by its ends."""
    ends = [names.get(str(data[end]), str(data[end])) for end in ("from", "to") if end in data]
    return "→".join(ends) if len(ends) > 1 else str(data.get("name") or data["id"])


def read_again(
    now: Snapshot,
    lists: Sequence[Snapshot],
    inventory: Snapshot,
    answers: Mapping[Named, str],
    settled: Mapping[Key, str] = MappingProxyType({}),
) -> Again:
    """Compare a list with what it held before. `lists`: those read into the `inventory` so far; of one that is not
    among them only systems are asked about that a new one may be. `answers`: what became of missing records; `settled`:
    every answer, by the key of its question.
    """
    if not now.get("systems"):
        return Again(missing=(), kept=now)
    before = same_list(now, lists)
    found = missing((before if before is not None else inventory,), now, answers)
    found = tuple(one for one in found if one.id in inventory.get(one.section, {}))
    if before is None:
        found = tuple(one for one in found if one.section == "systems" and one.candidates)
    again = Again(missing=found, kept={})
    waiting = again.waiting
    kept = {
        section: {
            **{id_: entry for id_, entry in now.get(section, {}).items() if (section, id_) not in waiting},
            **{one.id: one.entry for one in found if one.section == section and one.rests},
        }
        for section in SECTIONS
    }
    fresh = {id_ for _, id_ in waiting}  # what is said of a record that may be the missing one waits with it
    stated = {
        key: entry
        for key, entry in now.get(STATED, {}).items()
        if not fresh & {key.partition("/")[2], entry.fields.get("from"), entry.fields.get("to")}
        and not fresh.intersection(entry.fields.get("systems", ()))
    }
    left = left_out(before, now, inventory, settled) if before is not None else Left()
    resting = {one.id for one in found if one.section == "systems" and one.rests}
    rest = {
        STATED: stated if before is None else remembered(stated, before, left.open, resting),
        _COLUMNS: now.get(_COLUMNS, {}),
    }
    return Again(missing=found, kept={**kept, **rest}, left=left)


def same_list(now: Snapshot, remembered: Sequence[Snapshot]) -> Snapshot | None:
    """The remembered list of which most systems and most columns are there again; None where it is none of them."""

    def share(one: Snapshot) -> float:
        both = ((one.get(key, {}).keys(), now.get(key, {}).keys()) for key in ("systems", _COLUMNS))
        return min(len(old & new) / len(old) if old else 0.0 for old, new in both)

    best = max(remembered, key=share, default=None)
    return best if best is not None and share(best) >= 0.5 else None


def without_waiting(
    read: Mapping[str, Sequence[Placed]], waiting: frozenset[Named]
) -> dict[str, Sequence[tuple[dict[str, Any], Any]]]:
    """What was read without records that wait, and without what speaks of them."""
    found = {section: [(deepcopy(data), ref) for data, ref in rows] for section, rows in read.items()}
    return _freed(found, lambda row: row[0], set(waiting))[0]


def without_gone(data: Any, gone: Missing) -> tuple[Any, tuple[Named, ...]] | None:
    """The inventory (all files, by name) without a system that is no more, and the records that went with it; None
    where something would still speak of them.
    """
    files: dict[str, dict[str, Any]] = {
        name: dict(content) if isinstance(content, Mapping) else {} for name, content in data.items()
    }
    went: set[Named] = {(gone.section, gone.id)}
    size = 0
    while size != len(went):
        size = len(went)
        for name, content in files.items():
            lists = {key: rows for key, rows in content.items() if isinstance(rows, list) and key in SECTION_BY_KEY}
            freed, more = _freed(deepcopy(lists), lambda row: row, went)
            went |= more
            files[name] = {**content, **freed}
    ids = {id_ for _, id_ in went}
    return (files, tuple(sorted(went))) if not any(_speaks(content, ids) for content in files.values()) else None


def _freed(sections: Any, record_of: Callable[[Any], Any], gone: set[Named]) -> tuple[dict[str, Any], set[Named]]:
    """Sections without some records: lists of references lose them, and what has no other reference goes too."""
    went: set[Named] = set()
    kept: dict[str, Any] = {}
    for section, rows in sections.items():
        kept[section] = []
        for row in rows:
            record = record_of(row)
            if not isinstance(record, dict):
                kept[section].append(row)
                continue
            named = (section, str(record.get("id", "")))
            if named in gone or not _free(section, record, gone):
                went.add(named)
            else:
                kept[section].append(row)
    return kept, went


def _free(section: str, record: dict[str, Any], gone: set[Named]) -> bool:
    """Take the references to some records out of one; False where it is about nothing else."""
    for fact in facts(SECTION_BY_KEY[section].record):
        stated = record.get(fact.key)
        if isinstance(stated, list) and fact.refers:
            left = [one for one in stated if not any((to, str(one)) in gone for to in fact.refers)]
            if stated and not left:
                return False
            record[fact.key] = left
        elif stated is not None and any((to, str(stated)) in gone for to in fact.refers):
            if section != "systems":
                return False
            del record[fact.key]
    return True


def _speaks(value: Any, ids: set[str]) -> bool:
    """Whether one of some IDs stands anywhere in plain data."""
    if isinstance(value, Mapping):
        return any(_speaks(one, ids) for one in value.values())
    if isinstance(value, list):
        return any(_speaks(one, ids) for one in value)
    return isinstance(value, str) and value in ids
