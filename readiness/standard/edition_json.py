"""Editions as canonical JSON: a line for the head, one per requirement, code and legend; always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from readiness.model.record import Maybe
from readiness.model.standard.edition import (
    Authority,
    CodeEntry,
    Edition,
    EditionHead,
    EditionKind,
    LegendEntry,
    SourceFile,
)
from readiness.model.standard.requirement import BodyScope, Requirement, RequirementKind, RequirementType
from readiness.model.unknown import UNKNOWN, Unknown

FORMAT = "readiness/edition"
VERSION = 1
_UNKNOWN = "unknown"

# Fields left out of a row where they hold these.
_PLAIN = ("name", "text", "rationale", "remarks", "sheet")


def edition_text(edition: Edition) -> str:
    """The file's text. Keys are in a fixed order, empty fields left out."""
    lines = [f'{{"format": "{FORMAT}", "version": {VERSION},', f'"head": {_dump(_head(edition.head))},']
    lines += _block("requirements", (_requirement(row) for row in edition.requirements))
    lines += _block("codes", (_code(row) for row in edition.codes))
    lines += _block("legends", (_legend(row) for row in edition.legends), last=True)
    return "\n".join([*lines, "}"]) + "\n"


def parse_edition(text: str) -> Edition:
    """Back from `edition_text`. Raises `ValueError` for anything else."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT or data["version"] != VERSION:
            raise ValueError(f"{data['format']} {data['version']}")
        return Edition(
            head=_read_head(data["head"]),
            requirements=tuple(_read_requirement(row) for row in data["requirements"]),
            codes=tuple(
                CodeEntry(
                    code_id=row["code_id"],
                    name=row["name"],
                    value=row["value"],
                    label=row["label"],
                    detail=_pairs(row.get("detail")),
                )
                for row in data["codes"]
            ),
            legends=tuple(LegendEntry(**row) for row in data["legends"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an edition: {error}") from error


def read_head(path: Path) -> EditionHead:
    """The head alone, from the first two lines of the file. Raises `ValueError`."""
    with path.open(encoding="utf-8") as stream:
        first, second = stream.readline(), stream.readline()
    if FORMAT not in first or not second.startswith('"head": '):
        raise ValueError(f"not an edition: {path}")
    try:
        return _read_head(json.loads(second.removeprefix('"head": ').rstrip().rstrip(",")))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not an edition: {error}") from error


def _block(name: str, rows: Iterator[dict[str, Any]], *, last: bool = False) -> Iterator[str]:
    lines = [_dump(row) for row in rows]
    yield f'"{name}": ['
    yield from (f"{line}," for line in lines[:-1])
    yield from lines[-1:]
    yield "]" if last else "],"


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _head(head: EditionHead) -> dict[str, Any]:
    return {
        "id": head.id,
        "kind": head.kind.value,
        "units": list(head.units),
        "title": head.title,
        "version": head.version,
        "published": head.published.isoformat() if head.published else None,
        "source": {"name": head.source.name, "sha256": head.source.sha256, "sheets": list(head.source.sheets)},
        "count": head.count,
        "authority": head.authority.value,
        "applies": head.applies.isoformat() if head.applies else None,
    }


def _read_head(data: Mapping[str, Any]) -> EditionHead:
    source = data["source"]
    return EditionHead(
        id=data["id"],
        kind=EditionKind.of(data["kind"]),
        units=tuple(data["units"]),
        title=data["title"],
        version=data["version"],
        published=date.fromisoformat(data["published"]) if data["published"] else None,
        source=SourceFile(name=source["name"], sha256=source["sha256"], sheets=tuple(source["sheets"])),
        count=data["count"],
        authority=Authority.of(data.get("authority", Authority.SPECIFICATION.value)),  # absent in older packs
        applies=date.fromisoformat(data["applies"]) if data.get("applies") else None,
    )


def _requirement(row: Requirement) -> dict[str, Any]:
    data: dict[str, Any] = {"id": row.id, "kind": row.kind.value, "unit": row.unit}
    data |= {name: value for name in _PLAIN if (value := getattr(row, name))}
    if row.path:
        data["path"] = list(row.path)
    if row.types:
        data["types"] = {scope.value: kind.value for scope, kind in row.types}
    if isinstance(row.due, Unknown):
        data["due"] = _UNKNOWN
    elif row.due is not None:
        data["due"] = row.due.isoformat()
    if row.superseded_by:
        data["superseded_by"] = row.superseded_by
    if row.detail:
        data["detail"] = dict(row.detail)
    data["row"] = row.row
    return data


_KINDS = {kind.value: kind for kind in RequirementKind}
_SCOPES = {scope.value: scope for scope in BodyScope}
_TYPES = {kind.value: kind for kind in RequirementType}


def _read_requirement(data: Mapping[str, Any]) -> Requirement:
    get = data.get
    return Requirement(
        id=data["id"],
        kind=_KINDS[data["kind"]],
        unit=data["unit"],
        name=get("name", ""),
        path=tuple(get("path", ())),
        text=get("text", ""),
        types=tuple((_SCOPES[scope], _TYPES[kind]) for scope, kind in get("types", {}).items()),
        due=_due(get("due")),
        superseded_by=get("superseded_by"),
        rationale=get("rationale", ""),
        remarks=get("remarks", ""),
        detail=_pairs(get("detail")),
        sheet=get("sheet", ""),
        row=data["row"],
    )


def _due(word: str | None) -> Maybe[date] | None:
    if word is None:
        return None
    return UNKNOWN if word == _UNKNOWN else date.fromisoformat(word)


def _code(row: CodeEntry) -> dict[str, Any]:
    data: dict[str, Any] = {"code_id": row.code_id, "name": row.name, "value": row.value, "label": row.label}
    return data | ({"detail": dict(row.detail)} if row.detail else {})


def _legend(row: LegendEntry) -> dict[str, Any]:
    return {"sheet": row.sheet, "name": row.name, "text": row.text, "note": row.note}


def _pairs(data: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(data.items()) if data else ()
