"""References between records, as the fields state them: an id or, as people type it, a unique name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from readiness.model.fields import facts
from readiness.model.ref import Ref
from readiness.model.unknown import Unknown

SELF = "自団体"


@dataclass(frozen=True, slots=True)
class Dangling:
    """A reference to a record that does not exist; `candidates` are the ids and names that do."""

    ref: Ref
    word: str
    sections: tuple[str, ...]
    candidates: tuple[str, ...]


class Names:
    """Ids and unique names of every section."""

    def __init__(self, sections: Mapping[str, Iterable[Any]]) -> None:
        self._known: dict[str, dict[str, str]] = {}
        for key, records in sections.items():
            ids: dict[str, str] = {}
            names: dict[str, list[str]] = {}
            for record in records:
                if hasattr(record, "id"):
                    ids.setdefault(record.id, record.id)
                    names.setdefault(record.name, []).append(record.id)
            unique = {name: found[0] for name, found in names.items() if name and len(found) == 1}
            self._known[key] = {**unique, **ids}

    def find(self, word: str, sections: tuple[str, ...]) -> str | None:
        """The id meant by an id or a unique name."""
        for key in sections:
            found = self._known.get(key, {}).get(word)
            if found is not None:
                return found
        return None

    def candidates(self, sections: tuple[str, ...]) -> tuple[str, ...]:
        """Every id and name that would have been understood."""
        return tuple(word for key in sections for word in self._known.get(key, {}))


D = TypeVar("D")


def resolve(record: D, names: Names) -> tuple[D, tuple[Dangling, ...]]:
    """The record with references turned into ids, and those that lead nowhere (left as they were typed)."""
    problems: list[Dangling] = []
    return _resolve(record, names, problems), tuple(problems)


def _resolve(record: Any, names: Names, problems: list[Dangling]) -> Any:
    changes: dict[str, Any] = {}
    own: type = type(record)
    for field, sections in _stated(own):
        value = getattr(record, field)
        new = value
        if sections:
            new = _reference(value, sections, record.ref.child(field.rstrip("_")), names, problems)
        elif isinstance(value, tuple):
            new = tuple(_resolve(item, names, problems) for item in value)
        elif value is not None:
            new = _resolve(value, names, problems)
        if new != value:
            changes[field] = new
    return replace(record, **changes) if changes else record


@cache
def _stated(record: type) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields of a class that can lead to a reference: the sections they name, none where the field holds parts."""
    return tuple(
        (fact.name, fact.refers)
        for fact in facts(record)
        if fact.refers or (fact.kind in ("part", "parts") and _stated(fact.target))
    )


def _reference(
    value: Any, sections: tuple[str, ...], ref: Ref, names: Names, problems: list[Dangling]
) -> str | tuple[str, ...] | Unknown | None:
    if isinstance(value, tuple):
        return tuple(_one(word, sections, ref.child(index), names, problems) for index, word in enumerate(value))
    if isinstance(value, str):
        return _one(value, sections, ref, names, problems)
    unchanged: Unknown | None = value
    return unchanged


def _one(word: str, sections: tuple[str, ...], ref: Ref, names: Names, problems: list[Dangling]) -> str:
    found = names.find(word, sections)
    if found is None and word != SELF:
        problems.append(Dangling(ref, word, sections, names.candidates(sections)))
    return found or word
