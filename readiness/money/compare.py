"""Which running costs are weighed: a new fee only against an old price known for the same months (ADR 0038)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from readiness.model.money import CostItem
from readiness.model.plan.moves import MoveId
from readiness.model.unknown import known
from readiness.money.fees import Fee, Unpriced
from readiness.money.rent import Rent, Signed
from readiness.money.terms import Term, Unquoted


def with_comparison(terms: Iterable[Term], last: date) -> tuple[Term, ...]:
    """The terms with `compared` set on contracts and fees: both sides of a move count, or none.

    A move counts where every contract of its old side tells its amount and has not ended, and for each of its systems a
    fee of the new side is known, or a contract is signed up to the `last` day money is counted to. A contract or a fee
    over several moves counts only where all of them do.
    """
    terms = tuple(terms)
    rents = [term for term in terms if isinstance(term, Rent)]
    fees = [term for term in terms if isinstance(term, Fee) and term.price.running]
    signed = {move for term in terms if isinstance(term, Signed) and term.lasts(last) for move in term.moves}
    counts = (_known_before(rents) & (_known_after(fees) | signed)) - _open_after(terms, last)
    while True:
        counted = [fee for fee in fees if known(fee.price.amount) and counts.issuperset(fee.moves)]
        after = {move for fee in counted for move in fee.moves} | signed
        partly = {move for rent in rents if not counts.issuperset(rent.moves) for move in rent.moves}
        fewer = {move for move in counts if move in after and move not in partly}
        if fewer == counts:
            break
        counts = fewer
    return tuple(
        replace(term, compared=counts.issuperset(term.moves) and _stated(term))
        if isinstance(term, Rent | Fee | Unpriced)
        else term
        for term in terms
    )


def _open_after(terms: Iterable[Term], last: date) -> set[MoveId]:
    """Moves with a system whose fee nobody has quoted."""
    fees = (term for term in terms if isinstance(term, Unquoted) and term.item is CostItem.OPERATION)
    return {term.move for term in fees if not any(signed.lasts(last) for signed in term.signed)}


def _stated(term: Rent | Fee | Unpriced) -> bool:
    if isinstance(term, Unpriced):
        return all(_stated(fee) for fee in term.fees)
    if isinstance(term, Rent):
        return known(term.contract.annual_amount)
    return term.price.running and known(term.price.amount)


def _known_before(rents: list[Rent]) -> set[MoveId]:
    """Moves with a contract, all of whose contracts run and tell their amount."""
    unstated = [rent for rent in rents if rent.ended or not known(rent.contract.annual_amount)]
    return {move for rent in rents for move in rent.moves} - {move for rent in unstated for move in rent.moves}


def _known_after(fees: list[Fee]) -> set[MoveId]:
    """Moves with a fee that is told, and none that is only their own and not told."""
    stated = {move for fee in fees if known(fee.price.amount) for move in fee.moves}
    return stated - {move for fee in fees if not known(fee.price.amount) and len(fee.moves) == 1 for move in fee.moves}
