"""Changes to a document by key path, and what they make of its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from readiness.sources.sourcemap import Path, Step
from readiness.sources.yamldata import Data


@dataclass(frozen=True, slots=True)
class Replace:
    """Put `value` where the value at `path` stands."""

    path: Path
    value: Data


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an entry. The path ends with the new key, which goes last in its mapping, or with an index counted in the
    original sequence: the item goes before the one that has it (its length: at the end). A null container is made.
    """

    path: Path
    value: Data


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove the mapping entry or sequence item at `path`."""

    path: Path


Edit: TypeAlias = Replace | Insert | Delete


class EditError(Exception):
    """Edits that cannot be made; the text is unchanged.

    `code`: `edit.missing` (no such place), `edit.exists` (the key to insert is there), `edit.overlap` (two edits touch
    one place), `edit.alias` (the place is shared by an alias), `edit.value` (a value YAML cannot hold), `edit.source`
    (the text has fatal problems), `edit.unwritable` (the written text would not read back as intended). `path` is the
    place.
    """

    def __init__(self, code: str, path: Path = ()) -> None:
        self.code = code
        self.path = path
        super().__init__(f"{code} {path}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The edits of one container: what happens to its own entries, and the edits further down by entry."""

    replaced: dict[Step, Data]
    deleted: frozenset[Step]
    inserted: tuple[tuple[Step, Data], ...]
    below: dict[Step, tuple[Edit, ...]]

    def inserted_at(self, index: int) -> list[Data]:
        """The items to go before a sequence index, in the order given."""
        return [value for step, value in self.inserted if step == index]


def group(edits: Sequence[Edit], depth: int) -> Grouped:
    """Sort the edits of the container whose path has `depth` steps. Raises `EditError` where two touch one place."""
    replaced: dict[Step, Data] = {}
    deleted: set[Step] = set()
    inserted: list[tuple[Step, Data]] = []
    below: dict[Step, list[Edit]] = {}
    for edit in edits:
        step = edit.path[depth]
        if len(edit.path) > depth + 1:
            below.setdefault(step, []).append(edit)
        elif isinstance(edit, Insert):
            if isinstance(step, str) and any(step == other for other, _ in inserted):
                raise EditError("edit.overlap", edit.path)
            inserted.append((step, edit.value))
        else:
            if step in replaced or step in deleted:
                raise EditError("edit.overlap", edit.path)
            if isinstance(edit, Replace):
                replaced[step] = edit.value
            else:
                deleted.add(step)
    for step, inner in below.items():
        if step in replaced or step in deleted:
            raise EditError("edit.overlap", inner[0].path)
    return Grouped(
        replaced=replaced,
        deleted=frozenset(deleted),
        inserted=tuple(inserted),
        below={step: tuple(inner) for step, inner in below.items()},
    )


def edited(data: Data, edits: Sequence[Edit]) -> Data:
    """The data after the edits; `data` itself is not changed. Raises `EditError` (missing, exists, overlap)."""
    roots = [edit for edit in edits if not edit.path]
    if roots:
        if len(edits) > 1:
            raise EditError("edit.overlap")
        if not isinstance(roots[0], Replace):
            raise EditError("edit.missing")
        return roots[0].value
    return _edited(data, edits, 0)


def _edited(data: Data, edits: Sequence[Edit], depth: int) -> Data:
    if not edits:
        return data
    work = group(edits, depth)
    at = edits[0].path[:depth]
    if data is None and not (work.replaced or work.deleted or work.below):
        data = [] if all(step == 0 and isinstance(step, int) for step, _ in work.inserted) else {}
    if isinstance(data, dict):
        return _edited_mapping(data, work, at)
    if isinstance(data, list):
        return _edited_sequence(data, work, at)
    raise EditError("edit.missing", edits[0].path)


def _edited_mapping(data: dict[str, Data], work: Grouped, at: Path) -> dict[str, Data]:
    for step in (*work.replaced, *work.deleted, *work.below):
        if step not in data:
            raise EditError("edit.missing", (*at, step))
    result: dict[str, Data] = {}
    for key, value in data.items():
        if key in work.replaced:
            result[key] = work.replaced[key]
        elif key not in work.deleted:
            result[key] = _edited(value, work.below.get(key, ()), len(at) + 1)
    for step, value in work.inserted:
        if not isinstance(step, str):
            raise EditError("edit.missing", (*at, step))
        if step in data:
            raise EditError("edit.exists", (*at, step))
        result[step] = value
    return result


def _edited_sequence(data: list[Data], work: Grouped, at: Path) -> list[Data]:
    for step in (*work.replaced, *work.deleted, *work.below):
        if not isinstance(step, int) or not 0 <= step < len(data):
            raise EditError("edit.missing", (*at, step))
    for step, _ in work.inserted:
        if not isinstance(step, int) or not 0 <= step <= len(data):
            raise EditError("edit.missing", (*at, step))
    result: list[Data] = []
    for index, value in enumerate(data):
        result += work.inserted_at(index)
        if index in work.replaced:
            result.append(work.replaced[index])
        elif index not in work.deleted:
            result.append(_edited(value, work.below.get(index, ()), len(at) + 1))
    return result + work.inserted_at(len(data))


def same(one: Data, other: Data) -> bool:
    """Equality that tells 1, 1.0 and true apart; the order of keys does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other
