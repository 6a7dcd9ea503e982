"""Vendors, their groups, package lineages and packages (事業者・グループ・系列・パッケージ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, INSIDE, PERSON, SECURITY, VENDOR, A, B, C, Result, When, asks, holds, refers
from readiness.model.record import Maybe, PackageId, Record, VendorId
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorGroup(Record):
    """A group of vendors under one control (企業グループ)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor(Record):
    """A vendor (事業者). `corporate_number`: 13-digit 法人番号 as text; `cutovers_per_date`: what it can staff.

    Letters go to `department`, `contact_title` and `contact_person` (部署・職・氏名) at `address`.
    `withdrawal_notice` is the day it told that it goes, `service_end` the last day it serves (提供終了日).
    """

    id: VendorId
    corporate_number: Annotated[Maybe[str], INSIDE, asks(BODY)] = UNKNOWN
    group: Annotated[
        Maybe[str], INSIDE, refers("vendor_groups"), asks(BODY), holds(Result.LARGEST_SHARE, Result.EFFECTIVE_VENDORS)
    ] = UNKNOWN
    cutovers_per_date: Annotated[Maybe[int], INSIDE, asks(VENDOR), holds(Result.CAPACITY)] = UNKNOWN
    withdrawal_notice: Annotated[date | None, INSIDE] = None
    service_end: Annotated[
        Maybe[date] | None,
        INSIDE,
        asks(VENDOR, A, "vendor.service-end", when=(When.LEAVING,), absent=True),
        holds(Result.DATES, Result.CABINET),
    ] = None
    merged_into: Annotated[VendorId | None, INSIDE, refers("vendors")] = None
    department: Annotated[str | None, INSIDE] = None
    contact_title: Annotated[str | None, INSIDE] = None
    contact_person: Annotated[str | None, PERSON] = None
    address: Annotated[str | None, PERSON] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Record):
    """A package line that several vendors may sell (パッケージ系列)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(Record):
    """A package with its version (パッケージ). `conformance_numbers` look like 業務ID[-枝番]_法人番号_連番.

    `withdrawal_notice` and `service_end` are those of the package alone, where its vendor goes on.
    """

    id: PackageId
    vendor: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(VENDOR)] = UNKNOWN
    lineage: Annotated[Maybe[str], INSIDE, refers("lineages"), asks(VENDOR)] = UNKNOWN
    version: Annotated[
        Maybe[str], SECURITY, asks(VENDOR, B, "state.package", after=C, booked=(When.SOLD,)), holds(Result.LETTER)
    ] = UNKNOWN
    csp: Annotated[Maybe[str], INSIDE, asks(VENDOR)] = UNKNOWN
    conformance_numbers: Annotated[tuple[str, ...], INSIDE] = ()
    withdrawal_notice: Annotated[date | None, INSIDE] = None
    service_end: Annotated[
        Maybe[date] | None,
        INSIDE,
        asks(VENDOR, A, "package.service-end", when=(When.LEAVING,), absent=True),
        holds(Result.DATES, Result.CABINET),
    ] = None
