"""What grants bring at most, what later years are bound to, and what is short in the year that runs (財源・執行)."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import ItemSum
from readiness.model.budgeting import BudgetItem, DebtBurden, Grant, GrantState
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known


def eligible(grant: Grant | None, yen: int) -> tuple[int, int] | None:
    """(what the grant brings at most, what it leaves above that) in yen for an expense; None where one cannot tell."""
    most = limit_of(grant)
    if grant is None or not known(grant.rate) or not known(most):
        return None
    wanted = int(yen * grant.rate / 100)
    return min(wanted, most), max(0, wanted - most)


def limit_of(grant: Grant | None) -> Maybe[int]:
    """The most a grant pays: what was decided, else its cap; nothing once it is refused or has lapsed."""
    if grant is None:
        return UNKNOWN
    if grant.gone:
        return 0
    decided = grant.decided_amount
    return decided if decided is not None and known(decided) and grant.state is GrantState.DECIDED else grant.cap


def brought(one: ItemSum, items: Sequence[ItemSum], grant: Grant | None) -> tuple[int, int] | None:
    """The same for what is asked for a budget item; None also while a price of it is missing, or where a cap is too
    low for all items of its grant together: nobody has told how they share it.
    """
    if not one.asked.lines or one.asked.missing or scarce(items, grant):
        return None
    return eligible(grant, one.asked.thousand * 1000)


def scarce(items: Sequence[ItemSum], grant: Grant | None) -> bool:
    """Whether the cap of a grant may be too low for the several items of the year that count on it."""
    most = limit_of(grant)
    if grant is None or not known(grant.rate) or not known(most):
        return False
    mine = [one.asked for one in items if one.item is not None and one.item.grant == grant.id and one.asked.lines]
    wanted = sum(int(asked.thousand * 1000 * grant.rate / 100) for asked in mine)
    return len(mine) > 1 and (wanted > most or any(asked.missing for asked in mine))


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
