"""What is open of a body today: the one way from its inputs to its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from readiness.analysis.inputs import Inputs
from readiness.gaps.derive import derive
from readiness.gaps.required import required_of
from readiness.gaps.survey import answer_days
from readiness.model.finding import Subject
from readiness.model.gap import EventKind, Gap, GapEvent
from readiness.model.missing import Fate, Missing
from readiness.model.text import Param, Text
from readiness.standard.calendar import is_closed

_WORDED = frozenset({EventKind.OPENED, EventKind.REVISED})


def gaps_of(inputs: Inputs) -> tuple[Gap, ...]:
    """The gaps of a body today, in order."""
    standard, inventory = inputs.standard, inputs.inventory
    found = derive(
        inventory,
        inputs.as_of,
        days=answer_days(standard.assumptions),
        closed=partial(is_closed, standard.calendar),
        required=required_of(standard, inventory, inputs.as_of),
        characters=standard.characters,
    )
    return as_asked(settled(found, inputs.missing), inputs.renamed, inputs.events)


def settled(gaps: Iterable[Gap], missing: Sequence[Missing]) -> tuple[Gap, ...]:
    """Gaps without those that a new name alone would ask anew: until somebody tells whether a record was renamed, its
    questions stay with the party they were put to, and the records that may be it are not asked about.
    """
    unstated = [one for one in missing if one.fate is Fate.UNSTATED]
    held = {id_ for one in unstated if one.section == "systems" for id_ in one.candidates}
    parties = {gap: one.id for one in unstated if one.section != "systems" for gap in one.gaps}
    return tuple(
        replace(gap, asked=Subject(gap.asked.kind, parties[gap.id])) if gap.id in parties else gap
        for gap in gaps
        if gap.system not in held
    )


def as_asked(gaps: Sequence[Gap], renamed: Sequence[tuple[str, str]], events: Iterable[GapEvent]) -> tuple[Gap, ...]:
    """Gaps in the wording in which they were asked, where only the name of a record in it is another today: a new name
    asks nothing anew. `renamed`: names of today and of before.
    """
    if not renamed:
        return tuple(gaps)
    last = {event.gap: event.revision for event in events if event.kind in _WORDED and event.revision}
    return tuple(_as_asked(gap, renamed, last.get(gap.id, gap.revision)) for gap in gaps)


def _as_asked(gap: Gap, renamed: Sequence[tuple[str, str]], asked: str) -> Gap:
    if gap.revision == asked:
        return gap
    variants = [{now: old} for now, old in renamed] + [dict(renamed)]
    older = (_worded(gap, names) for names in variants)
    return next((one for one in older if one.revision == asked), gap)


def _worded(gap: Gap, names: Mapping[str, str]) -> Gap:
    def in_text(stated: Text) -> Text:
        return Text(stated.key, tuple((name, in_param(value)) for name, value in stated.params))

    def in_param(value: Param) -> Param:
        if isinstance(value, Text):
            return in_text(value)
        if isinstance(value, tuple):
            return tuple(in_param(item) for item in value)
        if isinstance(value, str):
            for now, old in names.items():
                value = value.replace(now, old)
        return value

    expected = in_text(gap.expected) if gap.expected is not None else None
    return replace(
        gap,
        title=in_text(gap.title),
        current=in_text(gap.current),
        request=in_text(gap.request),
        expected=expected,
    )


def resting(missing: Iterable[Missing]) -> frozenset[str]:
    """IDs of questions about missing records that nobody said are gone."""
    return frozenset(gap for one in missing if one.rests and one.section == "systems" for gap in one.gaps)
