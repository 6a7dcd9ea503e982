"""Rows that strayed into the book of another party: an answer there may be of either, and must reach neither's book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from readiness.exchange.answer_row import AnswerRow
from readiness.model.finding import Subject
from readiness.model.gap import Register

_FEW = 10  # one in so many rows of a file
_ROWS = 5  # fewer tell nothing of whose file it is


def strayed(rows: Iterable[AnswerRow], register: Register) -> Mapping[str, tuple[Subject, Subject]]:
    """ID → whom it was put to, and whom nearly all rows of its file were; books of divisions hold the rows of many.

    Two books put together hold all that either party was asked, so that less than half of it is none.
    """
    asked = {entry.id: entry.asked for entry in register.entries if entry.asked is not None}
    here = {row.id: asked[row.id] for row in rows if not row.division and row.id in asked}
    counts, put = Counter(here.values()), Counter(asked.values())
    if len(here) < _ROWS or len(counts) < 2:
        return {}
    main = counts.most_common(1)[0][0]
    few = {party for party, count in counts.items() if _FEW * count < len(here) and 2 * count < put[party]}
    return {id_: (party, main) for id_, party in here.items() if party in few}
