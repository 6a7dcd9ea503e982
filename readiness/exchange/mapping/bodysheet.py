"""A short table about the body itself: what on the left, its value on the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from readiness.exchange.ledger.read import put
from readiness.exchange.ledger.texts import plain_of
from readiness.exchange.mapping.heads import plain_head
from readiness.exchange.mapping.spec import leaf_for
from readiness.exchange.mapping.values import fits
from readiness.sources.grid import Row, cell_text

_FEWEST = 2  # one word alone may stand anywhere


def body_facts(blocks: Iterable[Sequence[Row]], words: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Facts about the body in blocks of rows (sheets without a table, rows above one); the first of each counts."""
    sought = {plain_head(word): target for target, row in words.items() for word in row}
    found: dict[str, Any] = {}
    for rows in blocks:
        pairs = list(_pairs(rows, sought))
        if len(pairs) >= _FEWEST:
            for target, value in pairs:
                leaf = leaf_for(target)
                if leaf is not None:
                    read = plain_of(leaf.shape, value)
                    if fits(leaf, read) and target not in found:
                        found[target] = read
    data: dict[str, Any] = {}
    for target, value in found.items():
        leaf = leaf_for(target)
        if leaf is not None:
            put(data, leaf, value)
    return data


def _pairs(rows: Sequence[Row], sought: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
    for row in rows:
        filled = [cell for cell in row if cell_text(cell)]
        for name, value in pairwise(filled):
            target = sought.get(plain_head(cell_text(name)))
            if target and plain_head(cell_text(value)) not in sought:
                yield target, value
