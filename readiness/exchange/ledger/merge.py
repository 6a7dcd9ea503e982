"""A ledger that came back, merged into YAML data. Three sides: as written out, as it is now, as it came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from readiness.exchange.labels import Labels
from readiness.exchange.ledger.leaves import Leaf
from readiness.exchange.ledger.read import LedgerRow, ReadLedger, put
from readiness.exchange.ledger.rows import (
    Identity,
    SectionRow,
    Sections,
    covers,
    row_code,
    section_rows,
    texts_of,
    value_at,
)
from readiness.exchange.ledger.sheets import ledger_sheets
from readiness.exchange.ledger.texts import text_of
from readiness.exchange.ledger.typed import typed_leaf
from readiness.exchange.ledger.write import columns_of
from readiness.exchange.notes import RowNote, note
from readiness.inventory.sections import SECTION_BY_KEY

Data = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """`files`: the new data of every file that changes. `counts`: `cells`, `rows_added`, `conflicts`, `unchanged`."""

    files: Mapping[str, Data]
    notes: tuple[RowNote, ...]
    counts: Mapping[str, int]


def merge_ledger(
    read: ReadLedger, sections: Sections, documents: Mapping[str, Data], labels: Labels, *, new_file: str
) -> Merged:
    """What the YAML should hold now. `sections` and `documents` are the same data, by record and by file.

    Only cells that differ are changed. A row that changed on both sides is a conflict and stays as it is in YAML. New
    rows go to the file that holds most of their section, else to `new_file`. Rows that the ledger lacks are remarked,
    never deleted.
    """
    work = _Work(sections, documents, labels, new_file)
    seen: Counter[Identity] = Counter(row.identity for row in read.rows if row.identity[1] or row.identity[2])
    for row in (
        *(r for r in read.rows if not r.kind.part),
        *sorted((r for r in read.rows if r.kind.part), key=_branch),
    ):
        if seen[row.identity] > 1:
            work.conflict(note("ledger.twice", row.place, row.identity[1]))
        else:
            work.take(row)
    work.remark_missing(seen)
    changed = {name: data for name, data in work.data.items() if name in work.touched}
    return Merged(files=changed, notes=(*read.notes, *work.notes), counts=dict(sorted(work.counts.items())))


class _Work:
    def __init__(self, sections: Sections, documents: Mapping[str, Data], labels: Labels, new_file: str) -> None:
        self.data: dict[str, Data] = {name: deepcopy(data) for name, data in documents.items()}
        self.new_file = new_file
        self.sections = sections
        self.touched: set[str] = set()
        self.fresh: dict[tuple[str, str], dict[str, Data]] = {}  # new records, by section and ID
        self.notes: list[RowNote] = []
        self.counts: Counter[str] = Counter()
        self.rows: dict[Identity, tuple[SectionRow, dict[str, Leaf]]] = {}
        for sheet in ledger_sheets(labels):
            for row in section_rows(tuple(sheet.kinds.values()), sections):
                self.rows[row.identity] = (row, columns_of(sheet, row.kind.key))

    def take(self, row: LedgerRow) -> None:
        """One row: unchanged, changed, newer in YAML, changed on both sides, or new."""
        found = self.rows.get(row.identity)
        if found is None:
            self._add(row)
            return
        current, own = found
        differing = [
            name
            for name, leaf in row.leaves.items()
            if name in row.values and text_of(leaf.shape, row.values[name]) != _text(current, leaf)
        ]
        if not differing:
            self.counts["unchanged"] += 1
            return
        now = texts_of(current.data, own)
        then = row_code(row.identity, now)
        columns = "、".join(differing)
        if not row.check:
            self.conflict(note("ledger.no-base", row.place, row.identity[1], columns=columns))
        elif row.check == then:
            for name in differing:
                self._set(current, row.leaves[name], row.values[name])
            self.counts["cells"] += len(differing)
        elif row.check == row_code(row.identity, now | _texts(row)):
            self.notes.append(note("ledger.yaml-newer", row.place, row.identity[1], grave=False))
        else:
            self.conflict(note("ledger.conflict", row.place, row.identity[1], columns=columns))

    def conflict(self, remark: RowNote) -> None:
        """Say so and leave the YAML as it is."""
        self.notes.append(remark)
        self.counts["conflicts"] += 1

    def remark_missing(self, seen: Mapping[Identity, int]) -> None:
        """Rows of the YAML that did not come back; not for sheets that did not come back at all."""
        kinds = {identity[0] for identity in seen}
        owners = {(identity[0].partition(".")[0], identity[1]) for identity in seen}
        for identity, (current, _) in self.rows.items():
            stated = not current.kind.part or (current.kind.section, identity[1]) in owners
            if identity[0] in kinds and identity not in seen and stated:
                self.notes.append(note("ledger.missing", identity[0], identity[1], kind=current.kind.key, grave=False))

    def _add(self, row: LedgerRow) -> None:
        record: dict[str, Data] = {}
        for name, leaf in row.leaves.items():
            if row.values.get(name) is not None:
                put(record, leaf, typed_leaf(leaf, row.values[name]))
        if row.kind.part:
            fresh = self.fresh.get((row.kind.section, row.identity[1]))
            owner = self.rows.get((row.kind.section, row.identity[1], ""))
            if fresh is not None:
                fresh.setdefault(row.kind.part, []).append(record)
                self.counts["rows_added"] += 1
                return
            if owner is None:
                self.conflict(note("ledger.no-owner", row.place, row.identity[1], kind=row.kind.part))
                return
            mapping = self._at(owner[0].ref.file, owner[0].ref.path)
            items = mapping.setdefault(row.kind.part, [])
            items.append(record)
            self.touched.add(owner[0].ref.file)
        else:
            self._add_record(row, record)
        self.counts["rows_added"] += 1

    def _add_record(self, row: LedgerRow, record: dict[str, Data]) -> None:
        section = row.kind.section
        homes = Counter(ref.file for _, ref in self.sections.get(section, ()) if ref.file in self.data)
        name = homes.most_common(1)[0][0] if homes else self.new_file
        if self.data.get(name) is None:
            self.data[name] = {}
        if SECTION_BY_KEY[section].many:
            if self.data[name].get(section) is None:
                self.data[name][section] = []
            self.data[name][section].append(record)
        else:
            self.data[name][section] = record
        self.fresh[section, row.identity[1]] = record
        self.touched.add(name)

    def _set(self, current: SectionRow, leaf: Leaf, value: Any) -> None:
        mapping = self._at(current.ref.file, current.ref.path)
        if leaf.step:
            self._set_step(mapping, leaf, value)
        else:
            put(mapping, leaf, typed_leaf(leaf, value))
        self.touched.add(current.ref.file)

    @staticmethod
    def _set_step(mapping: dict[str, Data], leaf: Leaf, value: Any) -> None:
        """A step inside a range takes the range apart; other ranges stay as they were written."""
        steps = mapping.setdefault("steps", {})
        number = int(leaf.path[-1])
        for key in [k for k in steps if covers(str(k), number)]:
            first, _, last = str(key).partition("-")
            word = steps.pop(key)
            for other in range(int(first), int(last or first) + 1):
                if other != number:
                    steps[str(other)] = word
        if value is not None:
            steps[str(number)] = value

    def _at(self, file: str, path: Sequence[str | int]) -> dict[str, Data]:
        here: Any = self.data[file]
        for step in path:
            here = here[step]
        mapping: dict[str, Data] = here
        return mapping


def _branch(row: LedgerRow) -> int:
    branch = row.identity[2]
    return int(branch) if branch.isdecimal() and len(branch) < 5 else 10_000  # new rows go last


def _texts(row: LedgerRow) -> dict[str, str]:
    return {name: text_of(leaf.shape, row.values.get(name)) for name, leaf in row.leaves.items()}


def _text(current: SectionRow, leaf: Leaf) -> str:
    return text_of(leaf.shape, value_at(current.data, leaf))
