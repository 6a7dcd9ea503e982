"""An answer to a question asked once, as an answer to the point of one body."""

from __future__ import annotations

from dataclasses import replace

from readiness.exchange.joint.questions import Question
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.parted import brief, differs, is_answer
from readiness.exchange.replies.row import AnswerRow
from readiness.model.gap import EventKind, GapEntry, Reply


def placed(row: AnswerRow, entry: GapEntry, question: Question) -> tuple[tuple[AnswerRow, ...], tuple[RowNote, ...]]:
    """The row as one of this body's, and what has to be remarked.

    A point that is closed stays so. An answer the body has from elsewhere (not from this question in an earlier book)
    is not replaced: where the two differ, somebody has to ask which holds. What the whole thing costs is no price of
    one body and is kept in words.
    """
    if not entry.state.open:
        return (), ()
    revision = entry.gap.revision if entry.gap is not None else ""
    reply, notes = row.reply, []
    if reply is not None and (reply.cost_low is not None or reply.cost_high is not None):
        notes.append(note("joint.amount", row.place, entry.id))
        reply = _without_amounts(reply)
    own = replace(row, id=entry.id, revision=revision, check="", keys={}, reply=reply, joint=question.id)
    standing = entry.reply if entry.reply is not None and not entry.stale_reply else None
    if standing is None or reply is None or not is_answer(reply) or _from(entry, question):
        return (own,), tuple(notes)
    if differs(standing, reply):
        return (), (note("joint.differs", row.place, entry.id, old=brief(standing), new=brief(reply)),)
    return (), ()


def _from(entry: GapEntry, question: Question) -> bool:
    """Whether the answer on record came from this question."""
    answers = (event for event in reversed(entry.events) if event.kind is EventKind.ANSWERED)
    return next((event.document in question.ids for event in answers), False)


def _without_amounts(reply: Reply) -> Reply:
    bounds = dict.fromkeys(f"{yen:,}円" for yen in (reply.cost_low, reply.cost_high) if yen is not None)
    words = "\n".join(part for part in (reply.words, "~".join(bounds)) if part)
    return replace(reply, cost_low=None, cost_high=None, words=words)
