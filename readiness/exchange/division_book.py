"""The book of one division: questions to it, and vendors' answers that it has to evaluate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.questions import division_book_columns, division_row, key_row, reply_row
from readiness.exchange.vendor_book import definitions
from readiness.model.gap import BODY, DIVISION, VENDOR, GapEntry, Register
from readiness.model.inventory import Inventory
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows


def division_entries(register: Register) -> Mapping[str, tuple[GapEntry, ...]]:
    """Open entries by the division that has to look at them; those nobody owns under the body's id."""
    found: dict[str, list[GapEntry]] = {}
    for entry in register.open:
        gap = entry.gap
        if gap is None:
            continue
        asked = gap.asked
        owner = gap.owner_division if asked.kind == VENDOR else asked.id
        if owner:
            found.setdefault(owner, []).append(entry)
        elif asked.kind == BODY:
            found.setdefault(asked.id, []).append(entry)
    return {owner: tuple(entries) for owner, entries in sorted(found.items())}


def division_book(
    division: str, entries: tuple[GapEntry, ...], inventory: Inventory, labels: Labels, dated: date
) -> Book:
    """What the division confirms, answers, evaluates; the body's decision is entered in the same row."""
    owner = inventory.division_by_id.get(division)
    name = owner.label if owner else inventory.body.label
    rows = tuple(_row(entry, inventory, labels) for entry in entries if entry.gap is not None)
    columns = division_book_columns(labels)
    return Book(
        title=labels("division.title", division=name),
        tables=(
            Table(id="division", caption=labels("sheet.division"), columns=columns, rows=record_rows(columns, rows)),
        ),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=(
            CoverLine(value=labels("division.title", division=name), style="title"),
            CoverLine(label=labels("cover.dated"), value=labels.day(dated)),
            CoverLine(label=labels("cover.asker"), value=inventory.body.label),
            CoverLine(value=labels("division.how", count=len(rows))),
            CoverLine(value=labels("letter.unknown-is-fine")),
        ),
        definitions_title=labels("sheet.definitions"),
        definitions=definitions(labels),
    )


def _row(entry: GapEntry, inventory: Inventory, labels: Labels) -> dict[str, Value]:
    gap = entry.gap
    if gap is None:
        return {}
    row = key_row(gap, inventory, labels, entry.due)
    if gap.asked.kind in (DIVISION, BODY):
        row["own_fact"] = entry.reply.fact if entry.reply else ""
    else:
        row |= reply_row(entry, labels)
    return row | division_row(entry, labels)
