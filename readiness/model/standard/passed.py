"""Packages with a number of the conformance test or of 経過措置 (適合確認・経過措置の一覧)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedPackage:
    """One row of the list. `number` = 業務ID[-枝番]_法人番号_連番; its parts are `unit`, `branch`,
    `corporate_numbers` (two vendors may hold one number together) and `sequence`. `replaces` is the number before it.
    """

    vendor: str
    package: str
    business: str
    number: str
    unit: str
    branch: str | None
    corporate_numbers: tuple[str, ...]
    sequence: int
    replaces: str | None = None
    day: Maybe[date] | None = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedTable:
    """The list, in its own order."""

    file: str
    rows: tuple[PassedPackage, ...] = ()
