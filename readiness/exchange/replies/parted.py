"""Who gave which part of a row: the vendor its reply, the division its view; whether a reply is an answer at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.contradiction import contradiction, is_beside
from readiness.exchange.replies.no_answer import is_ditto, may_say_nothing, says_nothing
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.words import is_mark, loose, official
from readiness.model.conformance import Answer
from readiness.model.gap import BUILTIN, DIVISION, VENDOR, Evaluation, Gap, GapEntry, GapEvent, Reply
from readiness.model.unknown import UNKNOWN, known

# Points of our own that ask whether the standard is met; of the others a word such as なし means itself.
_LETTERS = re.compile(r"[\W_]+|です|ます")
_PARTS = re.compile(r"[\s、。,]+")
_BRIEF = 30
_ASKS_CODE = frozenset(f"{BUILTIN}{key}" for key in ("state.conformance", "state.not-conformant", "migration.delivery"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """What a row gives to the party asked and to the division."""

    reply: Reply | None = None
    evaluation: Evaluation | None = None
    notes: tuple[RowNote, ...] = ()


def asks_code(gap: Gap | None) -> bool:
    """Whether a question is answered by a code: whether a requirement, or the standard, is met."""
    return gap is None or not gap.requirement.startswith(BUILTIN) or gap.requirement in _ASKS_CODE


def is_answer(reply: Reply) -> bool:
    """Whether it says something of what was asked. Contact, version, evidence, a remark, 未確認 alone do not."""
    values = (reply.delivery, reply.cost_low, reply.cost_high)
    if known(reply.answer) or any(value is not None for value in values) or reply.transitional_number:
        return True
    return not says_nothing(reply.fact) or not says_nothing(reply.alternative)


def part(row: AnswerRow, entry: GapEntry, as_of: date) -> Parted:
    """Give each part of a row to whom it belongs; what contradicts itself waits, and a remark asks."""
    gap = entry.gap
    vendor = gap is not None and gap.asked.kind == VENDOR
    notes: list[RowNote] = []
    evaluation = row.evaluation
    reply = row.reply
    if row.division:
        differs = reply is not None and reply != Reply() and not _repeats(reply, entry.reply)
        if vendor:
            if differs:
                notes.append(note("reply-cell", row.place, entry.id))
            reply = None
        else:
            # Of a question to the division both columns are its own.
            stated = reply if differs and reply is not None else Reply()
            reply = replace(stated, fact=row.own_fact or stated.fact) if row.own_fact or differs else None
    if vendor and row.own_fact:
        old = evaluation or Evaluation()
        evaluation = replace(old, comment="\n".join(part for part in (row.own_fact, old.comment) if part))
        notes.append(note("division-own", row.place, entry.id, words=row.own_fact[:60]))
    elif row.own_fact and reply is None:
        reply = Reply(fact=row.own_fact)
    if reply is not None:
        reply, asked = _settled(reply, row, gap, as_of)
        notes += asked
    return Parted(reply=reply, evaluation=evaluation, notes=tuple(notes))


def says_more(row: AnswerRow, entry: GapEntry) -> bool:
    """Whether a row of a division's book holds more than was written out."""
    stated = (row.evaluation, row.ruling, row.own_fact or None)
    if not row.division or any(value is not None for value in stated):
        return True
    return row.reply is not None and row.reply != Reply() and not _repeats(row.reply, entry.reply)


