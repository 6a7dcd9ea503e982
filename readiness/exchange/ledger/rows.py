"""Sections → rows and back. A row is known again by kind, ID and 枝番; its check code tells whether it was touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readiness.exchange.ledger.leaves import Leaf, RowKind, get
from readiness.exchange.ledger.texts import text_of
from readiness.model.gap import base32
from readiness.model.ref import Ref

_STEP = re.compile(r"[0-9]{1,2}")
Placed = tuple[Any, Ref]
Sections = Mapping[str, Sequence[Placed]]
Identity = tuple[str, str, str]  # kind, ID (of the record or of the record it belongs to), 枝番


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """One row out of the sections: the plain record (or part) and where it stands."""

    kind: RowKind
    identity: Identity
    data: Mapping[str, Any]
    ref: Ref


def section_rows(kinds: Sequence[RowKind], sections: Sections) -> Iterator[SectionRow]:
    """Rows of these kinds, in file order; the parts of a record follow it."""
    parts = [kind for kind in kinds if kind.part]
    for kind in (kind for kind in kinds if not kind.part):
        for number, (data, ref) in enumerate(sections.get(kind.section, ()), start=1):
            if not isinstance(data, Mapping):
                continue
            row_id = str(data.get("id", ""))
            branch = "" if kind.has_id else str(number)
            yield SectionRow(kind=kind, identity=(kind.key, row_id, branch), data=data, ref=ref)
            for part in (part for part in parts if part.section == kind.section):
                items = data.get(part.part)
                for index, item in enumerate(items if isinstance(items, list) else ()):
                    if isinstance(item, Mapping):
                        yield SectionRow(
                            kind=part,
                            identity=(part.key, row_id or branch, str(index + 1)),
                            data=item,
                            ref=ref.child(part.part, index),
                        )


def row_code(identity: Identity, texts: Mapping[str, str]) -> str:
    """Six characters over everything in a row; empty cells do not count."""
    stated = [f"{name}={text}" for name, text in sorted(texts.items()) if text]
    return base32("\x1f".join((*identity, *stated)), 6)


def texts_of(data: Mapping[str, Any], own: Mapping[str, Leaf]) -> dict[str, str]:
    """Canonical texts of a plain record by column key."""
    return {name: text_of(leaf.shape, value_at(data, leaf)) for name, leaf in own.items()}


def value_at(data: Mapping[str, Any], leaf: Leaf) -> Any:
    """The value a leaf shows; steps may be written as ranges (`1-9`)."""
    if not leaf.step:
        return get(data, leaf.path)
    steps = get(data, leaf.path[:-1])
    if not isinstance(steps, Mapping):
        return None
    number = int(leaf.path[-1])
    found = None
    for key, word in steps.items():
        if covers(str(key), number):
            found = word  # a later line wins, as in the builder
    return found


def covers(key: str, number: int) -> bool:
    """Whether a step lies in what a key of steps says: `7` or `1-9`."""
    first, _, last = key.partition("-")
    if not _STEP.fullmatch(first) or not _STEP.fullmatch(last or first):
        return False
    return int(first) <= number <= int(last or first)
