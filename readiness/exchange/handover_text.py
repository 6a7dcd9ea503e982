"""引継書 as Markdown for the terminal and as a workbook for the successor's own filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from readiness.exchange.handover import CHAPTERS, HandoverItem
from readiness.exchange.labels import Labels
from readiness.model.inventory import Inventory
from readiness.model.record import SystemId, VendorId
from readiness.tables.table import Book, Column, Kind, Table, Value, record_rows


def handover_lines(
    items: Iterable[HandoverItem], inventory: Inventory, labels: Labels, *, by: Literal["division", "system"]
) -> Iterator[str]:
    """Markdown: a heading per division (or system), then the four chapters."""
    groups: dict[str, list[HandoverItem]] = {}
    for item in items:
        groups.setdefault(item.division if by == "division" else item.system, []).append(item)
    for owner in sorted(groups):
        yield f"# {labels('handover.title')} {owner_label(owner, inventory, labels, by)}"
        yield ""
        for chapter in CHAPTERS:
            own = [item for item in groups[owner] if item.chapter == chapter]
            yield f"## {labels(f'handover.chapter.{chapter}')}({len(own)})"
            yield ""
            yield from (_line(item, inventory, labels) for item in own)
            if not own:
                yield labels("handover.none")
            yield ""


def handover_book(items: Iterable[HandoverItem], inventory: Inventory, labels: Labels, dated: date) -> Book:
    """One sheet per chapter, every division and system on it, so that Excel's filter makes each successor's own."""
    kinds: tuple[tuple[str, Kind, int], ...] = (
        ("division", "text", 18),
        ("system", "text", 22),
        ("what", "long", 60),
        ("day", "date", 12),
        ("who", "text", 16),
        ("paper", "text", 30),
    )
    columns = tuple(
        Column(key=k, header=labels(f"handover.column.{k}"), kind=kind, width=width) for k, kind, width in kinds
    )
    listed = tuple(items)
    tables = tuple(
        Table(
            id=chapter,
            caption=labels(f"handover.sheet.{chapter}"),
            columns=columns,
            rows=record_rows(columns, (_cells(item, inventory, labels) for item in listed if item.chapter == chapter)),
        )
        for chapter in CHAPTERS
    )
    return Book(title=labels("handover.title"), tables=tables, dated=dated)


def owner_label(owner: str, inventory: Inventory, labels: Labels, kind: Literal["division", "system"]) -> str:
    """A division's or system's name, for a division may have the ID of a system; the body where it is neither."""
    record = inventory.record_by_id["divisions" if kind == "division" else "systems"].get(owner)
    return record.label if record else labels("whole-body")


def _cells(item: HandoverItem, inventory: Inventory, labels: Labels) -> dict[str, Value]:
    return {
        "division": owner_label(item.division, inventory, labels, "division"),
        "system": owner_label(item.system, inventory, labels, "system"),
        "what": labels.words.render(item.what),
        "day": item.day,
        "who": _who(item, inventory),
        "paper": item.paper,
    }


def _line(item: HandoverItem, inventory: Inventory, labels: Labels) -> str:
    system = inventory.system_by_id.get(SystemId(item.system))
    parts = (
        labels.day(item.day) if item.day else "",
        system.label if system else "",
        labels.words.render(item.what),
        _who(item, inventory),
        f"[{item.paper}]" if item.paper else "",
    )
    return "- " + " ".join(part for part in parts if part)


def _who(item: HandoverItem, inventory: Inventory) -> str:
    record = inventory.vendor_by_id.get(VendorId(item.who)) or inventory.division_by_id.get(item.who)
    return record.label if record else ""
