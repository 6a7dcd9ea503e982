"""The words a row of a question book offers: those that can answer its question (行ごとの選択肢)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from readiness.exchange.answer_places import Places
from readiness.exchange.labels import Labels
from readiness.exchange.ledger.texts import choices
from readiness.exchange.questions import CODES, WORDS, answer_words
from readiness.gaps.matters import Topic, matter_of
from readiness.model.conformance import Answer
from readiness.model.gap import Gap
from readiness.tables.table import Column, Value

# Codes that say something of any question, whether or not it is about a function of the standard.
_OF_ANY = (Answer.UNSUPPORTED, Answer.NOT_APPLICABLE)
_LISTED = {"answer": CODES, "evaluation": CODES, "fact": WORDS, "own_fact": WORDS}


def fitting_codes(gap: Gap, labels: Labels) -> tuple[str, ...]:
    """The answer codes: all of them where a function is asked about, else those that say that there is nothing."""
    if matter_of(gap).topic is Topic.FIT:
        return answer_words(labels)
    return (*(labels.words.get(f"answer.{code.value}") for code in _OF_ANY), labels.words.get("common.unknown"))


def fitting_words(gap: Gap, places: Places, labels: Labels) -> tuple[str, ...]:
    """The words of the field that the answer fills, where that is a closed list or yes and no."""
    found = places.of(gap)
    listed = choices(found[0].fact) if len(found) == 1 else ()
    return tuple(dict.fromkeys((*listed, labels.words.get("common.unknown"))))


def with_lists(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Value]], gaps: Sequence[Gap], places: Places, labels: Labels
) -> tuple[tuple[Column, ...], list[Mapping[str, Value]]]:
    """The columns with a drop-down of their own in each row, which sorting takes along; `gaps`: what each row asks."""
    codes = [fitting_codes(gap, labels) for gap in gaps]
    words = [fitting_words(gap, places, labels) for gap in gaps]
    lists = {CODES: tuple(dict.fromkeys(codes)), WORDS: tuple(dict.fromkeys(words))}
    if not gaps:
        return tuple(columns), list(rows)
    listed = tuple(
        replace(c, choices=(), lists=lists[by], listed_by=by) if c.editable and (by := _LISTED.get(c.key, "")) else c
        for c in columns
    )
    hidden = (Column(key=key, header=key, kind="integer", hidden=True, folded=True, width=8) for key in lists)
    end = next((at for at, column in enumerate(listed) if column.key == "asker"), len(listed))  # the check code is last
    numbered: list[Mapping[str, Value]] = [
        {**row, CODES: lists[CODES].index(own) + 1, WORDS: lists[WORDS].index(said) + 1}
        for row, own, said in zip(rows, codes, words, strict=True)
    ]
    return (*listed[:end], *hidden, *listed[end:]), numbered
