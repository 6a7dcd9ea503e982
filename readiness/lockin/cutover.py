"""When a system cuts over and when its budget is asked for: from the plan, else the decision, else the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from readiness.model.contract import MilestoneKind
from readiness.model.inventory import Inventory
from readiness.model.unknown import Unknown

if TYPE_CHECKING:
    from readiness.model.plan import Plan


@dataclass(frozen=True, slots=True)
class CutOver:
    """A cut-over date; `assumed` = 仮置き."""

    date: date
    assumed: bool
    move: str | None = None


def cutovers(inventory: Inventory, plan: Plan | None) -> dict[str, CutOver]:
    """Cut-over by system id, for the systems that are still to move."""
    found: dict[str, CutOver] = {
        system.id: CutOver(system.planned_date, assumed=False)
        for system in inventory.systems
        if system.planned_date and system.migrated is not True
    }
    adopted = inventory.decisions.plan
    for move in adopted.moves if adopted else ():
        for system_id in move.systems:
            found[system_id] = CutOver(move.date, assumed=False, move=move.move)
    if plan is None:
        return found
    assumed = {placement.move: placement.assumed for placement in plan.placements}
    for planned in plan.moves:
        day = plan.date_of.get(planned.id)
        if day is None:
            continue
        for system_id in planned.systems:
            found[system_id] = CutOver(day, assumed=assumed[planned.id], move=planned.id)
    return found


def budget_gates(inventory: Inventory, plan: Plan | None) -> Mapping[str, date]:
    """Latest day of the budget request by system id: the procurement's own milestone, else the plan's gate."""
    found: dict[str, date] = {}
    for gate in plan.gates if plan else ():
        if gate.kind.value == "budget" and plan is not None and gate.move in plan.move_by_id:
            for system_id in plan.move_by_id[gate.move].systems:
                found[system_id] = gate.finish_by
    for procurement in inventory.procurements:
        for milestone in procurement.milestones:
            if milestone.kind is MilestoneKind.BUDGET_REQUEST and not isinstance(milestone.date, Unknown):
                found.update(dict.fromkeys(procurement.systems, milestone.date))
    return found
