"""Forms, devices and end-user queries around the systems (帳票・機器・EUC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, DIVISION, INSIDE, VENDOR, B, C, When, asks, refers
from readiness.model.record import ContractId, Maybe, Record, SystemId, VendorId
from readiness.model.unknown import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Record):
    """A form or print (帳票). `print_vendor` prints it outside (印刷委託)."""

    system: Annotated[SystemId, INSIDE, refers("systems")]
    print_vendor: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(DIVISION)] = UNKNOWN
    customised: Annotated[Maybe[bool], INSIDE, asks(VENDOR, C, "asset.form", when=(When.MOVING,))] = UNKNOWN
    yearly_volume: Annotated[Maybe[int], INSIDE, asks(DIVISION)] = UNKNOWN
    contract: Annotated[ContractId | None, INSIDE, refers("contracts")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Record):
    """A device (機器)."""

    systems: Annotated[tuple[SystemId, ...], INSIDE, refers("systems")] = ()
    vendor: Annotated[Maybe[VendorId], INSIDE, refers("vendors"), asks(DIVISION)] = UNKNOWN
    count: Annotated[Maybe[int], INSIDE, asks(DIVISION)] = UNKNOWN
    lease_end: Annotated[Maybe[date], INSIDE, asks(DIVISION, C, "asset.device")] = UNKNOWN
    contract: Annotated[ContractId | None, INSIDE, refers("contracts")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EucAsset(Record):
    """A query or macro that a division built (EUC資産)."""

    system: Annotated[SystemId, INSIDE, refers("systems")]
    division: Annotated[Maybe[str], INSIDE, refers("divisions"), asks(BODY)] = UNKNOWN
    documented: Annotated[Maybe[bool], INSIDE, asks(DIVISION, B, "asset.euc", when=(When.MOVING,))] = UNKNOWN
    on_data_list: Annotated[Maybe[bool], INSIDE, asks(DIVISION)] = UNKNOWN
    replacement: Annotated[Maybe[str], INSIDE, asks(DIVISION)] = UNKNOWN
