"""Accepted answers in ledgers that only their owner writes to: what a workbook does not say, the decisions say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

from readiness.exchange.ledger.rows import Placed
from readiness.exchange.ledger.texts import plain_of, text_of
from readiness.exchange.notes import RowNote, note
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.decision import Confirmed
from readiness.model.fields import FieldFacts, way
from readiness.model.unknown import UNKNOWN_WORDS

_ANSWERED = re.compile(r"回答(?:\(台帳: (?P<was>.*)\))?", re.DOTALL)


def answered(was: str) -> str:
    """What a confirmed answer holds for: that a party answered, and what the ledger said then, if anything."""
    return f"回答(台帳: {was})" if was else "回答"


def filled(
    sections: Mapping[str, Sequence[Placed]], confirmed: Iterable[Confirmed]
) -> tuple[Mapping[str, Sequence[Placed]], tuple[RowNote, ...]]:
    """The sections with accepted answers in fields of which the ledger says what it said then. Where it says something
    else today it is right, and the contradiction is remarked.
    """
    stated = [(item, found) for item in confirmed if (found := _ANSWERED.fullmatch(item.text))]
    if not stated:
        return sections, ()
    made = deepcopy({key: list(rows) for key, rows in sections.items()})
    notes: list[RowNote] = []
    for item, found in stated:
        row = next((data for data, _ in made.get(item.section, ()) if str(data.get("id")) == item.record), None)
        fact = _fact(item)
        if row is not None and fact is not None:
            _fill(row, item, fact, found["was"] or "", notes)
    return made, tuple(notes)


def _fact(item: Confirmed) -> FieldFacts | None:
    section = SECTION_BY_KEY.get(item.section)
    dotted = ".".join(part for part in item.field.split(".") if not part.isdecimal())
    try:
        return way(cast(Any, section.record), dotted)[-1] if section else None
    except KeyError:
        return None


def _fill(row: dict[str, Any], item: Confirmed, fact: FieldFacts, was: str, notes: list[RowNote]) -> None:
    *path, last = item.field.split(".")
    here: Any = row
    for part in path:
        if isinstance(here, list):
            here = here[int(part)] if part.isdecimal() and len(part) < 5 and int(part) < len(here) else None
        elif isinstance(here, dict):
            here = here.setdefault(part, {})
    if not isinstance(here, dict):
        return
    says = text_of(fact, here.get(last))
    value = plain_of(fact, item.answer)
    if says in ("", was) or says.casefold() in UNKNOWN_WORDS:
        here[last] = value
    elif says != text_of(fact, value):
        found = note("answers-differ", item.record, record=item.record, field=fact.label, answer=item.answer, says=says)
        notes.append(found)
