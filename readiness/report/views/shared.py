"""Marks and words that stand in several states of a view, written once: what the page carries, the script unfolds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from readiness.report.views.scene import Mark
from readiness.tables.marks import plain

_LEAST = 4  # characters: shorter words are no longer than the number that would stand for them


def share(pictures: Sequence[Sequence[Mark]]) -> tuple[list[Any], list[list[Any]]]:
    """What stands more than once in all pictures, and the pictures with its number in its place.

    A number where a mark or words are expected is the place of them in the first list; coordinates are never shared.
    """
    count: dict[Any, int] = {}
    frozen = [[_frozen(mark) for mark in marks] for marks in pictures]
    for marks in frozen:
        for mark in marks:
            _count(mark, count)
    often = sorted((item for item, times in count.items() if times > 1), key=lambda item: -count[item])
    number = {item: at for at, item in enumerate(often)}
    return [_folded(item, number) for item in often], [
        [number.get(mark, _folded(mark, number)) for mark in marks] for marks in frozen
    ]


def _frozen(value: Any) -> Any:
    """A mark that can be counted; keys of figures are for the picture that the page shows first."""
    if type(value) is list:
        return tuple(map(_frozen, value[:5] if value and value[0] == "t" else value))
    return plain(value) if type(value) is str else value


def _count(item: Any, count: dict[Any, int]) -> None:
    """Once for every place the item has to be written in: what stands inside a repeated mark is written with it."""
    count[item] = count.get(item, 0) + 1
    if count[item] == 1 and isinstance(item, tuple):
        for part in _parts(item):
            _count(part, count)


def _parts(mark: tuple[Any, ...]) -> Iterator[Any]:
    """What of a mark may be shared: its words, and the marks inside it."""
    for value in mark[1:]:
        if isinstance(value, str) and len(value) >= _LEAST:
            yield value
        elif isinstance(value, tuple):
            yield from value


def _folded(item: Any, number: dict[Any, int]) -> Any:
    if not isinstance(item, tuple):
        return item
    found: list[Any] = [item[0]]
    for value in item[1:]:
        if isinstance(value, tuple):
            found.append([number.get(mark, _folded(mark, number)) for mark in value])
        else:
            found.append(number.get(value, value) if isinstance(value, str) else value)
    return found
