"""Contracts, told by the row of a system or by a list of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from readiness.exchange.mapping.parties import SELF, vendor_of
from readiness.exchange.mapping.records import Records, fill
from readiness.model.gap import base32
from readiness.model.ref import Ref


def contract_of(
    records: Records, system: dict[str, Any], values: Mapping[str, Any], shared: str | None, ref: Ref
) -> None:
    """Rows that name the same contract, by number or by name, share it; so do rows with one merged amount, `shared`."""
    number, name = values.get("contract.number"), values.get("contract.name")
    key = records.known.contract(number, name, "" if shared else system["id"])
    key = key or f"C-{base32(str(number or name or shared or system['id']), 5)}"
    record = records.contract(key, ref)
    fill(record, "contract", values)
    record["id"] = key
    record.setdefault("name", str(values.get("contract.name") or system.get("name", key)))
    if system.get("vendor") not in (None, SELF):
        record.setdefault("vendor", system["vendor"])
    record["systems"] = list(dict.fromkeys([*record.get("systems", []), system["id"]]))


def contract_row(records: Records, own_staff: Iterable[str], values: dict[str, Any], ref: Ref) -> None:
    """A row of a list of contracts."""
    number, name = values.get("contract.number"), values.get("contract.name")
    systems = [found for found in map(records.system_named, values.pop("contract.systems", [])) if found]
    key = (
        records.known.contract(number, name)
        or records.unnumbered_contract(systems)
        or f"C-{base32(str(number or name), 5)}"
    )
    record = records.contract(key, ref)
    fill(record, "contract", values)
    record["id"] = key
    vendor = values.get("vendor.name") or values.get("vendor")
    if vendor:
        record["vendor"] = vendor_of(records, own_staff, str(vendor), values, ref)
    record["systems"] = list(dict.fromkeys([*record.get("systems", []), *systems]))
