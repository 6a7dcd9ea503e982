"""How much of the inventory is known: the figure that stands beside every headline (記入率)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, cast, get_args, get_type_hints

from readiness.model.inventory import Inventory
from readiness.model.measure import Measure, percent
from readiness.model.record import Part
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownField:
    """One value that is 未確認: the kind and id of its record, the field, and where to fill it in."""

    kind: str
    record: str
    field: str
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Known of all values that may be unknown, by kind of record and in all, and the list of the unknown ones."""

    overall: Measure
    by_kind: tuple[tuple[str, Measure], ...]
    unknown: tuple[UnknownField, ...]


_KINDS = ("body", "divisions", "vendors", "packages", "contracts", "procurements", "systems", "interfaces", "quotes")


def assess_completeness(inventory: Inventory) -> Completeness:
    """Counts over the kinds of record the headlines rest on."""
    unknown: list[UnknownField] = []
    by_kind: list[tuple[str, Measure]] = []
    for kind in _KINDS:
        value: Any = getattr(inventory, kind)
        records = value if isinstance(value, tuple) else (value,)
        found = [(record, name, ref, item) for record in records for name, ref, item in _values(record)]
        missing = [(record, name, ref) for record, name, ref, item in found if item is UNKNOWN]
        unknown += [UnknownField(kind=kind, record=r.id, field=name, ref=ref) for r, name, ref in missing]
        if found:
            by_kind.append((kind, _measure(f"completeness.{kind}", len(found) - len(missing), len(found))))
    known = sum(measure.known for _, measure in by_kind)
    total = sum(measure.total for _, measure in by_kind)
    return Completeness(
        overall=_measure("completeness.overall", known, total), by_kind=tuple(by_kind), unknown=tuple(unknown)
    )


def _measure(name: str, known: int, total: int) -> Measure:
    value = percent(known, total) if total else UNKNOWN
    return Measure(name=name, value=value, unit="unit.percent", known=known, total=total)


def _values(record: Any, prefix: str = "") -> Iterable[tuple[str, Ref, Any]]:
    """Every field of a record (and of its parts) that may be unknown: dotted name, place, value."""
    for name, nested in _maybe_fields(cast(Hashable, type(record))):
        value = getattr(record, name)
        if nested:
            if isinstance(value, Part):
                yield from (
                    (inner, ref if ref.file else record.ref, item) for inner, ref, item in _values(value, f"{name}.")
                )
        else:
            yield prefix + name.rstrip("_"), record.ref.child(name.rstrip("_")), value


@cache
def _maybe_fields(record: type) -> tuple[tuple[str, bool], ...]:
    """Fields that may be unknown (False), and parts to look into (True)."""
    hints = get_type_hints(record)
    found: list[tuple[str, bool]] = []
    for field in fields(record):
        hint = hints[field.name]
        if Unknown in get_args(hint):
            found.append((field.name, False))
        elif isinstance(hint, type) and issubclass(hint, Part):
            found.append((field.name, True))
    return tuple(found)
