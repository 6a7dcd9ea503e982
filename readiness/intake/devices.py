"""A list of devices (機器一覧): each with its number, its lease, the systems it serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from readiness.intake.cells import Seen
from readiness.intake.claims import Record
from readiness.intake.doubt import Doubt, Weight
from readiness.intake.entry import Entry, Values
from readiness.intake.matched import Matched
from readiness.intake.table import Line
from readiness.model.gap import base32
from readiness.model.ref import Ref

SECTION = "devices"
_FIELDS = ("device.count", "device.lease_end")


@dataclass(frozen=True, slots=True)
class DeviceLinks:
    """What a row says of the systems and the contract of a device, told apart when every record is known."""

    record: Record
    systems: Seen | None
    number: str


def device_line(entry: Entry, matched: Matched, line: Line, values: Values) -> DeviceLinks | None:
    """One device; rows of one name, for other systems or under another lease, are devices of their own."""
    stated = {target: cells[0] for target, cells in values.items() if cells}
    name = stated.get("device.name")
    if name is None or not name.text.strip():
        return None
    shown = " ".join(name.text.split())
    parts = (shown, *(stated[target].text for target in ("device.systems", "device.lease_end") if target in stated))
    grid = matched.table.grid
    place, ref = grid.row_place(line.number), Ref(grid.file, (grid.sheet.name, line.number + 1))
    known = entry.known.named(SECTION, shown)
    record = entry.claims.record(SECTION, known or f"D-{base32('|'.join(parts), 5)}", shown, place, ref)
    for target in _FIELDS:
        entry.fields(record, target, list(values.get(target, ())))
    number = stated.get("contract.number")
    return DeviceLinks(record, stated.get("device.systems"), number.text if number is not None else "")


def unnamed(links: DeviceLinks, names: list[str]) -> Doubt:
    """The question about names of systems that are none of ours."""
    seen, record = links.systems, links.record
    place: Any = seen.place if seen is not None else record.places[0]
    said = "、".join(names)
    return Doubt(
        code="device-unknown" if record.key[0] == SECTION else "work-system-unknown",
        place=place, weight=Weight.RECORD, section=record.key[0], record=record.name, text=said,
        params={"name": record.name, "systems": said},
    )  # fmt: skip
