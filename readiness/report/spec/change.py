"""A comparison of editions in words, as JSON and as CSV (改定影響調査票)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope, to_plain
from readiness.model.record import Maybe
from readiness.model.standard.change import ChangeKind, RequirementChange
from readiness.model.standard.requirement import RequirementType
from readiness.model.unknown import UNKNOWN
from readiness.standard.impact import ImpactRow
from readiness.standard.views import Compared
from readiness.tables.write_csv import csv_text

VERSION = 1
_COLUMNS = (
    "division",
    "vendor",
    "system",
    "id",
    "name",
    "kinds",
    "successor",
    "type_before",
    "type_after",
    "due",
    "binding",
)


def render_change(result: Compared, form: str, words: Catalogue) -> str:
    """The comparison as `text`, `json` or `csv`."""
    if form == "json":
        return json.dumps(envelope("spec-diff", VERSION, _plain(result)), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        return _csv(result, words)
    return "\n".join(_lines(result, words)) + "\n"


def _lines(result: Compared, words: Catalogue) -> Iterator[str]:
    change = result.change
    yield words.get("spec.diff.head", before=change.before.id, after=change.after.id)
    if not change.changes:
        yield words.get("spec.diff.nothing")
    for kind in ChangeKind:
        found = change.of(kind)
        if found:
            yield f"{words.get(f'spec.change.{kind.value}')}: {len(found)}"
            yield from (f"  {_one(item, kind, words)}" for item in found)
    if result.rows is None:
        return
    yield words.get("spec.diff.impact", body=result.body_name)
    head: tuple[str, str] | None = None
    for row in result.rows:
        owner = (_shown(row.division, words), _shown(row.vendor, words))
        if owner != head:
            head = owner
            yield f"  {words.get('spec.diff.owner', division=owner[0], vendor=owner[1])}"
        kinds = words.join(tuple(words.get(f"spec.change.{kind.value}") for kind in row.kinds))
        binding = words.get("spec.diff.binding") if row.binding else words.get("spec.diff.optional")
        name = row.system_name or words.get("spec.diff.no-system")
        yield f"    {row.change.id} {row.change.requirement.name} — {kinds} ({binding}) {name}"


def _one(change: RequirementChange, kind: ChangeKind, words: Catalogue) -> str:
    label = f"{change.id} {change.requirement.name}".strip()
    before, after = change.before, change.after
    if (before is None or after is None or kind is ChangeKind.SUPERSEDED) and change.requirement.superseded_by:
        return f"{label} → {change.requirement.superseded_by}"
    if before is None or after is None:
        return label
    if kind is ChangeKind.TYPE:
        old, new = dict(before.types), dict(after.types)
        parts = [
            f"{words.get(f'spec.scope.{scope.value}')} {_type(old.get(scope), words)}→{_type(new.get(scope), words)}"
            for scope in dict.fromkeys((*old, *new))
            if old.get(scope) != new.get(scope)
        ]
        return f"{label}: {words.join(tuple(parts))}"
    if kind is ChangeKind.DATE:
        return f"{label}: {_shown(before.due, words)} → {_shown(after.due, words)}"
    return f"{label}: {words.join(tuple(words.get(f'spec.field.{name}') for name in change.fields))}"


def _csv(result: Compared, words: Catalogue) -> str:
    lines: list[list[str]] = [[words.get(f"spec.column.{name}") for name in _COLUMNS]]
    if result.rows is None:
        for item in result.change.changes:
            kinds = words.join(tuple(words.get(f"spec.change.{kind.value}") for kind in item.kinds))
            lines.append(["", "", "", item.id, item.requirement.name, kinds, _successor(item), "", "", "", ""])
    lines += [list(_cells(row, words)) for row in result.rows or ()]
    return csv_text(lines)


def _cells(row: ImpactRow, words: Catalogue) -> Iterator[str]:
    yield _shown(row.division, words)
    yield _shown(row.vendor, words)
    yield row.system_name
    yield row.change.id
    yield row.change.requirement.name
    yield words.join(tuple(words.get(f"spec.change.{kind.value}") for kind in row.kinds))
    yield _successor(row.change)
    yield _type(row.type_before, words)
    yield _type(row.type_after, words)
    yield _shown(row.due, words)
    yield words.get("common.yes" if row.binding else "common.no")


def _plain(result: Compared) -> dict[str, object]:
    plain: dict[str, object] = {"change": to_plain(result.change)}
    if result.rows is not None:
        plain["impact"] = [
            {
                "id": row.change.id,
                "kinds": [kind.value for kind in row.kinds],
                "system": row.system,
                "division": to_plain(row.division),
                "vendor": to_plain(row.vendor),
                "superseded_by": row.change.requirement.superseded_by,
                "type_before": to_plain(row.type_before),
                "type_after": to_plain(row.type_after),
                "due": to_plain(row.due),
                "binding": row.binding,
            }
            for row in result.rows
        ]
    return plain


def _successor(change: RequirementChange) -> str:
    return change.requirement.superseded_by or ""


def _type(kind: RequirementType | None, words: Catalogue) -> str:
    return words.get(f"spec.type.{kind.value}") if kind else words.get("spec.type.none")


def _shown(value: Maybe[str] | Maybe[date] | None, words: Catalogue) -> str:
    if value is None:
        return words.get("spec.nothing")
    return words.get("common.unknown") if value is UNKNOWN else str(value)
