"""Sections → the ledger workbook."""

from __future__ import annotations

from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.ledger.leaves import Leaf
from readiness.exchange.ledger.rows import Sections, row_code, section_rows, texts_of, value_at
from readiness.exchange.ledger.sheets import LedgerSheet, kind_word, ledger_sheets
from readiness.exchange.ledger.texts import cell_of
from readiness.tables.table import Book, Table, Value, record_rows

SPARE_ROWS = 30


def ledger_book(sections: Sections, labels: Labels, title: str, dated: date) -> Book:
    """The whole inventory; empty sheets are written too, so that they can be filled in."""
    tables = tuple(_table(sheet, sections, labels) for sheet in ledger_sheets(labels))
    return Book(
        title=title,
        tables=tables,
        dated=dated,
        definitions_title=labels("sheet.definitions"),
        definitions=tuple((labels(f"ledger.define.{n}"), labels(f"ledger.define.{n}.text")) for n in range(1, 7)),
    )


def columns_of(sheet: LedgerSheet, kind: str) -> dict[str, Leaf]:
    """The leaves of one kind of row by column key."""
    return {c.column.key: c.leaf_of[kind] for c in sheet.columns if kind in c.leaf_of}


def _table(sheet: LedgerSheet, sections: Sections, labels: Labels) -> Table:
    rows: list[dict[str, Value]] = []
    void: list[frozenset[str]] = []
    every = frozenset(c.column.key for c in sheet.columns if c.leaf_of)
    for row in section_rows(tuple(sheet.kinds.values()), sections):
        own = columns_of(sheet, row.kind.key)
        texts = texts_of(row.data, own)
        cells: dict[str, Value] = {name: cell_of(leaf.shape, value_at(row.data, leaf)) for name, leaf in own.items()}
        fixed: dict[str, Value] = {
            "#kind": kind_word(row.kind, labels.words),
            "#branch": row.identity[2],
            "#check": row_code(row.identity, texts),
        }
        if row.kind.part:
            fixed["id"] = row.identity[1]
        rows.append({**cells, **fixed})
        void.append(every - set(own) - {"id"})
    return Table(
        id=sheet.key,
        caption=sheet.title,
        columns=sheet.all_columns,
        rows=record_rows(sheet.all_columns, rows),
        void=tuple(void),
        blank_rows=SPARE_ROWS,
    )
