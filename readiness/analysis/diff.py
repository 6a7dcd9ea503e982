"""前回からの変化: two snapshots → changes under the headings people ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readiness.model.diff import Category, Change, ChangeKind, Comparison, FieldChange, Names, Snapshot, compare_entries

_BY_SECTION = {
    "systems": Category.SYSTEMS,
    "external_systems": Category.SYSTEMS,
    "interfaces": Category.LINKS,
    "contracts": Category.CONTRACTS,
    "procurements": Category.CONTRACTS,
    "quotes": Category.CONTRACTS,
    "progress": Category.STATES,
    "plan": Category.DATES,
    "pins": Category.DATES,
    "gaps": Category.GAPS,
    "findings": Category.FINDINGS,
    "figures": Category.FIGURES,
}
# The axes of a system's state (DESIGN: 準拠 × 期限 × 稼働環境) and whether it has moved.
_STATE_FIELDS = frozenset({"conformance", "due", "due_reason", "hosting", "migrated", "transitional_measures"})
_KEEP_WHOLE = frozenset({Category.GAPS, Category.FINDINGS, Category.FIGURES, Category.STATES})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """All changes. A record whose state and dates changed as well is told once under each heading."""
    return Comparison(tuple(_changes(old, new)), _names(old, new))


def _names(old: Snapshot, new: Snapshot) -> Names:
    return {
        section: {
            id_: entry.label
            for state in (old, new)
            for id_, entry in state.get(section, {}).items()
            if isinstance(entry.label, str)
        }
        for section in dict.fromkeys((*new, *old))
    }


def _changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    for section in dict.fromkeys((*new, *old)):
        if section == "missing":  # asked about on its own
            continue
        home = _BY_SECTION.get(section, Category.OTHERS)
        for id_, kind, entry, fields in compare_entries(old.get(section, {}), new.get(section, {})):
            if kind is not ChangeKind.CHANGED:
                yield Change(category=home, section=section, id=id_, label=entry.label, kind=kind)
                continue
            stated: dict[Category, list[FieldChange]] = {}
            for change in fields:
                stated.setdefault(_category(home, section, change), []).append(change)
            for category in (item for item in Category if item in stated):
                yield Change(
                    category=category,
                    section=section,
                    id=id_,
                    label=entry.label,
                    kind=kind,
                    fields=tuple(stated[category]),
                )


def _category(home: Category, section: str, change: FieldChange) -> Category:
    if home in _KEEP_WHOLE:
        return home
    if section == "systems" and change.field in _STATE_FIELDS:
        return Category.STATES
    return Category.DATES if _is_date(change.old) or _is_date(change.new) else home


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None
