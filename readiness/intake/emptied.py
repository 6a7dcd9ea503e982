"""What a list told of systems that are still there, and tells no more: asked, and kept until somebody answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from readiness.intake.answers import CLEAR, KEEP
from readiness.intake.doubt import Doubt, Key, Place, Weight
from readiness.intake.reading import ReadTable
from readiness.intake.words import NO, YES
from readiness.model.diff import Entry, Snapshot

_OF_LINKS = frozenset({"links.to", "links.from", "interface"})
_GONE = " →"  # what stood, and nothing behind it
STATED = "stated"  # beside the sections of a remembered list: what it said; section/ID → values, by name


@dataclass(frozen=True, slots=True)
class Emptied:
    """A value that stands no more in its cell, or a link that is told no more (`name` empty, `value` its ends)."""

    section: str
    id: str
    record: str
    name: str
    value: Any

    @property
    def field(self) -> str:
        """The field of the value; empty for a link."""
        return f"{self.section.removesuffix('s')}.{self.name}" if self.name else ""

    def has_column(self, tables: Sequence[ReadTable]) -> bool:
        """Whether a list that was read has a column for it at all; where none has, no cell of it was emptied."""
        found = {column.target for table in tables for column in table.columns} | {one.record for one in tables}
        return bool(found & ({self.field} if self.field else _OF_LINKS))

    @property
    def doubt(self) -> Doubt:
        """The question whether the value holds on or is no more."""
        value = (YES if self.value else NO) if isinstance(self.value, bool) else self.value
        shown = f"{value:,}" if isinstance(value, int) else value
        return Doubt(
            code="emptied" if self.name else "emptied-link", place=Place(""), weight=Weight.RECORD,
            section=self.section, record=self.record, field=self.field, text=f"{value}{_GONE} ",
            params={"name": self.record, "value": str(shown)},
        )  # fmt: skip


def settles_nothing(key: Key, answer: str) -> bool:
    """Whether an answer to such a question is neither of the two that it can have."""
    return key[-1].endswith(_GONE) and answer not in (KEEP, CLEAR)


@dataclass(frozen=True, slots=True)
class Left:
    """What is `open`, and what people said is no more (`cleared`); what holds on is in neither."""

    open: tuple[Emptied, ...] = ()
    cleared: tuple[Emptied, ...] = ()


def left_out(before: Snapshot, now: Snapshot, inventory: Snapshot, settled: Mapping[Key, str]) -> Left:
    """Everything a list told of systems that are still there and tells no more, by what was answered; not what somebody
    has changed in the inventory since.
    """
    found = [one for one in _left(before, now) if _stands(one, inventory)]
    said = [settled.get(one.doubt.key, "") for one in found]
    return Left(
        tuple(one for one, answer in zip(found, said, strict=True) if answer not in (KEEP, CLEAR)),
        tuple(one for one, answer in zip(found, said, strict=True) if answer == CLEAR),
    )


def _stands(one: Emptied, inventory: Snapshot) -> bool:
    held = inventory.get(STATED, {}).get(f"{one.section}/{one.id}")
    return held is not None and (not one.name or str(held.fields.get(one.name)) == str(one.value))


def _about(key: str, entry: Entry, before: Snapshot) -> list[str]:
    """The systems of a list that something it says is about."""
    ends: list[Any] = [entry.fields.get("from"), entry.fields.get("to"), *entry.fields.get("systems", ())]
    return [one for one in (*ends, key.partition("/")[2]) if one in before.get("systems", {})]


def _left(before: Snapshot, now: Snapshot) -> Iterator[Emptied]:
    there, said = now.get("systems", {}), now.get(STATED, {})
    for key, entry in before.get(STATED, {}).items():
        section, _, id_ = key.partition("/")
        ours = _about(key, entry, before)
        if not ours or not all(one in there for one in ours):
            continue
        if section == "interfaces":
            if key not in said:
                yield Emptied(section, id_, str(entry.label), "", str(entry.label))
            continue
        today = said[key].fields if key in said else {}
        for name, value in entry.fields.items():
            if name not in today and name != "systems":
                yield Emptied(section, id_, str(entry.label), name, value)


def remembered(
    stated: Mapping[str, Entry], before: Snapshot, left: Iterable[Emptied], resting: Collection[str]
) -> dict[str, Entry]:
    """What a list says, with what it said and nobody has told to be no more, also of the systems that are missing."""
    found = dict(stated)
    for key, entry in before.get(STATED, {}).items():
        if any(one in resting for one in _about(key, entry, before)):
            found.setdefault(key, entry)
    for one in left:
        key = f"{one.section}/{one.id}"
        old = before[STATED][key]
        held = found[key].fields if key in found else {}
        own = {name: value for name, value in old.fields.items() if not one.name or name in (one.name, "systems")}
        found[key] = Entry(old.label, {**own, **held})
    return found


def without(data: Mapping[str, Any], gone: Sequence[Emptied]) -> dict[str, Any]:
    """The files of an inventory that change, without what is no more; a value somebody has written since stays."""
    fields = {(one.section, one.id, one.name): one.value for one in gone}
    changed: dict[str, Any] = {}
    for file, content in data.items():
        new = deepcopy(content) if isinstance(content, Mapping) else {}
        for section, rows in new.items():
            if not isinstance(rows, list):
                continue
            rows[:] = [
                row for row in rows if not isinstance(row, dict) or (section, str(row.get("id")), "") not in fields
            ]
            for row in rows:
                for name in list(row) if isinstance(row, dict) else ():
                    if (key := (section, str(row.get("id")), name)) in fields and str(row[name]) == str(fields[key]):
                        del row[name]
        if new != content:
            changed[file] = new
    return changed
