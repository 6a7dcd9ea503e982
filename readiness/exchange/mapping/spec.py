"""The mapping file: which header word feeds which field, and what the words in the cells mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from readiness.exchange.ledger.leaves import Leaf, leaves
from readiness.exchange.notes import RowNote, note
from readiness.inventory.sections import SECTION_BY_KEY

VERSION = 1
# The name a target begins with → section of the record it fills.
ALIASES: Mapping[str, str] = {
    "body": "body",
    "system": "systems",
    "vendor": "vendors",
    "package": "packages",
    "division": "divisions",
    "contract": "contracts",
    "interface": "interfaces",
    "form": "forms",
    "device": "devices",
}
# Targets that make links of a list of names in one cell.
LINKS = ("links.to", "links.from")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """How one kind of sheet is read: `record` is what a row is; `columns` target → header words."""

    record: str
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """A mapping. `body` are facts about the body itself that its ledger does not hold; `body_sheet` target → words that
    stand left of such facts where it does.
    """

    tables: tuple[TableMap, ...]
    body_sheet: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    own_staff: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def leaf_for(target: str) -> Leaf | None:
    """The field a target such as `contract.end` or `system.charset.code` names; None where there is none."""
    alias, _, rest = target.partition(".")
    section = ALIASES.get(alias)
    if section is None or not rest:
        return None
    return next((leaf for leaf in leaves(SECTION_BY_KEY[section].record) if ".".join(leaf.path) == rest), None)


def read_mapping(data: Any, name: str) -> tuple[MappingFile | None, tuple[RowNote, ...]]:
    """Check the data of a mapping file; every fault at once, None where there is one."""
    notes: list[RowNote] = []
    if not isinstance(data, Mapping) or data.get("mapping") != VERSION or not isinstance(data.get("tables"), list):
        return None, (note("mapping.shape", name),)
    tables = [
        _table(raw, f"{name}:tables[{index}]", notes) for index, raw in enumerate(data["tables"]) if _is(raw, Mapping)
    ]
    body_sheet: dict[str, tuple[str, ...]] = {}
    _targets_of(data.get("body_sheet") or {}, f"{name}:body_sheet", body_sheet, notes)
    body = data.get("body") if _is(data.get("body"), Mapping) else {}
    if notes:
        return None, tuple(notes)
    staff = tuple(str(word) for word in data.get("own_staff") or ())
    return MappingFile(tables=tuple(tables), body=body or {}, body_sheet=body_sheet, own_staff=staff), ()


def extended(own: Mapping[str, Any], base: Any) -> Mapping[str, Any]:
    """A mapping file that says `extends: builtin`, laid over the built-in one.

    Its tables are looked at together with the built-in table of the same record: header words and value words of the
    body's own come first, everything it does not say stays. A table of a record that the base lacks is added.
    """
    theirs = {str(table.get("record")): table for table in own.get("tables") or () if isinstance(table, Mapping)}
    tables = [_laid_over(theirs.pop(str(table["record"]), {}), table) for table in base["tables"]]
    return {**base, **own, "tables": [*tables, *theirs.values()]}


def _laid_over(own: Mapping[str, Any], base: Mapping[str, Any]) -> Mapping[str, Any]:
    columns = dict(base["columns"])
    for target, words in (own.get("columns") or {}).items():
        columns[target] = [*(words if isinstance(words, list) else [words]), *columns.get(target, ())]
    values = {target: dict(words) for target, words in (base.get("values") or {}).items()}
    for target, words in (own.get("values") or {}).items():
        values[target] = {**values.get(target, {}), **words}
    return {**base, **own, "columns": columns, "values": values}


def _table(raw: Mapping[str, Any], place: str, notes: list[RowNote]) -> TableMap:
    record = str(raw.get("record", ""))
    if record not in ALIASES:
        notes.append(note("mapping.record", place, record, near="、".join(ALIASES)))
    columns: dict[str, tuple[str, ...]] = {}
    _targets_of(raw.get("columns") or {}, place, columns, notes)
    required = tuple(str(target) for target in raw.get("required") or (f"{record}.name",))
    for target in required:
        if target not in columns:
            notes.append(note("mapping.required", place, target))
    return TableMap(
        record=record,
        columns=columns,
        required=required,
        sheets=tuple(str(word) for word in raw.get("sheets") or ()),
        values={str(target): dict(words) for target, words in (raw.get("values") or {}).items()},
        defaults=raw.get("defaults") or {},
    )


def _targets_of(raw: Mapping[str, Any], place: str, found: dict[str, tuple[str, ...]], notes: list[RowNote]) -> None:
    for target, words in raw.items():
        if target not in LINKS and target not in ALIASES and leaf_for(target) is None:
            near = get_close_matches(str(target), _targets(), n=3)
            notes.append(note("mapping.target", place, str(target), near="、".join(near)))
            continue
        found[target] = tuple(str(word) for word in (words if isinstance(words, list) else [words]))


def _targets() -> list[str]:
    found = [*LINKS, *ALIASES]
    for alias, section in ALIASES.items():
        found += [f"{alias}.{'.'.join(leaf.path)}" for leaf in leaves(SECTION_BY_KEY[section].record)]
    return found


def _is(value: Any, kind: Any) -> bool:
    return isinstance(value, kind)
