"""How two sets of dates differ in yen, and whether what nobody has priced could turn the answer (差と分かれ目)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from readiness.model.money import CostItem, RowItem
from readiness.model.plan import BreakEven, CostRow
from readiness.model.record import ContractId, Maybe
from readiness.model.unknown import UNKNOWN, known

Open = Counter[tuple[RowItem, str]]
"""Unpriced months, or sums, by item and subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YenDifference:
    """There less here. `decided`: no missing price could turn the sign of what is known."""

    yen: Maybe[int]
    decided: bool
    carried: int
    unpriced: int
    break_even: BreakEven | None


def difference(here: Iterable[CostRow], there: Iterable[CostRow]) -> YenDifference:
    """What `there` costs more than `here`; what both lack alike cancels, and a price is taken to be 0 or more."""
    mine, theirs = tuple(here), tuple(there)
    yen = _known(theirs) - _known(mine)
    more, fewer = _open(theirs) - _open(mine), _open(mine) - _open(theirs)
    decided = not (more and (fewer or yen <= 0)) and not (fewer and yen >= 0)
    priced = any(known(row.amount) for row in (*mine, *theirs))
    return YenDifference(
        yen=yen if priced else UNKNOWN,
        decided=decided,
        carried=_carried(theirs) - _carried(mine),
        unpriced=len(more) + len(fewer),
        break_even=None if decided else _break_even(yen, more, fewer),
    )


def _known(rows: tuple[CostRow, ...]) -> int:
    return sum(row.amount for row in rows if known(row.amount))


def _carried(rows: tuple[CostRow, ...]) -> int:
    return sum(row.carried for row in rows if row.carried is not None)


def _open(rows: tuple[CostRow, ...]) -> Open:
    found: Open = Counter()
    for row in rows:
        if not known(row.amount):
            found[row.item, row.subject] += row.months or 1
    return found


def _break_even(yen: int, more: Open, fewer: Open) -> BreakEven | None:
    """Where one contract's extension stands between the two; other missing prices are left aside."""
    both = more + fewer
    extensions = [(subject, months) for (item, subject), months in both.items() if item is CostItem.CONTRACT_EXTENSION]
    if len(extensions) != 1 or not yen:
        return None
    ((subject, months),) = extensions
    alone = len(both) == 1
    return BreakEven(
        contract=ContractId(subject), months=months, yen=abs(yen), yearly=abs(yen) * 12 // months, alone=alone
    )
