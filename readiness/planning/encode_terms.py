"""Prices → costs of slots, links, retests and shadow moves."""

from __future__ import annotations

from datetime import date

from readiness.money.terms import IfEarly, OldContract, OnLink, OnRetest, PerDate, Term, WhileOld
from readiness.planning.assess import yen_points
from readiness.planning.encode_parts import Parts, add_pair
from readiness.planning.frame import Frame
from readiness.planning.possible import Allowed
from readiness.solver.problem import Move, Precedence, Retest, SlotCost

PAST = "past"
"""A move that stands for all systems moved already."""


def encode_term(
    frame: Frame, parts: Parts, slot_of: dict[date, int], allowed: Allowed, number: int, term: Term
) -> None:
    """One price. Terms without a known price weigh nothing and are left out."""
    match term:
        case OnLink() if term.source_move is not None and term.target_move is not None:
            amount = _yen(frame, term.amount)
            add_pair(parts, term.source_move, term.target_move, amount, amount, 0)
        case OnRetest() if term.neighbour is not None:
            add_pair(parts, term.neighbour, term.mover, _yen(frame, term.amount), 0, 0)
        case PerDate():
            _per_date(frame, parts, number, term)
        case WhileOld() | OldContract() if len(term.moves) > 1:
            _shadow(frame, parts, slot_of, number, term)
        case IfEarly() if len(term.moves) > 1:
            pass  # see `penalties`
        case _:
            for move in _moves_of(term):
                for day in allowed[move][0]:
                    charges = term.charges({move: day}, frame.horizon)
                    parts.costs[move][slot_of[day]] += sum(yen_points(frame, charge) for charge in charges)


def _moves_of(term: Term) -> tuple[str, ...]:
    match term:
        case WhileOld() | OldContract() | IfEarly():
            return term.moves
        case OnRetest():
            return (term.mover,)
        case OnLink():
            return tuple(m for m in (term.source_move, term.target_move) if m is not None)
        case PerDate():
            return term.moves
        case _:
            return (term.move,)


def _yen(frame: Frame, amount: object) -> int:
    return round(amount * frame.weights.yen) if isinstance(amount, int) else 0


def _per_date(frame: Frame, parts: Parts, number: int, term: PerDate) -> None:
    amount = _yen(frame, term.amount)
    if not amount:
        return
    parts.past = parts.past or term.own is None
    parts.retests.append(
        Retest(
            id=f"term:{number}",
            at=term.own or PAST,
            neighbours=tuple(m for m in term.moves if m != term.own),
            amount=amount,
            when="either",
            per="slot",
        )
    )


def _shadow(frame: Frame, parts: Parts, slot_of: dict[date, int], number: int, term: WhileOld | OldContract) -> None:
    """A move that stands where the last of the term's moves stands: its price grows with time, so it never lags."""
    name = f"last:{number}"
    costs = {
        slot: sum(yen_points(frame, c) for c in term.charges(dict.fromkeys(term.moves, day), frame.horizon))
        for day, slot in slot_of.items()
    }
    if not any(costs.values()):
        return
    parts.shadows.append(
        Move(
            id=name,
            slots=tuple(slot_of.values()),
            slot_costs=tuple(SlotCost(name="", slot=s, amount=a) for s, a in costs.items() if a),
            change_weight=0,
        )
    )
    parts.precedences += [Precedence(name=f"{name}:{m}", before=m, after=name) for m in term.moves]
