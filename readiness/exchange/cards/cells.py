"""What stands in a product card, a workbook or JSON, before anything of it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from readiness.exchange.cards.book import PRODUCT, columns_of, product_columns
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.rows import Incoming, find_tables
from readiness.model.card import PARTS, SCHEMA, CardAnswer, CardCapacity, CardLayout, CardLink, CardMeasure, CardUnit
from readiness.sources.grid import Cell, cell_text, fold_header
from readiness.sources.suggest import suggest

FORMAT = "readiness.card"
RECORDS: Mapping[str, Any] = {
    "units": CardUnit,
    "measures": CardMeasure,
    "answers": CardAnswer,
    "layouts": CardLayout,
    "links": CardLink,
    "capacity": CardCapacity,
}
_PRICED_HEAD = re.compile(r"金額|価格|単価|費用|料金|見積額|税込|税抜")
_ROWS = 60_000


class Cells(dict[str, tuple[Cell, str]]):
    """What stands in one row, with its places. `place`: where a cell is, or would be."""

    def __init__(self, cells: Mapping[str, tuple[Cell, str]], place: Callable[[str], str]) -> None:
        super().__init__(cells)
        self.place = place


@dataclass(slots=True)
class CardRows:
    """What stands in the file, before anything is believed: cells by list, with the place of each.

    `whole`: whether there is a card in it at all.
    """

    product: dict[str, tuple[Cell, str]] = field(default_factory=dict)
    parts: dict[str, list[Cells]] = field(default_factory=dict)
    notes: list[RowNote] = field(default_factory=list)
    fictional: bool = False
    whole: bool = True


def rows_of_book(incoming: Incoming, labels: Labels) -> CardRows | None:
    """A workbook; None where it is no card at all."""
    found = CardRows()
    items = {fold_header(labels(f"card.item.{name}")): name for name in PRODUCT}
    for table in find_tables(incoming, product_columns(labels), "item"):
        for row in table.rows:
            name = items.get(fold_header(row.text("item")))
            if name is not None:
                found.product.setdefault(name, (row.cells.get("value"), row.place("value")))
    if not found.product:
        return None
    for part in PARTS:
        for table in find_tables(incoming, columns_of(part, labels), PARTS[part]):
            if any(len(row.columns) < 2 for row in table.rows[:1]):
                continue
            for row in table.rows:
                stated = {key: (cell, row.place(key)) for key, cell in row.cells.items() if cell_text(cell)}
                if stated:
                    found.parts.setdefault(part, []).append(Cells(stated, row.place))
    _read_around(incoming, labels("cover.fictional"), found)
    return found


def _read_around(incoming: Incoming, fictional: str, found: CardRows) -> None:
    """Columns of prices, which are no part of a card, and the line that calls a sample one."""
    for sheet in incoming.workbook.sheets:
        for number, cells in enumerate(sheet.rows[:20], start=1):
            for cell in (one for one in cells if isinstance(one, str)):
                if len(cell) < 20 and _PRICED_HEAD.search(cell):
                    found.notes.append(note("card.priced-head", f"{sheet.name}!{number}", text=cell[:20]))
                found.fictional |= cell == fictional


def rows_of_json(said: str, name: str) -> CardRows | None:
    """JSON as published (`card.schema.json`); None where it is no card."""
    try:
        data = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    found = CardRows(fictional=data.get("fictional") is True)
    if data.get("version") != SCHEMA:
        found.notes.append(note("card.schema", name, text=str(data.get("version"))[:20], known=SCHEMA))
    card = data.get("card")
    if not isinstance(card, dict):
        found.notes.append(note("card.shape", f"{name} card"))
        found.whole = False
        return found
    found.fictional = card.get("fictional") is True
    for key, value in card.items():
        place = f"{name} card.{key}"
        if key in PRODUCT:
            found.product[key] = (_scalar(value, place, found), place)
        elif key in PARTS and isinstance(value, list):
            found.parts[key] = list(_json_rows(key, value, place, found))
        elif key != "fictional":
            near = suggest(key, (*PRODUCT, *PARTS))
            found.notes.append(note("card.unknown-field", place, near="、".join(near) or "–"))
    return found


def _json_rows(part: str, rows: list[Any], place: str, found: CardRows) -> Iterator[Cells]:
    known = {one.name for one in fields(RECORDS[part])}
    for at, row in enumerate(rows[:_ROWS]):
        here = f"{place}[{at}]"
        if not isinstance(row, dict):
            found.notes.append(note("card.shape", here))
            continue
        for key in sorted(row.keys() - known):
            found.notes.append(note("card.unknown-field", f"{here}.{key}", near="、".join(suggest(key, known)) or "–"))
        stated = {key: value for key, value in row.items() if key in known and value is not None}
        if not stated:
            found.notes.append(note("card.shape", here))
            continue
        cells = {key: (_scalar(value, f"{here}.{key}", found), f"{here}.{key}") for key, value in stated.items()}
        yield Cells(cells, f"{here}.{{}}".format)


def _scalar(value: Any, place: str, found: CardRows) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    found.notes.append(note("card.shape", place))
    return None
