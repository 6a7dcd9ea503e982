"""Pure checks on common functions, IDs and characters, for the rules to word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from readiness.model.record import Maybe
from readiness.model.standard.builtin import CommonRule
from readiness.model.standard.standard import Standard
from readiness.model.system import Charset
from readiness.model.unknown import Unknown, known


def levies(rule: CommonRule, areas: Collection[str]) -> tuple[str, ...]:
    """The levies (賦課) among areas, as the rule on integrated collection counts them: the tax areas are one."""
    found = [area for area in rule.areas if area in areas]
    together = [area for area in found if area in rule.one_levy]
    return tuple(area for area in found if area not in rule.one_levy or area == together[0])


def id_problem(standard: Standard, identifier: str) -> str | None:
    """Why a requirement's ID cannot be one: `shape` (no official ID looks so), `unit` (no such 業務ID); else None."""
    kinds = ("function", "data_item", "link", "data_group")
    if not any(standard.common_functions.shape(kind).fits(identifier) for kind in kinds):
        return "shape"
    return None if identifier[:3] in standard.unit_by_id else "unit"


@dataclass(frozen=True, slots=True)
class CharacterCount:
    """外字 of several systems: counts over those that know them, how many of how many do, and how many contradict."""

    total: int
    identified: int
    undecided: int
    known: int
    systems: int
    contradicting: int


def character_count(charsets: Iterable[Charset]) -> CharacterCount:
    """Count 外字. A system is known when its total is; identified and undecided that exceed it contradict it."""
    total = identified = undecided = counted = systems = contradicting = 0
    for charset in charsets:
        systems += 1
        if not known(charset.gaiji_total):
            continue
        counted += 1
        done, rest = _number(charset.gaiji_identified), _number(charset.gaiji_undecided)
        total, identified, undecided = total + charset.gaiji_total, identified + done, undecided + rest
        contradicting += done + rest > charset.gaiji_total
    return CharacterCount(total, identified, undecided, counted, systems, contradicting)


def _number(value: Maybe[int]) -> int:
    return 0 if isinstance(value, Unknown) else value
