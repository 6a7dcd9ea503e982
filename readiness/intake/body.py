"""What a ledger says of the body itself: a short table, what on the left, its value on the right (団体の表)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from readiness.intake.fields import put, read_plain, shape_of
from readiness.intake.fold import fold_head
from readiness.intake.vocabulary import Vocabulary
from readiness.sources.grid import Row, cell_text

_FEWEST = 2  # one word alone may stand anywhere


def body_facts(blocks: Iterable[Sequence[Row]], words: Vocabulary) -> dict[str, Any]:
    """Facts about the body in blocks of rows (sheets without a table, rows above one); the first of each counts."""
    sought = {fold_head(word): target for target, row in words.body.items() for word in row}
    data: dict[str, Any] = {}
    found: set[str] = set()
    for rows in blocks:
        pairs = list(_pairs(rows, sought))
        if len(pairs) < _FEWEST:
            continue
        for target, text in pairs:
            got = read_plain(target, text, words)
            if got.value is not None and target not in found and shape_of(target) is not None:
                found.add(target)
                put(data, target.partition(".")[2], got.value)
    return data


def _pairs(rows: Sequence[Row], sought: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        filled = [cell_text(cell) for cell in row if cell_text(cell)]
        for name, value in pairwise(filled):
            target = sought.get(fold_head(name))
            if target and fold_head(value) not in sought:
                yield target, value
