"""Which systems cut over together: by hand, by package, shared database, contract, operating body (移行単位).

What somebody says, by hand or of a shared database, is kept; what only suggests it gives way to days that were entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.model.contract import ContractKind
from readiness.model.inventory import Inventory
from readiness.model.plan.moves import MoveId
from readiness.model.record import PackageId, SystemId, VendorId
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import known

_MADE = "m-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Systems that cut over together, in file order; `id` is the id of their move. `because` says why they are one,
    `apart` what would make them one with others, had not somebody entered different days.
    """

    id: MoveId
    systems: tuple[SystemId, ...]
    because: tuple[Text, ...] = ()
    apart: tuple[Text, ...] = ()


def groups_of(inventory: Inventory, movers: tuple[System, ...], as_of: date) -> tuple[Group, ...]:
    """The groups of the systems that still move, in file order of their first system."""
    together = _grouped(inventory, movers, {})
    return _grouped(inventory, movers, _days(inventory, movers, together, as_of))


def _days(
    inventory: Inventory, movers: tuple[System, ...], groups: tuple[Group, ...], as_of: date
) -> dict[SystemId, date]:
    """The day somebody entered for a system, as far as it is still to come: pinned, adopted, else of the record."""
    found = {system.id: system.planned_date for system in movers if system.planned_date is not None}
    adopted = inventory.decisions.plan
    for move in adopted.moves if adopted is not None else ():
        found |= dict.fromkeys(move.systems, move.date)
    for pin in inventory.decisions.pins:
        group = group_named(groups, pin.move)
        found |= dict.fromkeys(group.systems if group is not None else (), pin.date)
    return {system: day for system, day in found.items() if day > as_of}


def _grouped(inventory: Inventory, movers: tuple[System, ...], days: Mapping[SystemId, date]) -> tuple[Group, ...]:
    groups = _Groups(movers, days)
    _join_by_hand(groups, movers)
    _join_by_database(groups, movers)
    _join_by_package(groups, movers, inventory)
    _join_by_contract(groups, inventory)
    _join_by_operating_body(groups, movers, inventory)
    return tuple(
        Group(
            id=_id_of(inventory.system_by_id[members[0]], len(members)),
            systems=tuple(members),
            because=tuple(groups.because[root]),
            apart=tuple(dict.fromkeys(reason for m in members for reason in groups.apart.get(m, ()))),
        )
        for root, members in groups.members().items()
    )


def group_named(groups: Sequence[Group], name: str) -> Group | None:
    """The group a name means: its id, one of its systems, or an id made of one of them (`m-kaigo`).

    The id of an unnamed group is made of its first system in the file; another order of rows leaves decisions valid.
    """
    for group in groups:
        if name == group.id or name in group.systems:
            return group
    member = name.removeprefix(_MADE)
    return next((g for g in groups if name.startswith(_MADE) and member in g.systems), None)


def _id_of(first: System, count: int) -> MoveId:
    return MoveId(first.move or (first.id if count == 1 else f"{_MADE}{first.id}"))


class _Groups:
    """Systems joined step by step, each join with its reason. Moves named by hand are never joined with others.

    `apart`: by system, what would have joined it with systems of another entered day.
    """

    def __init__(self, systems: tuple[System, ...], days: Mapping[SystemId, date]) -> None:
        self._days = days
        self.apart: dict[SystemId, list[Text]] = {}
        self._root = {system.id: system.id for system in systems}
        self._named = {system.id: system.move for system in systems}
        self._rank = {system.id: place for place, system in enumerate(systems)}
        self.because: dict[SystemId, list[Text]] = {system.id: [] for system in systems}

    def root(self, system: SystemId) -> SystemId:
        while self._root[system] != system:
            system = self._root[system]
        return system

    def join(self, members: Iterable[SystemId], reason: Text, *, by_hand: bool = False) -> None:
        """Join the members that belong to the plan. A hand-made move stays as it was named."""
        present = [m for m in members if m in self._root and (by_hand or self._named[m] is None)]
        if len(present) < 2:
            return
        roots = sorted({self.root(m) for m in present}, key=self._rank.__getitem__)
        first = roots[0]
        for other in roots[1:]:
            self._root[other] = first
            inherited = self.because.pop(other)
            mine = {known_reason.key for known_reason in self.because[first]}
            self.because[first].extend(r for r in inherited if r.key not in mine)
        if all(reason.key != known_reason.key for known_reason in self.because[first]):
            self.because[first].append(reason)

    def join_of_one_day(self, members: Iterable[SystemId], reason: Text) -> None:
        """Join those of one entered day, and with the latest of several those without one."""
        together = self.members()
        days = {
            system: {self._days[m] for m in together[self.root(system)] if m in self._days}
            for system in members
            if system in self._root and self._named[system] is None
        }
        every = set().union(*days.values())
        if len(every) < 2:
            self.join(days, reason)
            return
        for day in every:
            self.join([s for s, mine in days.items() if mine == {day} or (not mine and day == max(every))], reason)
        for system in days:
            self.apart.setdefault(system, []).append(reason)

    def members(self) -> dict[SystemId, list[SystemId]]:
        """Members by root, both in file order."""
        found: dict[SystemId, list[SystemId]] = {}
        for system in self._root:
            found.setdefault(self.root(system), []).append(system)
        return found


