"""All gates of a plan, and how many of them a set of dates fails (着手期限の一覧)."""

from __future__ import annotations

from datetime import date

from readiness.model.dates import fiscal_year
from readiness.model.plan import Gate, GateKind
from readiness.model.plan.moves import Dates, MoveId
from readiness.money.fees import Fee
from readiness.planning.frame import Frame
from readiness.planning.gates import gates_of


def all_gates(frame: Frame, dates: Dates) -> tuple[Gate, ...]:
    """The gates of every placed move, in order of their latest start."""
    found = [
        gate
        for move in frame.moves
        if (day := dates.get(move.id)) is not None
        for gate in gates_of(
            frame.ready[move.id], frame.premises, frame.as_of, day, years=_over_years(frame, move.id, day)
        )
    ]
    return tuple(sorted(found, key=lambda gate: (gate.start_by, gate.finish_by, gate.move)))


def due_gates(frame: Frame, dates: Dates) -> tuple[Gate, ...]:
    """For every move that misses its due date: the gates as they stand counted back from that date."""
    found: list[Gate] = []
    for move in frame.moves:
        due, day = frame.due[move.id], dates.get(move.id)
        if due is not None and (day is None or day > due):
            found += gates_of(
                frame.ready[move.id], frame.premises, frame.as_of, due, years=_over_years(frame, move.id, due)
            )
    return tuple(sorted(found, key=lambda gate: (gate.start_by, gate.finish_by, gate.move)))


def failed_gates(frame: Frame, dates: Dates) -> int:
    """Gates that had to begin before `as_of` and have not."""
    return sum(gate.late for gate in all_gates(frame, dates))


def _over_years(frame: Frame, move: MoveId, day: date) -> bool:
    """Whether the contract binds more than one fiscal year: its own date says so, or a yearly fee after the move."""
    ready = frame.ready[move]
    contract = ready.contract_date or ready.planned.get(GateKind.CONTRACT)
    fees = any(isinstance(term, Fee) and move in term.moves for term in frame.terms)
    return fees or (contract is not None and fiscal_year(contract) != fiscal_year(day))
