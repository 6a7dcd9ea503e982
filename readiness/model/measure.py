"""A number that can be shown: named unit, known/total, and the rows it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from readiness.model.ref import Ref
from readiness.model.unknown import Unknown


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure (指標).

    `name` is a catalogue key and stable id (for `explain --number`); `value` is in `unit`, a catalogue key such as
    `unit.systems`, `unit.yen`, `unit.percent`. `known` of `total` rows had the data the value rests on. `evidence` are
    the places of those rows, `subjects` their ids. `low`/`high` bound the value where unknown rows could change it.
    """

    name: str
    value: int | float | Unknown
    unit: str
    known: int
    total: int
    evidence: tuple[Ref, ...] = ()
    subjects: tuple[str, ...] = ()
    low: int | float | None = None
    high: int | float | None = None

    @property
    def complete(self) -> bool:
        """Whether every row was known."""
        return self.known == self.total


def percent(part: float, whole: float) -> float:
    """100 · part / whole to one decimal, halves rounded up as on paper (四捨五入). `whole` must not be 0."""
    exact = Decimal(repr(round(100 * part / whole, 9)))
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