def _settled(reply: Reply, row: AnswerRow, gap: Gap | None, as_of: date) -> tuple[Reply, list[RowNote]]:
    """The reply without what waits for an answer to a remark."""
    notes: list[RowNote] = []
    if row.loose and known(reply.answer) and not asks_code(gap):
        word = _word_of(row)
        reply = replace(reply, answer=UNKNOWN, fact=reply.fact or word)
    if not (known(reply.answer) or row.doubtful or row.asked) and asks_code(gap) and (alone := _alone(reply.fact)):
        reply = replace(reply, answer=alone)
    if is_ditto(reply.fact):
        notes.append(note("ditto", row.place, row.id, words=reply.fact[:20]))
        reply = replace(reply, fact="", words="\n".join(p for p in (reply.words, reply.fact) if p))
    if row.waits:
        return reply, notes  # a remark asks already which of its cells is the answer
    waits, code = contradiction(reply, row.remark, as_of)
    if not waits:
        if is_beside(reply, row.remark):
            notes.append(note("words-beside", row.place, row.id, grave=False))
        if is_answer(reply) and _codeless(reply) and not (row.doubtful or row.asked):
            if asks_code(gap):
                notes.append(note("code-unclear", row.place, row.id, words=reply.fact[:60]))
            elif reply.cost_low is None and may_say_nothing(reply.fact):
                notes.append(note("may-be-none", row.place, row.id, grave=False, words=reply.fact[:60]))
        return reply, notes
    notes.append(note(code, row.place, row.id, words=row.raw[:80]))
    stated = row.raw if row.raw not in reply.words and row.raw != reply.fact else ""
    kept = "\n".join(p for p in (reply.words, stated) if p)
    if waits == "answer":
        return replace(reply, answer=UNKNOWN, delivery=None, words=kept), notes
    if waits == "delivery":
        return replace(reply, delivery=None, words=kept), notes
    return replace(reply, cost_low=None, cost_high=None, words=kept), notes


def _codeless(reply: Reply) -> bool:
    """Whether an answer in words alone stands where a code, or a day of delivery, was asked."""
    return not known(reply.answer) and reply.delivery is None and not reply.transitional_number


def _alone(words: str) -> Answer | None:
    """The code that stands in the column of words, and nothing beside it."""
    return official(words) or (loose(words) if is_mark(words) else None)


def _word_of(row: AnswerRow) -> str:
    """What stood in the column of codes."""
    first = row.raw.split(" / ", 1)[0]
    return first.partition(": ")[2] or first


def _repeats(reply: Reply, written: Reply | None) -> bool:
    """Whether the reply columns only repeat what was written out, empty cells aside."""
    if written is None:
        return False
    pairs = ((getattr(reply, name), getattr(written, name)) for name in Reply.__dataclass_fields__)
    return all(found in (old, None, "", UNKNOWN) for found, old in pairs)


def known_reply(entry: GapEntry, stated: Sequence[GapEvent], reply: Reply) -> bool:
    """Whether the same answer to the same wording has been recorded of that party last."""
    if entry.asked is not None and entry.asked.kind == DIVISION and entry.reply is not None and not entry.stale_reply:
        return entry.reply == reply
    return last_given(stated, "reply", None) == reply


def adds_nothing(row: AnswerRow, reply: Reply, standing: Reply) -> bool:
    """Whether a mail only says part of the answer on record once more. A book's empty cells say something; the fields a
    mail does not speak of do not.
    """
    if row.revision or row.check:
        return False
    fields = ((getattr(reply, name), getattr(standing, name)) for name in Reply.__dataclass_fields__ if name != "fact")
    words = [_LETTERS.sub("", part) for part in _PARTS.split(reply.fact)]
    code = standing.answer.ja if known(standing.answer) else ""
    said = _LETTERS.sub("", f"{code} {standing.fact}")
    return all(new in (old, None, "", UNKNOWN) for new, old in fields) and all(word in said for word in words)


def differs(standing: Reply, reply: Reply) -> bool:
    """Whether two replies say different things where both say something."""
    for name in ("answer", "delivery", "fact"):
        old, new = getattr(standing, name), getattr(reply, name)
        if known(old) and known(new) and old and new and old != new:
            return True
    return False


def brief(reply: Reply) -> str:
    """What an answer says, in a line: code, words, day and amounts."""
    bounds = dict.fromkeys(f"{yen:,}円" for yen in (reply.cost_low, reply.cost_high) if yen is not None)
    code = reply.answer.ja if known(reply.answer) else ""
    day = reply.delivery.isoformat() if reply.delivery else ""
    return " / ".join(part for part in (code, reply.fact[:_BRIEF], day, "~".join(bounds)) if part) or words_of(reply)


def words_of(reply: Reply) -> str:
    """The words of what is no answer, for a remark."""
    words = (reply.fact, reply.alternative, reply.words, reply.contact, reply.version, reply.evidence)
    return next((text for text in words if text), "")[:60]


def last_given(stated: Sequence[GapEvent], what: str, otherwise: object) -> object:
    """What was last given to a wording: `reply`, `evaluation` or `ruling`."""
    return next((value for event in reversed(stated) if (value := getattr(event, what)) is not None), otherwise)
