"""The day of a cut-over and its rehearsals as a workbook of its own (進行表), which `ledger import` takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from readiness.exchange.labels import Labels
from readiness.exchange.ledger.leaves import RowKind
from readiness.exchange.ledger.rows import Placed, Sections, row_code, section_rows, texts_of, value_at
from readiness.exchange.ledger.sheets import LedgerSheet, kind_word, ledger_sheets
from readiness.exchange.ledger.texts import cell_of
from readiness.exchange.ledger.write import columns_of
from readiness.model.gap import base32
from readiness.model.ref import Ref
from readiness.tables.table import Book, Table, Value, record_rows

SECTION = "rehearsals"
STEPS = tuple(range(1, 11))  # the steps a form begins with; a body writes its own over them
_SPARE = 10  # rows for further steps of each rehearsal


def day_book(sections: Sections, systems: Sequence[str], labels: Labels, title: str, dated: date) -> Book:
    """The rehearsals of these systems (of all where none is named): the steps of the day, then results and counts.

    Systems without a rehearsal get one with the usual steps, to be filled in.
    """
    said = [(data, ref) for data, ref in sections.get(SECTION, ()) if isinstance(data, Mapping)]
    chosen = [
        (data, ref) for data, ref in said if not systems or {*systems} & {str(one) for one in data.get("systems") or ()}
    ]
    met = {str(system) for data, _ in chosen for system in data.get("systems") or ()}
    left = [system for system in systems if system not in met]
    fresh = [_skeleton(left, labels)] if left else []
    sheet = next(sheet for sheet in ledger_sheets(labels) if sheet.key == "going_live")
    kinds = [kind for kind in sheet.kinds.values() if kind.section == SECTION]
    steps = _table(sheet, "day", [kind.key for kind in kinds if kind.part == "steps"], chosen, fresh, labels)
    rest = _table(sheet, "day-results", [kind.key for kind in kinds if kind.part != "steps"], chosen, fresh, labels)
    return Book(title=title, tables=(steps, rest), dated=dated)


def _skeleton(systems: Sequence[str], labels: Labels) -> Placed:
    steps = [{"no": number, "step": labels(f"ledger.day.step.{number}")} for number in STEPS]
    steps[-3] |= {"last_way_back": True}
    data = {"id": f"RH-{base32('|'.join(systems), 4)}", "systems": list(systems), "steps": steps}
    return data, Ref("")


def _table(
    sheet: LedgerSheet, key: str, kinds: Sequence[str], said: Iterable[Placed], fresh: Iterable[Placed], labels: Labels
) -> Table:
    """Rows of some kinds with the columns they use; rows that are not in the inventory yet carry no check code."""
    own = [kind for kind in sheet.kinds.values() if kind.key in kinds]
    columns = [c.column for c in sheet.columns if not c.leaf_of or c.column.key == "id" or set(c.leaf_of) & set(kinds)]
    rows: list[dict[str, Value]] = []
    for placed, known in ((said, True), (fresh, False)):
        for record in placed:
            steps = _with_steps(record, labels) if key == "day" and known else record
            for row in section_rows(_owners(sheet, own), {SECTION: [steps]}):
                if row.kind.key not in kinds:
                    continue
                mine = columns_of(sheet, row.kind.key)
                cells: dict[str, Value] = {n: cell_of(leaf.shape, value_at(row.data, leaf)) for n, leaf in mine.items()}
                there = known and (steps is record or not row.kind.part)
                cells |= {
                    "#kind": kind_word(row.kind, labels.words), "#branch": row.identity[2],
                    "#check": row_code(row.identity, texts_of(row.data, mine)) if there else "",
                }  # fmt: skip
                if row.kind.part:
                    cells["id"] = row.identity[1]
                rows.append(cells)
            rows += _spare(own[0], steps[0], labels) if key == "day" else []
    return Table(
        id=key, caption=labels(f"ledger.sheet.{key}"), columns=tuple(columns), rows=record_rows(tuple(columns), rows)
    )


def _owners(sheet: LedgerSheet, own: Sequence[RowKind]) -> tuple[RowKind, ...]:
    """The kinds with the kind of the records that hold them, which `section_rows` walks through."""
    first = [kind for kind in sheet.kinds.values() if kind.section == SECTION and not kind.part]
    return (*first, *(kind for kind in own if kind.part))


def _with_steps(record: Placed, labels: Labels) -> Placed:
    """A rehearsal without steps, with the usual ones."""
    data, ref = record
    return record if data.get("steps") else ({**data, "steps": _skeleton((), labels)[0]["steps"]}, ref)


def _spare(kind: RowKind, data: Mapping[str, Any], labels: Labels) -> list[dict[str, Value]]:
    """Rows for further steps, with their 枝番, so that none is taken for another."""
    count = len(data.get("steps") or ())
    return [
        {"#kind": kind_word(kind, labels.words), "id": str(data["id"]), "#branch": str(count + more), "#check": ""}
        for more in range(1, _SPARE + 1)
    ]
