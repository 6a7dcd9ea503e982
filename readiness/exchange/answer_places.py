"""Which fields of the ledger an answer could fill (回答の入る項目): of the record a point stands at, one or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from readiness.inventory.sections import SECTIONS
from readiness.model.fields import FieldFacts, facts, way
from readiness.model.gap import BUILTIN, Gap
from readiness.model.interface import TERMS
from readiness.model.inventory import Inventory
from readiness.model.record import Record, Word
from readiness.model.unknown import known
from readiness.sources.grid import fold_header

_FILLABLE = frozenset({"text", "integer", "number", "boolean", "date", "word"})
_SECTION = {section.record: section.key for section in SECTIONS}
# Points that one question asks several fields of: those of the record beside the one it stands at.
_TOGETHER = {f"{BUILTIN}link.terms": TERMS}

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """A field of a record: `path` are the keys from the record, places in lists included; `names`: of a field that
    names another record, the names and IDs of all there are.
    """

    section: str
    record: Record
    path: KeyPath
    fact: FieldFacts
    names: frozenset[str] | None = None

    def takes(self, value: object) -> bool:
        """Whether a value could stand there: a field that names a record takes none that there is not."""
        return self.names is None or fold_header(str(value)) in self.names

    @property
    def dotted(self) -> str:
        """The way from the record as one word, `charset.code`."""
        return ".".join(map(str, self.path))

    @property
    def value(self) -> Any:
        """What the ledger says there today."""
        value: Any = self.record
        for part in self.path:
            if isinstance(part, int):
                value = value[part] if isinstance(value, tuple) and part < len(value) else None
            else:
                value = getattr(value, f"{part}", None)
        return value

    @property
    def said(self) -> str:
        """The same as words; "" where the ledger says nothing."""
        value = self.value
        if value is None or not known(value):
            return ""
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        return value.ja if isinstance(value, Word) else str(value)


@dataclass(frozen=True)
class Places:
    """Finds the fields of points in one inventory, whatever form that is kept in."""

    inventory: Inventory

    @cached_property
    def _by_ref(self) -> Mapping[tuple[str, KeyPath], Sequence[Record]]:
        found: dict[tuple[str, KeyPath], list[Record]] = {}
        for record in self.inventory.records():
            found.setdefault((record.ref.file, record.ref.path), []).append(record)
        return found

    def of(self, gap: Gap) -> tuple[FieldPlace, ...]:
        """The fields that the answer to a point could fill; none where it stands at no field."""
        for length in range(len(gap.ref.path), 0, -1):
            # Several records of a list may stand in one row: the one the point is about goes first.
            here = self._by_ref.get((gap.ref.file, gap.ref.path[:length]), ())
            for record in sorted(here, key=lambda one: not _is_about(gap, one)):
                if found := _fields(gap, record, gap.ref.path[length:]):
                    return tuple(self._named(place) for place in found)
        return ()

    def _named(self, place: FieldPlace) -> FieldPlace:
        if not place.fact.refers:
            return place
        records = (record for section in place.fact.refers for record in getattr(self.inventory, section, ()))
        words = (word for record in records for word in (record.id, record.label))
        return replace(place, names=frozenset(map(fold_header, words)))


def _is_about(gap: Gap, record: Record) -> bool:
    return record.id in (gap.subject.id, gap.system)


def _fields(gap: Gap, record: Record, path: KeyPath) -> tuple[FieldPlace, ...]:
    section = _SECTION.get(type(record))
    dotted = ".".join(str(part) for part in path if not isinstance(part, int))
    if section is None or not dotted:
        return ()
    try:
        fact = way(cast(Any, type(record)), dotted)[-1]
    except KeyError:
        return ()
    if fact.kind == "part":
        inner = [(*path, leaf.key) for leaf in facts(fact.target) if leaf.kind in _FILLABLE]
    elif gap.requirement.partition(":")[0] + ":" == BUILTIN and (together := _asked_together(gap)):
        inner = [(*path[:-1], key) for key in together]
    else:
        inner = [path]
    found = (_place(section, record, one) for one in inner)
    return tuple(place for place in found if place.fact.kind in _FILLABLE)


def _asked_together(gap: Gap) -> Sequence[str]:
    return next((keys for start, keys in _TOGETHER.items() if gap.requirement.startswith(start)), ())


def _place(section: str, record: Record, path: KeyPath) -> FieldPlace:
    dotted = ".".join(str(part) for part in path if not isinstance(part, int))
    return FieldPlace(section=section, record=record, path=path, fact=way(cast(Any, type(record)), dotted)[-1])
