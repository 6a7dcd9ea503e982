"""Words whose meaning a person told, beside those of specs/vocabulary (教わった語)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from readiness.intake.answers import LEAVE, YES
from readiness.intake.areas import read_areas
from readiness.intake.fields import read_plain
from readiness.intake.fold import fold
from readiness.intake.got import Got
from readiness.intake.values import BOOLEANS, STATED
from readiness.intake.vocabulary import Vocabulary

_AREAS = "system.areas"
_PERIPHERAL = "周辺"


def taught(words: Vocabulary, meanings: Mapping[tuple[str, str], str]) -> Vocabulary:
    """The vocabulary with what the words of a body mean to it. `meanings`: (field, word) → a word of the field's
    list, names of areas, 周辺, or 読まない; a meaning that is none of these leaves the word unknown: it is asked again.
    """
    areas, peripheral, silent = dict(words.areas), set(words.peripheral), set(words.silent)
    lists = {target: dict(table) for target, table in words.words.items()}
    plain = dict(words.taught)
    for (target, word), answer in meanings.items():
        key = fold(word)
        if target == _AREAS:
            read = read_areas(answer, words)
            if answer == LEAVE:
                silent.add(key)
            elif answer in (YES, _PERIPHERAL):
                peripheral.add(key)
            elif read.value and not read.others:
                areas[key] = tuple(read.value)
        elif target in BOOLEANS and answer in STATED:
            lists[target][key] = STATED[answer]
        elif target in lists:
            value = "?" if answer == LEAVE else _listed(lists[target], answer)
            if value is not None:
                lists[target][key] = value
        else:
            got = Got(notes=("unsettled",)) if answer == LEAVE else read_plain(target, answer, words)
            if not got.doubt:
                plain[target, key] = got
    return replace(
        words, areas=areas, peripheral=frozenset(peripheral), silent=frozenset(silent), words=lists, taught=plain
    )


def _listed(table: Mapping[str, str], answer: str) -> str | None:
    """The value of a closed list that an answer names, by itself or by a word known for it."""
    return answer if answer in table.values() else table.get(fold(answer))
