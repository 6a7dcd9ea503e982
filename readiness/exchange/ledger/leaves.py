"""A record class as flat columns: every field that holds one value, with the way to it through nested parts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from readiness.inventory.sections import SECTION_BY_KEY
from readiness.messages.catalogue import Catalogue
from readiness.model.fields import FieldFacts, facts
from readiness.model.progress import STEPS

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column of a row kind. `path` leads to the value in the plain record; a step has its number last."""

    path: Path
    shape: FieldFacts
    owners: tuple[str, ...]  # record classes along the way, for the labels

    @property
    def step(self) -> bool:
        """Whether it is one of the 40 steps."""
        return self.shape.kind == "steps"


@dataclass(frozen=True, slots=True)
class RowKind:
    """What one row of a sheet is: a record of a section, or (with `part`) an item of one of its lists."""

    section: str
    record: type
    part: str = ""

    @property
    def key(self) -> str:
        """Name of the kind inside the program."""
        return f"{self.section}.{self.part}" if self.part else self.section

    @property
    def has_id(self) -> bool:
        """Whether its rows have an ID of their own."""
        return not self.part and "id" in getattr(self.record, "__dataclass_fields__", ())


def row_kinds(section: str) -> tuple[RowKind, ...]:
    """The section's own rows, then one kind for each list of parts in its records."""
    record = SECTION_BY_KEY[section].record
    parts = [
        RowKind(section, cast(type, shape.target), shape.key)
        for shape in facts(cast(Hashable, record))
        if shape.kind == "parts"
    ]
    return (RowKind(section, record), *parts)


@cache
def leaves(record: type) -> tuple[Leaf, ...]:
    """Every column of a record class in the order of its fields; lists of parts have rows of their own."""
    return tuple(_leaves(record, (), ()))


def _leaves(record: type, path: Path, owners: tuple[str, ...]) -> Iterator[Leaf]:
    for shape in facts(cast(Hashable, record)):
        here = (*path, shape.key)
        stated = (*owners, record.__name__)
        if shape.kind == "part":
            yield from _leaves(shape.target, here, stated)
        elif shape.kind == "steps":
            for number in range(1, STEPS + 1):
                yield Leaf((*here, str(number)), shape, stated)
        elif shape.kind != "parts":
            yield Leaf(here, shape, stated)


def header(leaf: Leaf, words: Catalogue) -> str:
    """What stands above the column: labels along the path, `文字・文字コード`; a step its number."""
    if leaf.step:
        return words.get("exchange.ledger.step", number=int(leaf.path[-1]))
    labels = [label(owner, key, words) for owner, key in zip(leaf.owners, leaf.path, strict=True)]
    return "・".join(labels)


def label(record: str, key: str, words: Catalogue) -> str:
    """The label of a field of a record class."""
    return words.get(f"field.{record}.{key}")


def get(data: Any, path: Path) -> Any:
    """The value at a path in plain data; None where there is none. A step is looked up in its ranges too."""
    for key in path[:-1]:
        data = data.get(key) if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping):
        return None
    return data.get(path[-1])
