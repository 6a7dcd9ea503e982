"""Forms, devices and end-user queries around the systems (帳票・機器・EUC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe, Record
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Record):
    """A form or print (帳票). `print_vendor` prints it outside (印刷委託)."""

    system: str
    print_vendor: Maybe[str] = UNKNOWN
    customised: Maybe[bool] = UNKNOWN
    yearly_volume: Maybe[int] = UNKNOWN
    contract: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Record):
    """A device (機器)."""

    systems: tuple[str, ...] = ()
    vendor: Maybe[str] = UNKNOWN
    count: Maybe[int] = UNKNOWN
    lease_end: Maybe[date] = UNKNOWN
    contract: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EucAsset(Record):
    """A query or macro that a division built (EUC資産)."""

    system: str
    division: Maybe[str] = UNKNOWN
    documented: Maybe[bool] = UNKNOWN
    on_data_list: Maybe[bool] = UNKNOWN
    replacement: Maybe[str] = UNKNOWN
