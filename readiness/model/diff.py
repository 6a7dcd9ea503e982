"""Keyed comparison of two states of the same things: what was added, removed, changed, field by field."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from readiness.model.codec import to_plain
from readiness.model.fields import facts
from readiness.model.record import Word
from readiness.model.text import Text


class ChangeKind(Word):
    """What happened to a record (変更の種類)."""

    ADDED = "added", "追加"
    REMOVED = "removed", "削除"
    CHANGED = "changed", "変更"


class Category(Word):
    """Under which heading a change is told (区分)."""

    SYSTEMS = "systems", "システム"
    LINKS = "links", "連携"
    CONTRACTS = "contracts", "契約・調達"
    STATES = "states", "状態"
    DATES = "dates", "期日"
    GAPS = "gaps", "ギャップ"
    FINDINGS = "findings", "所見"
    FIGURES = "figures", "指標"
    OTHERS = "others", "その他"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in one state: its name and its fields as plain JSON values, dotted where nested. No place."""

    label: str | Text
    fields: Mapping[str, Any]


Snapshot: TypeAlias = Mapping[str, Mapping[str, Entry]]
"""Section → id → entry."""

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""Section → id → name, of the records that other records refer to by id."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None = not there."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was added, removed or changed. `fields` is empty unless it was changed."""

    category: Category
    section: str
    id: str
    label: str | Text
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, by section in the order of the newer state; `names` to tell ids by."""

    changes: tuple[Change, ...] = ()
    names: Names = field(default_factory=dict)

    def of(self, category: Category) -> tuple[Change, ...]:
        """The changes under one heading."""
        return tuple(change for change in self.changes if change.category is category)


def plain_fields(value: Any, prefix: str = "") -> dict[str, Any]:
    """Fields of a record that count for equality, nested parts as `part.field`; what is not set is left out."""
    found: dict[str, Any] = {}
    for fact in facts(cast(Hashable, type(value))):
        item, name = getattr(value, fact.name), prefix + fact.key
        if fact.kind == "part" and item is not None:
            found.update(plain_fields(item, f"{name}."))
        elif fact.kind == "parts" and item:
            found[name] = [plain_fields(part) for part in item]
        elif item is not None and item not in ((), ""):
            found[name] = to_plain(item)
    return found


def compare_entries(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[tuple[str, ChangeKind, Entry, Any]]:
    """(id, kind, entry to name it by, field changes): those of today in order, then those that are gone."""
    for id_, entry in new.items():
        before = old.get(id_)
        if before is None:
            yield id_, ChangeKind.ADDED, entry, ()
        elif changes := compare_fields(before.fields, entry.fields):
            yield id_, ChangeKind.CHANGED, entry, changes
    for id_, entry in old.items():
        if id_ not in new:
            yield id_, ChangeKind.REMOVED, entry, ()


def compare_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Fields that differ, in the order of the newer state; lists differ only by what they hold, not by order."""
    names = dict.fromkeys((*new, *old))
    return tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in names
        if _comparable(old.get(name)) != _comparable(new.get(name))
    )


def _comparable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple(sorted((key, _comparable(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return tuple(sorted((_comparable(item) for item in value), key=repr))
    # True and 1 are different things here.
    return (type(value).__name__, value)
