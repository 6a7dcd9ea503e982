"""Vendors, their groups, package lineages and packages (事業者・グループ・系列・パッケージ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe, Record
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorGroup(Record):
    """A group of vendors under one control (企業グループ)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor(Record):
    """A vendor (事業者). `corporate_number`: 13-digit 法人番号 as text; `cutovers_per_date`: what it can staff."""

    corporate_number: Maybe[str] = UNKNOWN
    group: Maybe[str] = UNKNOWN
    cutovers_per_date: Maybe[int] = UNKNOWN
    withdrawal: date | None = None
    merged_into: str | None = None
    contact_person: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Record):
    """A package line that several vendors may sell (パッケージ系列)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(Record):
    """A package with its version (パッケージ). `conformance_numbers` look like 業務ID[-枝番]_法人番号_連番."""

    vendor: Maybe[str] = UNKNOWN
    lineage: Maybe[str] = UNKNOWN
    version: Maybe[str] = UNKNOWN
    csp: Maybe[str] = UNKNOWN
    conformance_numbers: tuple[str, ...] = ()
