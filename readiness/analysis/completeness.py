"""How much of the inventory is known: the figure that stands beside every headline (記入率)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from readiness.inventory.sections import SECTIONS
from readiness.model.fields import Step, walk
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure, percent
from readiness.model.record import Record
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownField:
    """One value that is 未確認: the kind and id of its record, the field, and where to fill it in.

    `of` is the place of the record.
    """

    kind: str
    record: str
    field: str
    ref: Ref
    of: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownRecord:
    """What is 未確認 of one record: its kind, id and place, and the fields."""

    kind: str
    record: str
    fields: tuple[str, ...]
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Known of all values that may be unknown, by kind of record and in all, and the list of the unknown ones."""

    overall: Measure
    by_kind: tuple[tuple[str, Measure], ...]
    unknown: tuple[UnknownField, ...]

    def by_record(self) -> tuple[UnknownRecord, ...]:
        """The unknown values, a record a row: thousands of fields are hundreds of records."""
        groups = groupby(self.unknown, key=lambda item: (item.kind, item.record, item.of))
        return tuple(
            UnknownRecord(kind=kind, record=record, fields=tuple(item.field for item in items), ref=of)
            for (kind, record, of), items in groups
        )

    def measures(self) -> tuple[Measure, ...]:
        """Every figure of it."""
        return (self.overall, *(measure for _, measure in self.by_kind))


def assess_completeness(inventory: Inventory) -> Completeness:
    """Counts over the kinds of record the headlines rest on; without any system there is nothing to be complete."""
    unknown: list[UnknownField] = []
    by_kind: list[tuple[str, Measure]] = []
    for section in (section for section in SECTIONS if section.counted):
        kind, value = section.key, getattr(inventory, section.key)
        records: tuple[Record, ...] = value if section.many else (value,)
        found = [(record, step) for record in records for step in walk(record) if _counts(step)]
        missing = [(record, step) for record, step in found if step.value is UNKNOWN]
        unknown += [
            UnknownField(kind=kind, record=record.id, field=step.dotted, ref=step.ref, of=record.ref)
            for record, step in missing
        ]
        if found:
            by_kind.append((kind, _measure(f"completeness.{kind}", len(found) - len(missing), len(found))))
    filled = [measure for _, measure in by_kind if inventory.systems]
    known, total = sum(measure.known for measure in filled), sum(measure.total for measure in filled)
    return Completeness(
        overall=_measure("completeness.overall", known, total), by_kind=tuple(by_kind), unknown=tuple(unknown)
    )


def _counts(step: Step) -> bool:
    """Whether a value is known or unknown; one that only some records have to tell (None here) is neither."""
    spared = step.value is None and step.fact.asks is not None and step.fact.asks.absent
    return step.fact.unknown and step.single and not spared


def _measure(name: str, known: int, total: int) -> Measure:
    value = percent(known, total) if total else UNKNOWN
    return Measure(name=name, value=value, unit="unit.percent", known=known, total=total)
