"""Prices → costs of slots, links, retests and shadow moves."""

from __future__ import annotations

from datetime import date
from typing import Literal

from readiness.model.money import FiscalYear, Per
from readiness.model.plan.moves import MoveId
from readiness.money.charges import Charge
from readiness.money.fees import Fee, Unpriced
from readiness.money.rent import Penalty, Rent, Signed
from readiness.money.terms import (
    IfApart,
    OnEachDate,
    OnLast,
    OnLink,
    OnRetest,
    SideBySide,
    Term,
    Unquoted,
    WhileOld,
)
from readiness.planning.assess import yen_points
from readiness.planning.encode_parts import FIRST, LAST, Parts, add_pair
from readiness.planning.frame import Frame
from readiness.planning.possible import Allowed
from readiness.solver.problem import Move, Precedence, Retest, SlotCost

_ANY_YEAR = FiscalYear(0)

PAST = "past"
"""A move that stands for all systems moved already."""


def encode_term(
    frame: Frame, parts: Parts, slot_of: dict[date, int], allowed: Allowed, number: int, term: Term
) -> None:
    """One price. What is the same for all orders weighs nothing; links carry their own prices."""
    match term:
        case OnLink() | OnLast() | SideBySide() | Unquoted() | Signed():
            pass
        case OnEachDate():
            _each_date(frame, parts, number, term)
        case IfApart():
            _apart(frame, parts, slot_of, number, term)
        case OnRetest():
            _retest(frame, parts, slot_of, number, term)
        case WhileOld() | Rent() if len(term.moves) > 1:
            _shadow(frame, parts, slot_of, f"{LAST}{number}", term)
        case Fee() | Unpriced() if len(term.moves) > 1:
            _shadow(frame, parts, slot_of, f"{FIRST}{number}", term)
        case Penalty() if len(term.moves) > 1:
            pass  # see `penalties`
        case _:
            for move in term.moves:
                for day in allowed[move][0]:
                    charges = term.charges({move: day}, frame.paid_until)
                    parts.costs[move][slot_of[day]] += sum(yen_points(frame, charge) for charge in charges)


def _sum_points(frame: Frame, term: OnEachDate | IfApart | OnRetest) -> int:
    """Points of one sum of a term, whenever it falls due."""
    return yen_points(frame, Charge(price=term.price, shares=((_ANY_YEAR, term.price.amount),)))


def _each_date(frame: Frame, parts: Parts, number: int, term: OnEachDate) -> None:
    moves = tuple(m for m in term.moves if m != term.own)
    _per_slot(parts, number, _sum_points(frame, term), term.own, moves, "either")


def _apart(frame: Frame, parts: Parts, slot_of: dict[date, int], number: int, term: IfApart) -> None:
    """A sum due where the first and the last of several moves are not one date."""
    if term.own is None:
        return  # the other side has moved already: due under all dates
    moves = (*term.moves, term.own)
    first, last = (_bare(parts, slot_of, f"{side}{number}", moves) for side in (FIRST, LAST))
    amount = _sum_points(frame, term)
    add_pair(parts, first, last, amount, amount, 0)


def _retest(frame: Frame, parts: Parts, slot_of: dict[date, int], number: int, term: OnRetest) -> None:
    amount = _sum_points(frame, term)
    if term.price.per is Per.CUTOVER:
        _per_slot(parts, number, amount, term.own, term.moves, "moved")
    elif term.own is not None:
        last = _bare(parts, slot_of, f"{LAST}{number}", (*term.moves, term.own))
        add_pair(parts, term.own, last, amount, amount, 0)


def _per_slot(
    parts: Parts, number: int, amount: int, own: str | None, moves: tuple[MoveId, ...], when: Literal["moved", "either"]
) -> None:
    if not amount:
        return
    parts.past = parts.past or own is None
    parts.retests.append(
        Retest(id=f"term:{number}", at=own or PAST, neighbours=moves, amount=amount, when=when, per="slot")
    )


def _shadow(
    frame: Frame, parts: Parts, slot_of: dict[date, int], name: str, term: WhileOld | Rent | Fee | Unpriced
) -> None:
    """A move that stands where the first or last of the term's moves stands.

    The price of the last grows with time and that of the first falls, so that neither strays from its moves.
    """
    costs = {
        slot: sum(yen_points(frame, c) for c in term.charges(dict.fromkeys(term.moves, day), frame.paid_until))
        for day, slot in slot_of.items()
    }
    if any(costs.values()):
        _bare(parts, slot_of, name, term.moves, costs)


def _bare(
    parts: Parts, slot_of: dict[date, int], name: str, moves: tuple[MoveId, ...], costs: dict[int, int] | None = None
) -> str:
    """A shadow before all of some moves (`first:`) or behind all of them (`last:`)."""
    slot_costs = tuple(SlotCost(name="", slot=s, amount=a) for s, a in (costs or {}).items() if a)
    parts.shadows.append(Move(id=name, slots=tuple(slot_of.values()), slot_costs=slot_costs, change_weight=0))
    for move in moves:
        before, after = (name, move) if name.startswith(FIRST) else (move, name)
        parts.precedences.append(Precedence(name=f"{name}:{move}", before=before, after=after))
    return name
