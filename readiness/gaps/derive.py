"""Inventory → gaps. Pure: the same inventory and day give the same gaps, with the same IDs, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from readiness.gaps.claims import claims, unanswered
from readiness.gaps.shortfalls import shortfalls
from readiness.gaps.survey import AnswerDays, Survey, weekend
from readiness.gaps.unknown import unknown_values
from readiness.model.gap import Gap
from readiness.model.inventory import Inventory
from readiness.model.standard.builtin import CharacterStandard

if TYPE_CHECKING:
    from readiness.gaps.required import Required

Check = Callable[[Survey], Iterator[Gap]]

CHECKS: tuple[Check, ...] = (unknown_values, shortfalls, claims, unanswered)


def derive(
    inventory: Inventory,
    as_of: date,
    *,
    days: AnswerDays | None = None,
    closed: Callable[[date], bool] = weekend,
    required: Required | None = None,
    characters: CharacterStandard | None = None,
    checks: Iterable[Check] = CHECKS,
) -> tuple[Gap, ...]:
    """Every gap of the inventory as of a day, most blocking first, then by system, requirement and ID.

    `days` are the days to answer by rank; `closed` tells the days on which offices are closed;
    `required` is what imported editions demand, `characters` tells whose 経過措置
    have no end. Two points with one ID (the same thing written twice) become one.
    """
    survey = Survey(
        inventory=inventory,
        as_of=as_of,
        days=days or AnswerDays(),
        closed=closed,
        required=required,
        characters=characters,
    )
    found: dict[str, Gap] = {}
    for check in checks:
        for gap in check(survey):
            first = found.get(gap.id)
            found[gap.id] = gap if first is None else _merged(first, gap)
    order = {system.id: index for index, system in enumerate(inventory.systems)}
    return tuple(
        sorted(
            found.values(),
            key=lambda gap: (gap.rank.value, order.get(gap.system, -1), gap.requirement, gap.kind.value),
        )
    )


def _merged(first: Gap, second: Gap) -> Gap:
    """The first wording with the graver rank of the two."""
    return first if first.rank.value <= second.rank.value else replace(first, rank=second.rank, due=second.due)
