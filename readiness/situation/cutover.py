"""When a system cuts over: the plan at hand, else a pin, else the adopted plan, else the record (切替日)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from readiness.model.decision import AdoptedPlan
from readiness.model.inventory import Inventory
from readiness.model.plan.moves import MoveId
from readiness.model.record import SystemId
from readiness.model.system import System
from readiness.situation.groups import Group, group_named

if TYPE_CHECKING:
    from readiness.model.plan import Plan


class CutOverBasis(Enum):
    """Where a date comes from, the strongest first: a computed plan already keeps to pins."""

    PLANNED = "planned"
    PINNED = "pinned"
    ADOPTED = "adopted"
    RECORDED = "recorded"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class CutOver:
    """A cut-over date; `assumed` = 仮置き; `move` is the move it belongs to, where one is named."""

    date: date
    basis: CutOverBasis
    move: MoveId | None = None
    assumed: bool = False


def decided(inventory: Inventory, groups: Iterable[Group]) -> dict[SystemId, CutOver]:
    """Cut-over by system id as people decided it: pin, else adopted plan, else the system's own planned date."""
    found = {
        system.id: CutOver(system.planned_date, CutOverBasis.RECORDED)
        for system in inventory.systems
        if system.planned_date
    }
    adopted = inventory.decisions.plan
    for move in adopted.moves if adopted else ():
        found |= dict.fromkeys(move.systems, CutOver(move.date, CutOverBasis.ADOPTED, MoveId(move.move)))
    return found | _pinned(inventory, groups)


def _pinned(inventory: Inventory, groups: Iterable[Group]) -> dict[SystemId, CutOver]:
    """A pin names a move or one of its systems, and holds them all."""
    listed = tuple(groups)
    return {
        system: CutOver(pin.date, CutOverBasis.PINNED, group.id)
        for pin in sorted(inventory.decisions.pins, key=lambda pin: pin.date)  # of two for one move, the later
        if (group := group_named(listed, pin.move)) is not None
        for system in group.systems
    }


def pins_by_group(inventory: Inventory, groups: Iterable[Group]) -> dict[MoveId, date]:
    """The body's pins by group id, named by the group or by a system of it."""
    return {found.move: found.date for found in _pinned(inventory, groups).values() if found.move is not None}


def adopted_by_group(
    adopted: AdoptedPlan | None, groups: Iterable[tuple[MoveId, tuple[SystemId, ...]]]
) -> dict[MoveId, date]:
    """The adopted date of each present group (id, systems): by its id, else by the systems it shares with a move."""
    if adopted is None:
        return {}
    by_id = {move.move: move.date for move in adopted.moves}
    by_system = {system: move.date for move in adopted.moves for system in move.systems}
    found: dict[MoveId, date] = {}
    for id_, systems in groups:
        days = [by_system[system] for system in systems if system in by_system]
        if id_ in by_id:
            found[id_] = by_id[id_]
        elif days:
            found[id_] = max(days)
    return found


def latest_proposal(inventory: Inventory, system: System) -> date | None:
    """The day the incumbent proposes for a system; the latest of several, whatever their order."""
    return max((proposal.date for proposal in inventory.proposals if proposal.system == system.id), default=None)


def of_plan(plan: Plan) -> Mapping[SystemId, CutOver]:
    """Cut-over by system id in a computed plan; moves without a date have none."""
    assumed = {placement.move: placement.assumed for placement in plan.placements}
    return {
        system: CutOver(day, CutOverBasis.PLANNED, move.id, assumed[move.id])
        for move in plan.moves
        if (day := plan.date_of.get(move.id)) is not None
        for system in move.systems
    }