def _join_by_hand(groups: _Groups, systems: tuple[System, ...]) -> None:
    named: dict[str, list[SystemId]] = {}
    for system in systems:
        if system.move is not None:
            named.setdefault(system.move, []).append(system.id)
        if system.move_with:
            groups.join((system.id, *system.move_with), text("plan.group.move_with", system=system.label), by_hand=True)
    for name, members in named.items():
        groups.join(members, text("plan.group.by_hand", name=name), by_hand=True)


def _join_by_package(groups: _Groups, systems: tuple[System, ...], inventory: Inventory) -> None:
    packages: dict[PackageId, list[SystemId]] = {}
    for system in systems:
        if known(system.package):
            packages.setdefault(system.package, []).append(system.id)
    for package, members in packages.items():
        record = inventory.package_by_id.get(package)
        groups.join_of_one_day(members, text("plan.group.package", package=record.label if record else package))


def _join_by_database(groups: _Groups, systems: tuple[System, ...]) -> None:
    for system in systems:
        if system.shared_database:
            groups.join((system.id, *system.shared_database), text("plan.group.database", system=system.label))


def _join_by_contract(groups: _Groups, inventory: Inventory) -> None:
    """A contract joins the systems of its own vendor; joint use, lines or printing over many systems join nothing."""
    for contract in inventory.contracts:
        if contract.kind is ContractKind.JOINT_USE or not known(contract.vendor):
            continue
        own = [s for s in contract.systems if _vendor_of(inventory, s) == contract.vendor]
        if len(own) == len(contract.systems):
            groups.join_of_one_day(own, text("plan.group.contract", contract=contract.label))


def _join_by_operating_body(groups: _Groups, systems: tuple[System, ...], inventory: Inventory) -> None:
    """Where another body decides, the systems it runs go on its date."""
    for body in inventory.operating_bodies:
        if known(body.decides) and body.decides:
            members = [s.id for s in systems if s.operating_body == body.id]
            groups.join_of_one_day(members, text("plan.group.operating_body", body=body.label))


def _vendor_of(inventory: Inventory, system: SystemId) -> VendorId | None:
    record = inventory.system_by_id.get(system)
    return record.vendor if record is not None and known(record.vendor) else None


def circles(inventory: Inventory, groups: tuple[Group, ...]) -> tuple[tuple[SystemId, ...], ...]:
    """Orders that run in a circle: systems from the first to the last, each before the next, the last before the first.

    Through `move_after` between groups, or inside one: then a system is to move after one it moves with.
    """
    group_of = {system: group.id for group in groups for system in group.systems}
    after: dict[MoveId, dict[MoveId, tuple[SystemId, SystemId]]] = {group.id: {} for group in groups}
    for system in inventory.systems:
        for before in system.move_after:
            if system.id in group_of and before in group_of:
                after[group_of[before]].setdefault(group_of[system.id], (before, system.id))
    found: list[tuple[SystemId, ...]] = []
    named: set[MoveId] = set()
    for group in groups:
        way = _round(after, group.id) if group.id not in named else ()
        named.update(way)
        edges = [after[one][two] for one, two in zip(way, (*way[1:], *way[:1]), strict=True)]
        if edges:
            found.append(tuple(dict.fromkeys(system for edge in edges for system in edge)))
    rank = {system.id: place for place, system in enumerate(inventory.systems)}
    return tuple(sorted((_from_first(circle, rank) for circle in found), key=lambda circle: rank[circle[0]]))


def _round(after: Mapping[MoveId, Mapping[MoveId, object]], start: MoveId) -> tuple[MoveId, ...]:
    """The shortest way from a group back to itself; empty where there is none."""
    ways: dict[MoveId, tuple[MoveId, ...]] = {}
    queue: list[tuple[MoveId, tuple[MoveId, ...]]] = [(start, (start,))]
    for here, way in queue:
        for there in after[here]:
            if there == start:
                return way
            if there not in ways:
                ways[there] = (*way, there)
                queue.append((there, ways[there]))
    return ()


def _from_first(circle: tuple[SystemId, ...], rank: Mapping[SystemId, int]) -> tuple[SystemId, ...]:
    """The circle told from its first system in the file."""
    at = circle.index(min(circle, key=rank.__getitem__))
    return circle[at:] + circle[:at]
