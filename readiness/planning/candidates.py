"""Which dates a plan may use: candidates, the last day it looks at, and the days that somebody has entered (候補日)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from readiness.model.plan import CutoverDate, Move
from readiness.model.plan.moves import MoveId
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.planning.premises import Premises
from readiness.situation.cutover import adopted_by_group
from readiness.situation.situation import Situations


def horizon_of(stands: Situations, premises: Premises, pinned: Iterable[date] = ()) -> date:
    """The last day the plan looks at: the body's own, else the assumed practical end or a later day that was entered;
    never before a due date or a pin. A year that cannot be meant is no such day.
    """
    inventory, farthest = stands.inventory, premises.whole("rules.farthest_year")
    stated, due = inventory.planning.until, [s.due_date for s in inventory.systems if known(s.due_date)]
    planned = [found.planned for found in stands.values() if found.planned is not None and not known(stated)]
    entered = (day for day in (*planned, *pinned) if day.year <= farthest)
    return max([stated if known(stated) else premises.until, *due, *entered])


def candidate_dates(
    stands: Situations,
    premises: Premises,
    horizon: date,
    more: Iterable[date],
) -> tuple[CutoverDate, ...]:
    """The body's dates, else assumed ones; the dates of pins and of plans under review are there besides.

    The day itself is only that of what was entered for it: nobody is told to cut over today.
    """
    own, as_of = stands.inventory.planning.dates, stands.as_of
    found = {day: CutoverDate(date=day, assumed=False, why=text("plan.date.under_review")) for day in more}
    named, today = {system.id for system in stands.moving}, as_of in found
    for proposal in stands.inventory.proposals:
        if proposal.system in named:
            found[proposal.date] = CutoverDate(date=proposal.date, assumed=False, why=text("plan.date.proposed"))
    for system in stands.moving:
        planned = stands[system.id].planned
        if planned is not None:
            today |= planned == as_of
            why = text("plan.date.planned", system=system.label)
            found[planned] = CutoverDate(date=planned, assumed=False, why=why)
    for day in premises.dates if not own else ():
        found.setdefault(day, CutoverDate(date=day, assumed=True, why=text("plan.date.assumed")))
    for day in own:
        found[day] = CutoverDate(date=day, assumed=False, why=text("plan.date.own"))
    return tuple(found[day] for day in sorted(found) if (as_of < day or (today and day == as_of)) and day <= horizon)


def entered_days(
    stands: Situations, pins: Mapping[MoveId, date], moves: tuple[Move, ...], days: tuple[date, ...]
) -> dict[MoveId, date]:
    """The cut-overs that people have entered, by move: its pin, else the latest day the records of its systems tell.

    A day that an adopted plan has replaced is none any more; the plan itself is judged by all conditions until its day
    is there. One that has passed, or is none of the body's own dates, can be taken by no move and asks nothing of any
    limit.
    """
    today, own = stands.as_of, stands.inventory.planning.dates
    adopted = adopted_by_group(stands.inventory.decisions.plan, ((move.id, move.systems) for move in moves))
    found: dict[MoveId, date] = {}
    for move in moves:
        recorded = max((day for system in move.systems if (day := stands[system].planned) is not None), default=None)
        if recorded is not None and adopted.get(move.id, recorded) == recorded and (not own or recorded in own):
            found[move.id] = recorded
    found |= {move.id: today for move in moves if adopted.get(move.id) == today}
    found |= {move.id: pins[move.id] for move in moves if move.id in pins}
    return {move: day for move, day in found.items() if day in days}
