"""What if a party is gone: the moves it was to carry out are tendered anew, on the plan as it stands (撤退の想定)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from readiness.analysis.inputs import Inputs
from readiness.lockin.exit.holdings import holding
from readiness.model.contract import Procurement
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitKind
from readiness.model.plan import Plan
from readiness.model.plan.moves import MoveId
from readiness.model.progress import Progress, ProgressScope
from readiness.model.record import SystemId
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, known

# The first step of the national procedure that begins anew with another vendor: preparing the RFI.
_RFI_STEP = 14
_TENDERED_ANEW = frozenset({ExitKind.VENDOR, ExitKind.GROUP, ExitKind.LINEAGE, ExitKind.OPERATING_BODY})


def gone(inputs: Inputs, plan: Plan, kind: ExitKind, party: str, until: date | None = None) -> Inputs | None:
    """The inputs without the party; None where no move of the plan depends on it.

    Moves keep their systems. Whoever was to carry them out is not known any more, so procurement begins again with the
    RFI, and the party's quotes and offered dates are void. `until` is the day the party is gone: everything it holds
    must have left by then. Where only the place goes (platform, data centre, CSP), the day is all that changes.
    """
    systems = depends(inputs, plan, kind, party)
    moves = [move for move in plan.moves if systems & set(move.systems)]
    if not systems or (kind not in _TENDERED_ANEW and until is None):
        return None
    changed = _due(inputs.inventory, systems, until) if until is not None else inputs.inventory
    if kind in _TENDERED_ANEW:
        changed = _tendered_anew(changed, systems, {s: move.id for move in moves for s in move.systems})
    return replace(inputs, inventory=changed)


def depends(inputs: Inputs, plan: Plan, kind: ExitKind, party: str) -> frozenset[SystemId]:
    """Systems still to move that cannot run without the party."""
    held = frozenset(holding(inputs.inventory, kind, party).outright())
    return held & {system for move in plan.moves for system in move.systems}


def _due(inventory: Inventory, systems: frozenset[SystemId], until: date) -> Inventory:
    def by(system: System) -> System:
        if system.id not in systems or (known(system.due_date) and system.due_date <= until):
            return system
        return replace(system, due=UNKNOWN, due_date=until)  # the day is no legal date

    return replace(inventory, systems=tuple(map(by, inventory.systems)))


def _tendered_anew(inventory: Inventory, systems: frozenset[SystemId], move_of: dict[SystemId, MoveId]) -> Inventory:
    vendors = {s.vendor for s in inventory.systems if s.id in systems and known(s.vendor)}
    areas = {area for s in inventory.systems if s.id in systems for area in s.areas}
    procurements = {p.id for p in inventory.procurements if systems & set(p.systems)}

    def nobody_yet(system: System) -> System:
        if system.id not in move_of:
            return system
        # Named by hand: what moves together stays together though package and vendor are open again.
        kept = replace(system, move=move_of[system.id])
        if system.id not in systems:
            return kept
        return replace(kept, vendor=UNKNOWN, package=UNKNOWN, planned_date=None, delivery_date=None)

    def reopened(progress: Progress) -> Progress:
        about = {
            ProgressScope.SYSTEM: systems,
            ProgressScope.AREA: areas,
            ProgressScope.PROCUREMENT: procurements,
        }.get(progress.scope, frozenset())
        if progress.target not in about:
            return progress
        return replace(progress, rate=None, steps=tuple(step for step in progress.steps if step[0] < _RFI_STEP))

    held_moves = {move_of[s] for s in systems}
    return replace(
        inventory,
        systems=tuple(map(nobody_yet, inventory.systems)),
        progress=tuple(map(reopened, inventory.progress)),
        procurements=tuple(new for p in inventory.procurements for new in _split(p, systems)),
        quotes=tuple(q for q in inventory.quotes if q.vendor not in vendors or not known(q.vendor)),
        proposals=tuple(p for p in inventory.proposals if p.system not in systems),
        decisions=replace(
            inventory.decisions,
            pins=tuple(pin for pin in inventory.decisions.pins if not {pin.move} & (held_moves | systems)),
        ),
    )


def _split(procurement: Procurement, systems: frozenset[SystemId]) -> tuple[Procurement, ...]:
    """The part that goes on as planned, and the part that begins anew without any date of its own."""
    rest = tuple(s for s in procurement.systems if s not in systems)
    gone_part = tuple(s for s in procurement.systems if s in systems)
    if not gone_part:
        return (procurement,)
    again = replace(procurement, systems=gone_part, contract=None, method=UNKNOWN, budget_year=UNKNOWN, milestones=())
    if not rest:
        return (again,)
    return (replace(procurement, systems=rest), replace(again, id=f"{procurement.id}-again"))
