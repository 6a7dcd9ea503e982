"""The ledger workbook → rows → sections of the same shape as those of YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readiness.exchange.labels import Labels
from readiness.exchange.ledger.leaves import Leaf, RowKind
from readiness.exchange.ledger.rows import Identity, Placed
from readiness.exchange.ledger.sheets import LedgerSheet, former_word, ledger_sheets
from readiness.exchange.ledger.texts import plain_of
from readiness.exchange.ledger.write import columns_of
from readiness.exchange.notes import RowNote, acting, note
from readiness.exchange.rows import FoundRow, Incoming, find_tables
from readiness.model.ref import Ref
from readiness.sources.suggest import fold, suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row that came in. `values` are plain values by column key for the columns that are there, None for empty."""

    kind: RowKind
    identity: Identity
    values: Mapping[str, Any]
    leaves: Mapping[str, Leaf]
    check: str
    place: str
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLedger:
    """All rows with something in them, the sheets recognised, and rows that could not be placed."""

    rows: tuple[LedgerRow, ...]
    sheets: tuple[str, ...]
    notes: tuple[RowNote, ...]


def read_ledger(incoming: Incoming, labels: Labels) -> ReadLedger:
    """Find every ledger sheet by its header words, whatever the sheet is called now."""
    rows: list[LedgerRow] = []
    notes: list[RowNote] = [*acting(incoming.workbook)]
    sheets: list[str] = []
    taken: set[str] = set()
    for sheet in ledger_sheets(labels):
        best = None
        for table in find_tables(incoming, sheet.all_columns, "#kind"):
            kinds = table.texts("#kind") & set(sheet.kinds)
            # Two sheets may share header words; the kinds of row tell them apart, an empty sheet its name.
            weight = (len(kinds), table.sheet == sheet.title, len(table.search.columns))
            if (
                (kinds or table.sheet == sheet.title)
                and table.sheet not in taken
                and (best is None or weight > best[0])
            ):
                best = weight, table
        if best is None:
            continue
        table = best[1]
        found_tables, kinds_read = [table], table.texts("#kind") & set(sheet.kinds)
        for other in find_tables(incoming, sheet.all_columns, "#kind"):
            # A workbook of a part of the ledger may keep its kinds of rows on sheets of their own.
            own_kinds = other.texts("#kind") & set(sheet.kinds)
            if own_kinds and not own_kinds & kinds_read and other.sheet not in {*taken, table.sheet}:
                found_tables.append(other)
                kinds_read |= own_kinds
        taken |= {one.sheet for one in found_tables}
        sheets += [one.sheet for one in found_tables]
        by_word = {fold(former_word(kind, labels.words)): kind for kind in sheet.kinds.values()}
        by_word |= {fold(name): kind for name, kind in sheet.kinds.items()}
        columns = {kind.key: columns_of(sheet, kind.key) for kind in sheet.kinds.values()}
        for found in (row for one in found_tables for row in one.rows):
            row = _row(found, sheet, by_word, columns, notes)
            if row is not None:
                rows.append(row)
    return ReadLedger(rows=tuple(rows), sheets=tuple(sheets), notes=tuple(notes))


def _row(
    found: FoundRow,
    sheet: LedgerSheet,
    kinds: Mapping[str, RowKind],
    columns: Mapping[str, Mapping[str, Leaf]],
    notes: list[RowNote],
) -> LedgerRow | None:
    """`kinds` by their folded word, `columns` by kind."""
    word = found.text("#kind")
    row_id = found.text("id")
    kind = kinds.get(fold(word)) or (next(iter(kinds.values())) if not word else None)
    void = {"#kind", "#branch", "#check", *(("id",) if kind is not None and kind.part else ())}
    if not any(found.text(name) for name in found.cells if name not in void):
        return None
    if kind is None:
        near = "、".join(suggest(word, sheet.kinds) or sheet.kinds)
        notes.append(note("ledger.kind", found.place("#kind"), row_id, word=word, near=near))
        return None
    own = {name: leaf for name, leaf in columns[kind.key].items() if name in found.cells}
    values = {name: plain_of(leaf.shape, found.cells.get(name)) for name, leaf in own.items()}
    if kind.part:
        values.pop("id", None)
    branch = "" if kind.has_id else found.text("#branch")
    return LedgerRow(
        kind=kind,
        identity=(kind.key, row_id, branch),
        values=values,
        leaves=own,
        check=found.text("#check").upper(),
        place=found.place("id"),
        ref=Ref(found.file, (found.sheet, found.row)),
    )


def to_sections(read: ReadLedger) -> tuple[dict[str, list[Placed]], tuple[RowNote, ...]]:
    """Records with their parts put back into them, as the builder of inventories takes them."""
    sections: dict[str, list[Placed]] = {}
    records: dict[tuple[str, str], dict[str, Any]] = {}
    notes: list[RowNote] = list(read.notes)
    for row in (row for row in read.rows if not row.kind.part):
        data = record_of(row)
        records[row.kind.section, row.identity[1] or row.identity[2]] = data
        sections.setdefault(row.kind.section, []).append((data, row.ref))
    for row in sorted((row for row in read.rows if row.kind.part), key=_branch):
        owner = records.get((row.kind.section, row.identity[1]))
        if owner is None:
            notes.append(note("ledger.no-owner", row.place, row.identity[1], kind=row.kind.part))
            continue
        owner.setdefault(row.kind.part, []).append(record_of(row))
    return sections, tuple(notes)


def record_of(row: LedgerRow) -> dict[str, Any]:
    """The plain record of a row; empty cells are left out."""
    data: dict[str, Any] = {}
    for name, leaf in row.leaves.items():
        value = row.values.get(name)
        if value is not None:
            put(data, leaf, value)
    return data


def put(data: dict[str, Any], leaf: Leaf, value: Any) -> None:
    """Set a value at the leaf's path, making the mappings on the way; None removes it, and what becomes empty."""
    here = data
    trail: list[tuple[dict[str, Any], str]] = []
    for key in leaf.path[:-1]:
        inner = here.get(key)
        if not isinstance(inner, dict):
            if value is None:
                return
            inner = {}
            here[key] = inner
        trail.append((here, key))
        here = inner
    if value is not None:
        here[leaf.path[-1]] = value
        return
    here.pop(leaf.path[-1], None)
    for outer, key in reversed(trail):
        if not outer[key]:
            del outer[key]


def _branch(row: LedgerRow) -> tuple[str, int]:
    branch = row.identity[2]
    return (row.identity[1], int(branch) if branch.isdecimal() and len(branch) < 5 else 10_000)
