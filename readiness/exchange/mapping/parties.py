"""Vendor, package and division, told in passing by the row of a system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from readiness.exchange.cells import fold_word
from readiness.exchange.mapping.records import Records, clean, fill
from readiness.model.gap import base32
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN_WORDS

SELF = "自団体"


def add_parties(
    records: Records, own_staff: Iterable[str], data: dict[str, Any], values: dict[str, Any], ref: Ref
) -> None:
    """Vendor, package and division of a system, each made where it is new."""
    vendor = values.get("vendor.name") or values.get("vendor")
    if vendor:
        data["vendor"] = vendor_of(records, own_staff, str(vendor), values, ref)
    package = values.get("package.name") or values.get("package")
    if package:
        version = values.get("package.version")
        key = records.known.package(str(package), version) or (
            f"P-{base32('|'.join(map(str, (package, version, data.get('vendor')))), 5)}"
        )
        record: dict[str, Any] = {"id": key, "name": str(package)}
        if data.get("vendor") not in (None, SELF):
            record["vendor"] = data["vendor"]
        fill(record, "package", values)
        records["packages"].setdefault(key, (record, ref))
        data["package"] = key
    division = values.get("division.name") or values.get("division")
    if division and str(division).casefold() not in UNKNOWN_WORDS:
        key = records.known.named("divisions", str(division)) or clean(str(division))
        records["divisions"].setdefault(key, ({"id": key, "name": str(division)}, ref))
        data["owner_division"] = key


def vendor_of(records: Records, own_staff: Iterable[str], name: str, values: dict[str, Any], ref: Ref) -> str:
    """The ID of a vendor by its name; the body itself where its own staff runs the system."""
    if fold_word(name) in {fold_word(word) for word in (*own_staff, SELF)}:
        return SELF
    if name.casefold() in UNKNOWN_WORDS:
        return "未確認"
    # (株) in full or half width is one vendor, who gets one letter; the first spelling stays.
    key = records.known.named("vendors", name) or records.vendors.exact(clean(name)) or clean(name)
    record: dict[str, Any] = {"id": key, "name": name}
    fill(record, "vendor", values)
    records["vendors"].setdefault(key, (record, ref))
    records.vendors.add(key, "")
    return key
