"""A further list of the body, or last month's list again, into an inventory that is there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from readiness.exchange.ledger.leaves import Leaf, get, leaves
from readiness.exchange.ledger.read import put
from readiness.exchange.ledger.rows import Placed, Sections
from readiness.exchange.ledger.texts import text_of
from readiness.exchange.ledger.typed import typed, typed_leaf
from readiness.exchange.notes import RowNote, note
from readiness.exchange.reading_text import leaf_text
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedLists:
    """`files`: the new data of every file that changes; `counts`: `cells`, `rows_added`, `conflicts`, `unchanged`."""

    files: Mapping[str, Any]
    notes: tuple[RowNote, ...]
    counts: Mapping[str, int]


def merge_mapped(
    read: Mapping[str, Sequence[Placed]],
    sections: Sections,
    documents: Mapping[str, Any],
    *,
    new_file: str,
    prefer_list: bool = False,
    names: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> MergedLists:
    """What the YAML should hold now. Empty and 未確認 fields are filled in, new records added, lists of IDs joined.

    A field where both sides say something else stays as it is and is remarked; with `prefer_list` the list is right.
    `names`: names of today that people told of records which had others before (section → name → ID).
    """
    work = _Work(sections, documents, new_file, prefer_list, names)
    for section, rows in read.items():
        for data, ref in rows:
            work.take(section, data, ref)
    changed = {name: data for name, data in work.data.items() if name in work.touched}
    return MergedLists(files=changed, notes=tuple(work.notes), counts=dict(sorted(work.counts.items())))


class _Work:
    def __init__(
        self,
        sections: Sections,
        documents: Mapping[str, Any],
        new_file: str,
        prefer_list: bool,
        names: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.names = names
        self.data = {name: deepcopy(data) for name, data in documents.items()}
        self.sections, self.new_file, self.prefer_list = sections, new_file, prefer_list
        self.touched: set[str] = set()
        self._found: dict[str, Mapping[str, Ref]] = {}
        self._homes: dict[str, str] = {}
        self._longer: set[tuple[str, str]] = set()  # lists (file, section) that are this work's own to append to
        self.notes: list[RowNote] = []
        self.counts: Counter[str] = Counter()

    def take(self, section: str, data: dict[str, Any], ref: Ref) -> None:
        """One record of the list."""
        many = SECTION_BY_KEY[section].many
        found = self._places(section).get(str(data["id"]) if many else "")
        if found is None:
            self._add(section, data)
            return
        target = self._at(found)
        before = self.counts["cells"] + self.counts["conflicts"]
        if many and self.names.get(section, {}).get(str(data.get("name"))) == data["id"]:
            self._rename(data, target, found)
        for leaf in leaves(SECTION_BY_KEY[section].record):
            if leaf.path not in (("id",), ("name",)):
                self._field(leaf, data, target, found, ref)
        if self.counts["cells"] + self.counts["conflicts"] == before:
            self.counts["unchanged"] += 1

    def _rename(self, data: dict[str, Any], target: dict[str, Any], home: Ref) -> None:
        if target.get("name") != data["name"]:
            target["name"] = data["name"]
            self.touched.add(home.file)
            self.counts["cells"] += 1

    def _field(self, leaf: Leaf, data: dict[str, Any], target: dict[str, Any], home: Ref, ref: Ref) -> None:
        new, old = get(data, leaf.path), get(target, leaf.path)
        stated, said = text_of(leaf.shape, new), text_of(leaf.shape, old)
        if stated == "" or stated.casefold() in UNKNOWN_WORDS or stated == said:
            return
        if isinstance(new, list) and isinstance(old, list):
            joined = [*old, *(item for item in new if item not in old)]
            if leaf.path[-1] == "areas" or joined == old:
                return  # areas may be spelt in other ways; what the inventory says is what was looked at
            new, stated = joined, ""
        elif said and said.casefold() not in UNKNOWN_WORDS and not self.prefer_list:
            place = "!".join(str(part) for part in ref.path) or ref.file
            field = leaf_text(leaf)
            self.notes.append(note("mapping.differs", place, str(data["id"]), field=field, stated=stated, said=said))
            self.counts["conflicts"] += 1
            return
        put(target, leaf, typed_leaf(leaf, new))
        self.touched.add(home.file)
        self.counts["cells"] += 1

    def _add(self, section: str, data: dict[str, Any]) -> None:
        name = self._home(section)
        if self.data.get(name) is None:
            self.data[name] = {}
        if SECTION_BY_KEY[section].many:
            if (name, section) not in self._longer:
                listed = self.data[name].get(section)
                self.data[name][section] = [*listed] if isinstance(listed, list) else []
                self._longer.add((name, section))
            self.data[name][section].append(typed(data))
        else:
            self.data[name][section] = typed(data)
        self.touched.add(name)
        self.counts["rows_added"] += 1

    def _home(self, section: str) -> str:
        """The file most records of a section stand in; a new file for a new section."""
        if section not in self._homes:
            homes = Counter(ref.file for _, ref in self.sections.get(section, ()) if ref.file in self.data)
            self._homes[section] = homes.most_common(1)[0][0] if homes else self.new_file
        return self._homes[section]

    def _places(self, section: str) -> Mapping[str, Ref]:
        """Where each record of a section stands by its ID, the first of an ID; "" for a section of one record."""
        if section not in self._found:
            many = SECTION_BY_KEY[section].many
            rows = reversed(self.sections.get(section, ()))
            self._found[section] = {_id(row) if many else "": place for row, place in rows}
        return self._found[section]

    def _at(self, ref: Ref) -> dict[str, Any]:
        here: Any = self.data[ref.file]
        for step in ref.path:
            here = here[step]
        mapping: dict[str, Any] = here
        return mapping


def _id(row: Any) -> str:
    return str(row.get("id", "")) if isinstance(row, Mapping) else ""
