"""What grants bring at most, what later years are bound to, and what is short in the year that runs (財源・執行)."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import ItemSum
from readiness.model.budgeting import BudgetItem, DebtBurden, Grant
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known


def eligible(grant: Grant | None, yen: int) -> tuple[int, int] | None:
    """(what the grant brings at most, what its cap leaves) in yen for an expense; None where rate or cap is unknown."""
    if grant is None or not known(grant.rate) or not known(grant.cap):
        return None
    wanted = int(yen * grant.rate / 100)
    return min(wanted, grant.cap), max(0, wanted - grant.cap)


def brought(one: ItemSum, grant: Grant | None) -> tuple[int, int] | None:
    """The same for what is asked for a budget item; None also while a price of it is missing."""
    return eligible(grant, one.asked.thousand * 1000) if one.asked.lines and not one.asked.missing else None


def together(amounts: Sequence[object]) -> Maybe[int] | None:
    """Their sum in yen; unknown where one of them is, None where none applies."""
    stated = [amount for amount in amounts if amount is not None]
    if any(isinstance(amount, Unknown) for amount in stated):
        return UNKNOWN
    return sum(amount for amount in stated if isinstance(amount, int)) if stated else None


def burden_general(analysed: AnalysedFor, burden: DebtBurden) -> Maybe[int]:
    """一般財源 of a limit in thousands: what the earmarked funds leave."""
    funding = burden.funding
    parts = (funding.national, funding.prefectural, funding.bond, funding.other) if funding else ()
    if funding is None or isinstance(burden.limit, Unknown) or any(isinstance(part, Unknown) for part in parts):
        return UNKNOWN
    return analysed.thousand(burden.limit) - sum(analysed.thousand(part) for part in parts if isinstance(part, int))


def short(analysed: AnalysedFor, item: BudgetItem) -> Maybe[int]:
    """不足 in thousands: the forecast of the year less the budget in force, as both are printed; at least 0."""
    if not isinstance(item.current, int) or not isinstance(item.forecast, int):
        return UNKNOWN
    return max(0, analysed.thousand(item.forecast) - analysed.thousand(item.current))
