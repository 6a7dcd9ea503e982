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
from readiness.model.system import Roles, System
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Vendor

# The first step of the national procedure that begins anew with another vendor: preparing the RFI.
_RFI_STEP = 14
_TENDERED_ANEW = frozenset({ExitKind.VENDOR, ExitKind.GROUP, ExitKind.LINEAGE, ExitKind.OPERATING_BODY})


def gone(inputs: Inputs, plan: Plan, kind: ExitKind, party: str, until: date | None = None) -> Inputs | None:
    """The inputs without the party; None where no move of the plan depends on it.

    Moves keep their systems. Whoever was to carry them out is not known any more, so procurement begins again with the
    RFI, and the party's quotes and offered dates are void. `until` is the day the party is gone: everything it holds
    must have left by then. Where only the place goes (platform, data centre, CSP), or another party carries the moves
    out, the day is all that changes.
    """
    inventory = inputs.inventory
    held, meant = _held(inputs, plan, kind, party), _meant(inputs, plan, kind, party)
    anew = frozenset[SystemId]()
    if kind in _TENDERED_ANEW:
        anew = meant | {id_ for id_ in held if _afterwards(inventory, kind, inventory.system_by_id[id_]) is None}
    if not anew and (until is None or not held):
        return None
    changed = inventory
    if until is not None:
        served = {s.id for s in inventory.systems if kind is ExitKind.VENDOR and s.vendor == party and s.id not in anew}
        changed = _due(_served_until(inventory, party, until) if served else inventory, held - served, until)
    if anew:
        moves = [move for move in plan.moves if anew & set(move.systems)]
        changed = _tendered_anew(changed, anew, meant - held, {s: move.id for move in moves for s in move.systems})
    return replace(inputs, inventory=changed)


def depends(inputs: Inputs, plan: Plan, kind: ExitKind, party: str) -> frozenset[SystemId]:
    """Systems still to move that cannot run without the party, or that are to move to it."""
    return _held(inputs, plan, kind, party) | _meant(inputs, plan, kind, party)


def replaced(kind: ExitKind) -> bool:
    """Whether moves a party of this kind was to carry out are tendered anew without it."""
    return kind in _TENDERED_ANEW


def _to_move(plan: Plan) -> frozenset[SystemId]:
    return frozenset(system for move in plan.moves for system in move.systems)


def _held(inputs: Inputs, plan: Plan, kind: ExitKind, party: str) -> frozenset[SystemId]:
    return frozenset(holding(inputs.inventory, kind, party).outright()) & _to_move(plan)


def _meant(inputs: Inputs, plan: Plan, kind: ExitKind, party: str) -> frozenset[SystemId]:
    """Systems still to move that would be the party's after the move."""
    inventory, to_move = inputs.inventory, _to_move(plan)
    stand = (_afterwards(inventory, kind, system) for system in inventory.systems if system.id in to_move)
    then = replace(inventory, systems=tuple(system for system in stand if system is not None))
    return frozenset(holding(then, kind, party).outright())


def _afterwards(inventory: Inventory, kind: ExitKind, system: System) -> System | None:
    """A system as it will stand; None where the record does not say what of this kind it goes to."""
    if system.after is None or kind not in _TENDERED_ANEW or kind is ExitKind.OPERATING_BODY:
        return None
    vendor, package = system.after.vendor, system.after.package
    if not known(vendor) and known(package) and package in inventory.package_by_id:
        vendor = inventory.package_by_id[package].vendor
    if not known(package if kind is ExitKind.LINEAGE else vendor):
        return None
    return replace(system, vendor=vendor, package=package, roles=Roles())


def _served_until(inventory: Inventory, party: str, until: date) -> Inventory:
    """The day as 提供終了日 of a vendor: it ends extensions of its contracts too."""

    def ends(vendor: Vendor) -> Vendor:
        own = vendor.service_end
        return replace(vendor, service_end=min(own, until) if known(own) and own is not None else until)

    return replace(inventory, vendors=tuple(ends(v) if v.id == party else v for v in inventory.vendors))


def _due(inventory: Inventory, systems: frozenset[SystemId], until: date) -> Inventory:
    def by(system: System) -> System:
        if system.id not in systems or (known(system.due_date) and system.due_date <= until):
            return system
        return replace(system, due=UNKNOWN, due_date=until)  # the day is no legal date

    return replace(inventory, systems=tuple(map(by, inventory.systems)))


def _tendered_anew(
    inventory: Inventory, systems: frozenset[SystemId], elsewhere: frozenset[SystemId], move_of: dict[SystemId, MoveId]
) -> Inventory:
    """`elsewhere`: those of them that somebody else runs until they move, and goes on to."""
    sides = [s.after if s.id in elsewhere else s for s in inventory.systems if s.id in systems]
    vendors = {side.vendor for side in sides if side is not None and known(side.vendor)}
    areas = {area for s in inventory.systems if s.id in systems for area in s.areas}
    procurements = {p.id for p in inventory.procurements if systems & set(p.systems)}

    def nobody_yet(system: System) -> System:
        if system.id not in move_of:
            return system
        # Named by hand: what moves together stays together though package and vendor are open again.
        kept = replace(system, move=move_of[system.id])
        if system.id not in systems:
            return kept
        open_again = replace(kept, after=None, planned_date=None, delivery_date=None)
        return open_again if system.id in elsewhere else replace(open_again, vendor=UNKNOWN, package=UNKNOWN)

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
