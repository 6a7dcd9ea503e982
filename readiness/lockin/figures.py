"""Small helpers for figures: every `Measure` names its rows."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.measure import Measure
from readiness.model.record import Record
from readiness.model.ref import Ref
from readiness.model.unknown import Unknown


def measure(
    name: str,
    value: int | float | Unknown,
    unit: str,
    *,
    known: int,
    total: int,
    rows: Iterable[tuple[str, Ref]] = (),
    low: int | float | None = None,
    high: int | float | None = None,
) -> Measure:
    """`Measure` from rows given as (id, place), each id once."""
    unique = dict(rows)
    return Measure(
        name=name,
        value=value,
        unit=f"unit.{unit}",
        known=known,
        total=total,
        evidence=tuple(unique.values()),
        subjects=tuple(unique),
        low=low,
        high=high,
    )


def rows_of(records: Iterable[Record]) -> list[tuple[str, Ref]]:
    """Ids and places of records."""
    return [(record.id, record.ref) for record in records]
