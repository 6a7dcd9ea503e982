"""The words of one cell, or of an answer, as a value of a field (値の読み取り)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from readiness.intake.answers import YES
from readiness.intake.areas import read_areas
from readiness.intake.dates import Role, read_date, spans
from readiness.intake.doubt import Doubt
from readiness.intake.fields import AMOUNT, read_plain
from readiness.intake.fold import clean, fold
from readiness.intake.got import Got, held
from readiness.intake.money import Terms, read_money
from readiness.intake.parties import read_vendor
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import NO, dated_state, read_word, yes_or_no
from readiness.intake.work_cells import WORK_FIELDS
from readiness.model.system import STANDARD_ACT
from readiness.sources.grid import Cell

ROLES = {
    "contract.start": Role.START,
    "contract.end": Role.END,
    "system.live_date": Role.START,
    "system.planned_date": Role.PLAN,
    "system.due_date": Role.DUE,
    "system.platform_eol": Role.DUE,
    "device.lease_end": Role.END,
}
BOOLEANS = frozenset({"system.migrated", "contract.auto_renew", "contract.data_return", "interface.documented"})
# How the confirmation book says true and false.
STATED = {"該当": YES, "非該当": NO}


# Words by which a column on the standard speaks of the move: 移行完了, 特定移行支援システム; 検討中 may be of either.
_OF_MOVING = re.compile("移行|切替|切り替え|稼働|カットオーバー")


def read_value(  # noqa: PLR0911
    target: str, value: Cell, text: str, words: Vocabulary, legend: Mapping[str, str], as_of: date | None
) -> Got:
    """What a cell says of a field: its value where it is a date or number, else its text."""
    if target in ROLES:
        if (
            target == "system.planned_date"
            and re.search("済|完了?$", text)
            and fold(text) in words.words["system.migrated"]
        ):
            return Got(extra=(("system.migrated", yes_or_no(read_word("system.migrated", text, words, {}, as_of))),))
        if target == "system.planned_date" and (done := dated_state(text, words, as_of)) is not None:
            return done
        got = _lawful(value, text, words) if target == "system.due_date" else read_date(value, ROLES[target], words)
        if target == "system.live_date" and got.doubt == "wide" and _before_act(text):
            return Got(notes=("before-act",))  # which day it was decides nothing
        return got
    if target == "system.areas":
        return read_areas(text, words)
    if target == "vendor.name":
        return read_vendor(text, words)
    if target == "system.due_reason":
        return _reason(text)
    if target in WORK_FIELDS:
        return WORK_FIELDS[target](value, text)
    if target in words.words:
        text = re.sub(r"[(（][^()（）]*[)）]$", "", text) if target == "row.side" else text  # 次期(R9.4稼働)
        got = read_word(target, text, words, legend, as_of)
        if target == "system.conformance" and got.doubt == "word" and _OF_MOVING.search(text):
            moved = yes_or_no(read_word("system.migrated", text, words, legend, as_of))
            if moved.value is not None and not moved.doubt:  # 標準化状況: 準拠済, and in the next row 移行完了
                return Got(extra=(("system.migrated", replace(moved, extra=())), *moved.extra), notes=("other-field",))
        return yes_or_no(got) if target in BOOLEANS else got
    return read_plain(target, text, words)


def _lawful(value: Cell, text: str, words: Vocabulary) -> Got:
    """A lawful day, and its kind where it tells that too: 令和7年度末; 令和12年度末(特定移行支援)."""
    table = words.words["system.due"]
    kind = table.get(fold(text))
    remark = re.search(r"[(]([^()]*移行[^()]*)[)]\s*$", clean(text)) if kind is None else None
    said = table.get(fold(remark[1])) if remark else None
    bare = clean(text)[: remark.start()].strip() if remark else ""
    if said is not None and table.get(fold(bare), said) == said:  # 令和7年度末(移行困難) says two things
        kind, value = said, bare
    got = read_date(value, ROLES["system.due_date"], words)
    return got if kind is None else replace(got, extra=(*got.extra, ("system.due", Got(value=kind))))


def _before_act(text: str) -> bool:
    """Whether every date in a text is over before the act on the standard was passed."""
    found = list(spans(fold(text)))
    return bool(found) and all(span is not None and span.last < STANDARD_ACT for span in found)


def read_answer(doubt: Doubt, answer: str, words: Vocabulary, as_of: date | None) -> Got | None:
    """What a person answered, as if it stood in the cell; None where it is no value of the field.

    はい confirms the reading that was shown. Of a field that is itself yes or no, いいえ to the reading «no» may mean
    that it is right or that it is wrong, and is asked again.
    """
    target, read = doubt.field, doubt.read_as
    if answer == YES and read not in (None, ""):
        return Got(value=list(read) if isinstance(read, tuple) else read)
    if target in BOOLEANS and answer in STATED:
        return Got(value=STATED[answer] == YES)
    if target in BOOLEANS and read is False and fold(answer) == fold("いいえ"):
        return None
    if target == AMOUNT:
        got = read_money(answer, Terms(unit=1, unit_text="円"))
    elif target.endswith(".vendor"):
        got = read_vendor(answer, words)
    elif target in ("system.owner_division", "system.package"):
        got = Got(value=answer)
    else:
        got = read_value(target, answer, answer, words, {}, as_of)
    return got if got.value is not None and not got.doubt and not got.others else None


def _reason(text: str) -> Got:
    """事由4, ④事業者のリソースひっ迫."""
    found = re.match(r"(?:事由|理由|その)?\s*([1-4])(?:号|番)?(?![0-9])", clean(text))
    if not found:
        return held("reason-number")
    return Got(value=int(clean(found[1])))
