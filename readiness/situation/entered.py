"""Whether anything of a move has been entered that a date could rest on (日程の前提)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from readiness.model.inventory import Inventory
from readiness.model.plan.moves import MoveId
from readiness.model.record import SystemId
from readiness.model.system import System
from readiness.model.unknown import known
from readiness.situation.groups import Group, group_named


def entered_of(inventory: Inventory, groups: tuple[Group, ...], given: Collection[str] = ()) -> frozenset[MoveId]:
    """Ids of the moves of which a person has entered a date, a vendor, a contract or a price of any of their systems.

    The body's own candidate dates are dates of every move. A legal date is none: it says until when, not when. `given`
    are systems or moves for which somebody has a date at hand that is not in the inventory (`plan check`).
    """
    if inventory.planning.dates:
        return frozenset(group.id for group in groups)
    stated = frozenset((*_named(inventory), *(s.id for s in inventory.systems if any(_own(s)))))
    found = {group.id for group in groups if stated & {group.id, *group.systems}}
    dated = (*given, *(pin.move for pin in inventory.decisions.pins))
    found |= {group.id for name in dated if (group := group_named(groups, name)) is not None}
    return _with_predecessors(inventory, groups, found)


def _with_predecessors(inventory: Inventory, groups: tuple[Group, ...], entered: set[MoveId]) -> frozenset[MoveId]:
    """What somebody put before a move that has premises is dated by it: it goes no later."""
    group_of = {system: group.id for group in groups for system in group.systems}
    before = {
        group.id: {group_of[b] for s in group.systems for b in inventory.system_by_id[s].move_after if b in group_of}
        for group in groups
    }
    while more := {b for group in entered for b in before[group]} - entered:
        entered |= more
    return frozenset(entered)


def _own(system: System) -> Iterator[bool]:
    """What the record itself tells: who runs it now or then, and dates other than the legal one."""
    yield known(system.vendor) or known(system.package) or system.operating_body is not None
    yield from (side is not None and known(side.vendor) for side in (system.before, system.after))
    yield system.planned_date is not None or system.delivery_date is not None
    yield known(system.live_date) or known(system.platform_eol)


def _named(inventory: Inventory) -> Iterator[SystemId]:
    """Systems and moves named where dates, contracts and prices are kept. An ended contract still tells the vendor."""
    decisions = inventory.decisions
    for move in decisions.plan.moves if decisions.plan is not None else ():
        yield from (SystemId(move.move), *move.systems)  # a move of one system may be named as it is
    yield from (proposal.system for proposal in inventory.proposals)
    yield from (system for contract in inventory.contracts for system in contract.systems)
    yield from (system for procurement in inventory.procurements for system in procurement.systems)
    yield from (quote.system for quote in inventory.quotes if quote.system is not None)
