"""The book of one division: questions to it, and vendors' answers that it has to evaluate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from readiness.exchange.answer_places import Places
from readiness.exchange.fitting import with_lists
from readiness.exchange.labels import Labels
from readiness.exchange.letter import Closed, division_letter
from readiness.exchange.letter_questions import all_numbers
from readiness.exchange.questions import division_book_columns, division_row, key_row, reply_row
from readiness.exchange.vendor_book import definitions
from readiness.exchange.vendor_select import Section
from readiness.gaps.matters import addressee
from readiness.gaps.survey import weekend
from readiness.model.deciding import LetterBasis
from readiness.model.gap import BODY, DIVISION, VENDOR, GapEntry, Register
from readiness.model.inventory import Inventory
from readiness.tables.table import Book, CoverLine, Table, Value, record_rows


def division_entries(register: Register, inventory: Inventory) -> Mapping[str, tuple[GapEntry, ...]]:
    """Open entries by the division that has to look at them; those of the whole body under its id."""
    found: dict[str, list[GapEntry]] = {}
    for entry in register.open:
        gap = entry.gap
        if gap is None:
            continue
        asked = addressee(gap, inventory)
        owner = gap.owner_division if asked.kind == VENDOR else asked.id
        if owner:
            found.setdefault(owner, []).append(entry)
    return {owner: tuple(entries) for owner, entries in sorted(found.items())}


def own_questions(division: str, entries: tuple[GapEntry, ...], inventory: Inventory) -> tuple[GapEntry, ...]:
    """What the division itself is asked: the rows of its letter."""
    return tuple(
        entry
        for entry in entries
        if entry.gap is not None and (to := addressee(entry.gap, inventory)).kind != VENDOR and to.id == division
    )


def division_book(
    division: str,
    entries: tuple[GapEntry, ...],
    inventory: Inventory,
    labels: Labels,
    dated: date,
    closed: Closed = weekend,
) -> Book:
    """What the division confirms, answers, evaluates; the body's decision is entered in the same row."""
    owner = inventory.division_by_id.get(division)
    name = owner.label if owner else inventory.body.label
    own = own_questions(division, entries, inventory)
    letter = division_letter(division, own, inventory, labels, dated, closed=closed)
    numbers = all_numbers((Section(basis=LetterBasis.REQUEST, entries=own),))
    order = {id_: at for at, id_ in enumerate(numbers)}
    ordered = sorted(entries, key=lambda entry: order.get(entry.id, len(order)))
    rows: Sequence[Mapping[str, Value]] = tuple(
        _row(entry, inventory, labels, numbers.get(entry.id, "")) for entry in ordered if entry.gap is not None
    )
    gaps = [entry.gap for entry in ordered if entry.gap is not None]
    columns, rows = with_lists(division_book_columns(labels), rows, gaps, Places(inventory), labels)
    title = labels("division.title", division=name)
    sheet = labels("sheet.division")
    return Book(
        title=title,
        tables=(Table(id="division", caption=sheet, columns=columns, rows=record_rows(columns, rows)),),
        dated=dated,
        cover_title=labels("sheet.cover"),
        cover=(
            CoverLine(value=title, style="title"),
            CoverLine(label=labels("cover.dated"), value=labels("cover.undated")),
            CoverLine(label=labels("cover.to"), value=" ".join(letter.addressee)),
            CoverLine(label=labels("cover.from"), value=" ".join(letter.sender)),
            CoverLine(label=labels("cover.asker"), value=inventory.body.label),
            CoverLine(label=labels("cover.due"), value=labels.day(letter.due)),
            *(CoverLine(value=line) for line in letter.opening),
            CoverLine(value=labels("cover.how-inside", sheet=sheet, count=len(rows))),
        ),
        definitions_title=labels("sheet.definitions"),
        definitions=definitions(labels, ranks=True),
    )


def _row(entry: GapEntry, inventory: Inventory, labels: Labels, number: str) -> dict[str, Value]:
    gap = entry.gap
    if gap is None:
        return {}
    row = key_row(gap, inventory, labels, entry.due, number=number)
    if gap.asked.kind in (DIVISION, BODY):
        row["own_fact"] = entry.reply.fact if entry.reply else ""
    else:
        row |= reply_row(entry, labels)
    return row | division_row(entry, labels)
