"""Whether a system is meant to move: told, obliged by the standard, or shown by what is prepared (移行の意向)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.money import CostItem
from readiness.model.record import Maybe, SystemId
from readiness.model.system import STANDARD_ACT, DueKind, System, SystemKind
from readiness.model.unknown import UNKNOWN, known


def intentions(inventory: Inventory) -> dict[SystemId, Maybe[bool]]:
    """By system: it is to move, it stays, or nobody has decided (未確認).

    Systems under the standard must move unless the body says otherwise. A 周辺 or 独自施策 system is kept by default in
    practice, so silence about it is a question, not a move; a date, a partner, a procurement or a quote is an answer.
    """
    prepared = frozenset(_prepared(inventory))
    return {system.id: _intention(system, prepared=system.id in prepared) for system in inventory.systems}


def _intention(system: System, *, prepared: bool) -> Maybe[bool]:
    if system.due is DueKind.NOT_APPLICABLE:
        return False
    if system.moves is not None:
        return system.moves
    if system.kind in (SystemKind.STANDARD, SystemKind.COMMON) or prepared or _shown(system):
        return True
    return UNKNOWN


def _shown(system: System) -> bool:
    """Whether the record itself speaks of a move to come or done."""
    dates = (system.planned_date, system.delivery_date)
    partners = (system.move, *system.move_after, *system.move_with, *system.shared_database)
    stated = (system.migrated is True, known(system.duration_weeks), known(system.due_date), _live(system))
    return any(stated) or any(day is not None for day in dates) or any(partners)


def went_live(system: System, as_of: date) -> Maybe[date]:
    """The day it went live as the new system.

    UNKNOWN also where `live_date` must be that of the system before: it lies ahead of the act, or somebody says that
    the system has not moved and a cut-over is still to come on `as_of`. Where nobody says so, the day to come may be
    that of a later renewal: a question.
    """
    to_come = system.migrated is False and system.planned_date is not None and system.planned_date > as_of
    return UNKNOWN if to_come or not _live(system) else system.live_date


def _live(system: System) -> bool:
    return known(system.live_date) and system.live_date >= STANDARD_ACT


def _prepared(inventory: Inventory) -> Iterable[SystemId]:
    """Systems for which somebody asks, offers, decides or buys a move, or whose package is about to be left."""
    left = {s.package for s in inventory.systems if s.kind is SystemKind.STANDARD and s.migrated is not True}
    yield from (s.id for s in inventory.systems if known(s.package) and s.package in left)
    for procurement in inventory.procurements:
        yield from procurement.systems
    yield from (proposal.system for proposal in inventory.proposals)
    yield from (q.system for q in inventory.quotes if q.item is CostItem.MIGRATION and q.system is not None)
    if inventory.decisions.plan is not None:
        for move in inventory.decisions.plan.moves:
            yield from (SystemId(move.move), *move.systems)  # a move of one system may be named as it is
    yield from (SystemId(pin.move) for pin in inventory.decisions.pins)
