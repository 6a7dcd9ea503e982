"""The edits that turn one version of a document's data into another, as few and as deep as they go."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from readiness.sources.edits import Delete, Edit, Insert, Replace, same
from readiness.sources.sourcemap import Path
from readiness.sources.yamldata import Data


def edits_between(old: Data, new: Data, identity: Sequence[str] = ("id",)) -> tuple[Edit, ...]:
    """Edits for `apply_edits` that make `new` of `old`.

    Items of a sequence are matched by the first key of `identity` that every one of them has with distinct values, so a
    record inserted above does not rewrite those below; other items are matched by value. Keys keep the order they have
    in `old`; new keys follow in the order of `new`.
    """
    return tuple(_between(old, new, (), tuple(identity)))


def _between(old: Data, new: Data, path: Path, identity: tuple[str, ...]) -> list[Edit]:
    if same(old, new):
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        return _mappings(old, new, path, identity)
    if isinstance(old, list) and isinstance(new, list):
        return _sequences(old, new, path, identity)
    return [Replace(path, new)]


def _mappings(old: dict[str, Data], new: dict[str, Data], path: Path, identity: tuple[str, ...]) -> list[Edit]:
    edits: list[Edit] = []
    for key, value in old.items():
        if key in new:
            edits += _between(value, new[key], (*path, key), identity)
        else:
            edits.append(Delete((*path, key)))
    return edits + [Insert((*path, key), value) for key, value in new.items() if key not in old]


def _sequences(old: list[Data], new: list[Data], path: Path, identity: tuple[str, ...]) -> list[Edit]:
    names = _names(old, new, identity)
    before, after = names or ([_mark(item) for item in old], [_mark(item) for item in new])
    edits: list[Edit] = []
    for kind, first, last, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for index, item in zip(range(first, last), new[start:stop], strict=True):
                edits += _between(old[index], item, (*path, index), identity)
            continue
        # Items without a name are taken for changed ones, in their order; named ones are other records.
        paired = 0 if names else min(last - first, stop - start)
        for offset in range(paired):
            edits += _between(old[first + offset], new[start + offset], (*path, first + offset), identity)
        edits += [Delete((*path, index)) for index in range(first + paired, last)]
        edits += [Insert((*path, last), item) for item in new[start + paired : stop]]
    return edits


def _names(old: list[Data], new: list[Data], identity: tuple[str, ...]) -> tuple[list[str], list[str]] | None:
    for key in identity:
        before, after = (
            [_mark(item.get(key)) for item in side if isinstance(item, dict) and key in item] for side in (old, new)
        )
        whole = len(before) == len(old) and len(after) == len(new)
        if whole and len(set(before)) == len(before) and len(set(after)) == len(after):
            return before, after
    return None


def _mark(item: Data) -> str:
    """A text equal for equal values only; the order of keys does not count."""
    if isinstance(item, dict):
        return "{" + ",".join(f"{key!r}:{_mark(item[key])}" for key in sorted(item)) + "}"
    if isinstance(item, list):
        return "[" + ",".join(map(_mark, item)) + "]"
    return repr(item)
