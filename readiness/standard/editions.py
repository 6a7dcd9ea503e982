"""Imported editions in the layers: listed by their heads, read when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from readiness.model.standard.edition import Authority, Edition, EditionHead, EditionKind
from readiness.standard.edition_json import parse_edition, read_head
from readiness.standard.locate import Layer
from readiness.standard.problem import StandardError, fatal

FOLDER = "editions"


def edition_file(edition_id: str) -> str:
    """Where an edition lies in a pack: `031/data_items/2026-08` → `editions/031/data_items/2026-08.json`."""
    return f"{FOLDER}/{edition_id}.json"


def edition_heads(layers: Iterable[Layer]) -> tuple[EditionHead, ...]:
    """Heads of all editions, by id; a stronger layer's edition hides the weaker one's of the same id.

    Raises `StandardError` for files that are not editions.
    """
    return tuple(head for head, _ in _located(layers))


def read_edition(layers: Iterable[Layer], edition_id: str) -> Edition:
    """One edition. Raises `KeyError` where there is none of that id, `StandardError` where it cannot be read."""
    for head, path in _located(layers):
        if head.id == edition_id:
            stat = path.stat()
            return _parsed(path, stat.st_mtime_ns, stat.st_size)
    raise KeyError(edition_id)


def newest(
    heads: Iterable[EditionHead], unit: str, kind: EditionKind = EditionKind.FUNCTIONS, *, as_of: date | None = None
) -> EditionHead | None:
    """The newest edition that covers a unit: by version number, then by date. With `as_of`, none published later. Where
    ordinances (省令等) have been imported it is one of them, since the duty to conform rests on those.
    """
    found = [
        head
        for head in heads
        if head.kind is kind
        and unit[:3] in head.units
        and (as_of is None or head.published is None or head.published <= as_of)
    ]
    binding = [head for head in found if head.authority is Authority.ORDINANCE] or found
    return max(binding, key=lambda head: (version_key(head.version), head.published or date.min), default=None)


def newer(heads: Iterable[EditionHead], head: EditionHead) -> EditionHead | None:
    """The newest edition that takes the place of this one, for all its units; None where it is the newest itself."""
    alike = [other for other in heads if other.authority is head.authority]
    found = [newest(alike, unit, head.kind) for unit in head.units]
    last = next((other for other in found if other is not None), None)
    same = last is not None and all(other is not None and other.id == last.id for other in found)
    return last if same and last is not None and last.id != head.id else None


def version_key(version: str) -> tuple[int, ...]:
    """`10.1` after `9.2`; `2026-08` by its numbers; words sort first."""
    return tuple(int(part) for part in version.replace("-", ".").split(".") if part.isdecimal())


def _located(layers: Iterable[Layer]) -> list[tuple[EditionHead, Path]]:
    found: dict[str, tuple[EditionHead, Path]] = {}
    problems = []
    for layer in layers:
        root = layer.root / FOLDER
        for path in sorted(root.rglob("*.json")) if root.is_dir() else ():
            try:
                head = read_head(path)
            except (ValueError, OSError):
                problems.append(fatal("SP104", path.as_posix(), "bad-edition"))
            else:
                found[head.id] = (head, path)
    if problems:
        raise StandardError(problems)
    return [found[key] for key in sorted(found)]


@lru_cache(maxsize=64)
def _parsed(path: Path, _modified: int, _size: int) -> Edition:
    try:
        return parse_edition(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise StandardError([fatal("SP104", path.as_posix(), "bad-edition")]) from error
