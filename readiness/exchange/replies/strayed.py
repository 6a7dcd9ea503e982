"""Whose an answer is where its place does not say: a row in the book of another party, a file that somebody names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.row import AnswerRow
from readiness.model.finding import Subject
from readiness.model.gap import VENDOR, GapEntry, Register
from readiness.model.inventory import Inventory

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


def given_by(
    rows: Sequence[AnswerRow], by: str, register: Register, inventory: Inventory
) -> tuple[tuple[AnswerRow, ...], tuple[RowNote, ...]]:
    """The rows as somebody named gave them: a division's words on a question to a vendor are its own, and a vendor that
    was never asked answers nothing. A name that is no party of the record changes nothing.
    """
    division = by in {one.id for one in inventory.divisions} | {inventory.body.id}
    vendor = by in {one.id for one in inventory.vendors}
    kept: list[AnswerRow] = []
    notes: list[RowNote] = []
    for row in rows:
        entry = register.by_id.get(row.id)
        gap = entry.gap if entry is not None else None
        if entry is None or gap is None or row.reply is None or not (division or vendor):
            kept.append(row)
        elif division and gap.asked.kind == VENDOR and not row.division:
            words = "\n".join(part for part in (row.own_fact, row.reply.fact or row.raw) if part)
            kept.append(replace(row, reply=None, own_fact=words))
        elif vendor and by not in {party.id for party in _parties(entry)}:
            asked = "、".join(dict.fromkeys(party.id for party in _parties(entry)))
            notes.append(note("by-other", row.place, row.id, by=by, parties=asked))
        else:
            kept.append(row)
    return tuple(kept), tuple(notes)


def _parties(entry: GapEntry) -> tuple[Subject, ...]:
    """Whom a question is and was put to."""
    now = (entry.asked, entry.gap.asked if entry.gap is not None else None)
    return tuple(party for party in (*(event.party for event in entry.events), *now) if party is not None)
