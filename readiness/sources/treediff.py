"""The edits that turn one version of a document's data into another, as few and as deep as they go."""

from __future__ import annotations

from difflib import SequenceMatcher

from readiness.sources.edits import Delete, Edit, Insert, Replace, same
from readiness.sources.sourcemap import Path
from readiness.sources.yamldata import Data


def edits_between(old: Data, new: Data) -> tuple[Edit, ...]:
    """Edits for `apply_edits` that make `new` of `old`.

    Items of a sequence are matched by `id` where every one of them has its own, so a record inserted above does not
    rewrite those below; other items are matched by value. Keys keep the order they have in `old`;
    new keys follow in the order of `new`.
    """
    return tuple(_between(old, new, ()))


def _between(old: Data, new: Data, path: Path) -> list[Edit]:
    if same(old, new):
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        return _mappings(old, new, path)
    if isinstance(old, list) and isinstance(new, list):
        return _sequences(old, new, path)
    return [Replace(path, new)]


def _mappings(old: dict[str, Data], new: dict[str, Data], path: Path) -> list[Edit]:
    edits: list[Edit] = []
    for key, value in old.items():
        if key in new:
            edits += _between(value, new[key], (*path, key))
        else:
            edits.append(Delete((*path, key)))
    return edits + [Insert((*path, key), value) for key, value in new.items() if key not in old]


def _sequences(old: list[Data], new: list[Data], path: Path) -> list[Edit]:
    ids = _ids(old, new)
    before, after = ids or ([_mark(item) for item in old], [_mark(item) for item in new])
    edits: list[Edit] = []
    for kind, first, last, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for index, item in zip(range(first, last), new[start:stop], strict=True):
                edits += _between(old[index], item, (*path, index))
            continue
        # Items without an ID are taken for changed ones, in their order; named ones are other records.
        paired = 0 if ids else min(last - first, stop - start)
        for offset in range(paired):
            edits += _between(old[first + offset], new[start + offset], (*path, first + offset))
        edits += [Delete((*path, index)) for index in range(first + paired, last)]
        edits += [Insert((*path, last), item) for item in new[start + paired : stop]]
    return edits


def _ids(old: list[Data], new: list[Data]) -> tuple[list[str], list[str]] | None:
    """The IDs of both sides; None where an item has none or shares it."""
    before, after = (
        [_mark(item["id"]) for item in side if isinstance(item, dict) and "id" in item] for side in (old, new)
    )
    own = all(len(set(ids)) == len(side) for ids, side in ((before, old), (after, new)))
    return (before, after) if own else None


def _mark(item: Data) -> str:
    """A text equal for equal values only; the order of keys does not count."""
    if isinstance(item, dict):
        return "{" + ",".join(f"{key!r}:{_mark(item[key])}" for key in sorted(item)) + "}"
    if isinstance(item, list):
        return "[" + ",".join(map(_mark, item)) + "]"
    return repr(item)
