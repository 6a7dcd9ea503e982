"""Pure checks on common functions and IDs, for the rules to word."""

from __future__ import annotations

from collections.abc import Collection

from readiness.model.standard.builtin import CommonRule
from readiness.model.standard.standard import Standard


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
