"""Values of fields as people read them: words instead of codes, 未確認, はい and いいえ."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.messages.catalogue import Catalogue
from readiness.model.conformance import Answer
from readiness.model.diff import Names
from readiness.model.facts import Rank
from readiness.model.fields import ways
from readiness.model.gap import GapState
from readiness.model.record import Word
from readiness.sources.width import clip

_LONGEST = 100  # cells


def field_label(section: str, field: str, words: Catalogue) -> str:
    """Label of a field; of a dotted one what it is inside of, and then the field itself (移行前の事業者)."""
    own = f"diff.field.{section}.{field}"
    if words.has(own):
        return words.get(own)
    outer, _, inner = field.rpartition(".")
    label = _single_label(section, inner, words)
    return words.get("diff.inside", outer=field_label(section, outer, words), inner=label) if outer else label


def _single_label(section: str, field: str, words: Catalogue) -> str:
    record = _record_name(section)
    for key in (f"diff.field.{field}", f"field.{record}.{field}"):
        if words.has(key):
            return words.get(key)
    return field


def change_labels(
    section: str, field: str, old: Any, new: Any, words: Catalogue, names: Names = MappingProxyType({})
) -> tuple[str, str]:
    """A value then and now, each in one line; of 40 steps only those that changed."""
    if field == "steps" and isinstance(old, list) and isinstance(new, list):
        old, new = [step for step in old if step not in new], [step for step in new if step not in old]
    return value_label(section, field, old, words, names), value_label(section, field, new, words, names)


def value_label(section: str, field: str, value: Any, words: Catalogue, names: Names = MappingProxyType({})) -> str:
    """One value in one line; an id by the name of its record and the id."""
    plain: str
    if value is None or value == "unknown":
        plain = words.get("common.none" if value is None else "common.unknown")
    elif isinstance(value, bool):
        plain = words.get("common.yes" if value else "common.no")
    elif field == "steps" and isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], int):
        plain = f"{value[0]} {value_label(section, field, value[1], words, names)}"
    elif isinstance(value, list):
        plain = words.join(value_label(section, field, item, words, names) for item in value)
    elif isinstance(value, Mapping):
        plain = " ".join(value_label(section, name, item, words, names) for name, item in value.items())
    elif isinstance(value, int):
        plain = f"{value:,}"
    else:
        code = _words(section).get(field.rpartition(".")[2], {}) if words.language == "ja" else {}
        plain = clip(code.get(str(value), _named(section, field, str(value), names)), _LONGEST)
    return plain


def _named(section: str, field: str, id_: str, names: Names) -> str:
    homes = _references(section).get(field.rpartition(".")[2], ())
    label = next((names[home][id_] for home in homes if id_ in names.get(home, {})), id_)
    return id_ if label == id_ else f"{label} ({id_})"


def _record_name(section: str) -> str:
    return next((item.record.__name__ for item in SECTIONS if item.key == section), "")


@cache
def _words(section: str) -> Mapping[str, Mapping[str, str]]:
    """Field name → code → word, for the fields of a section that take words, nested parts included."""
    found: dict[str, dict[str, str]] = {}
    for fact in (way[-1] for item in SECTIONS if item.key == section for way in ways(item.record)):
        if fact.kind in ("word", "steps"):
            found[fact.name] = _codes(fact.target)
    if section == "gaps":
        found |= {"state": _codes(GapState), "rank": _codes(Rank), "answer": _codes(Answer)}
    return found


@cache
def _references(section: str) -> Mapping[str, tuple[str, ...]]:
    """Field name → sections its ids are of, nested parts included."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in (way[-1] for item in (*SECTIONS, *DECISIONS) if item.key == section for way in ways(item.record)):
        if fact.refers:
            found[fact.key] = fact.refers
    if section == "gaps":
        found |= {"asked": ("vendors", "divisions"), "system": ("systems",)}
    return found


def _codes(kind: type[Word]) -> dict[str, str]:
    return {str(word.value): word.ja for word in kind}
