"""Which systems cut over together: by hand, by package, shared database, contract, operating body (移行単位)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.contract import ContractKind
from readiness.model.inventory import Inventory
from readiness.model.plan import Move
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.ground import Ground
from readiness.planning.state import Side, sides


class _Groups:
    """Systems joined step by step, each join with its reason. Moves named by hand are never joined with others."""

    def __init__(self, systems: tuple[System, ...]) -> None:
        self._root = {system.id: system.id for system in systems}
        self._named = {system.id: system.move for system in systems}
        self._rank = {system.id: place for place, system in enumerate(systems)}
        self.because: dict[str, list[Text]] = {system.id: [] for system in systems}

    def root(self, system: str) -> str:
        while self._root[system] != system:
            system = self._root[system]
        return system

    def join(self, members: Iterable[str], reason: Text, *, by_hand: bool = False) -> None:
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

    def members(self) -> dict[str, list[str]]:
        """Members by root, both in file order."""
        found: dict[str, list[str]] = {}
        for system in self._root:
            found.setdefault(self.root(system), []).append(system)
        return found


def build_moves(inventory: Inventory, ground: Ground, as_of: date) -> tuple[Move, ...]:
    """The moves still to come, in file order of their first system."""
    side = sides(inventory, as_of)
    systems = tuple(s for s in inventory.systems if side[s.id] is Side.TO_MOVE)
    groups = _Groups(systems)
    _join_by_hand(groups, systems)
    _join_by_package(groups, systems, inventory)
    _join_by_database(groups, systems)
    _join_by_contract(groups, inventory)
    _join_by_operating_body(groups, systems, inventory)
    by_id = inventory.system_by_id
    return tuple(
        _move([by_id[m] for m in members], tuple(groups.because[root]), inventory, ground)
        for root, members in groups.members().items()
    )


def _join_by_hand(groups: _Groups, systems: tuple[System, ...]) -> None:
    named: dict[str, list[str]] = {}
    for system in systems:
        if system.move is not None:
            named.setdefault(system.move, []).append(system.id)
        if system.move_with:
            groups.join((system.id, *system.move_with), text("plan.group.move_with", system=system.label), by_hand=True)
    for name, members in named.items():
        groups.join(members, text("plan.group.by_hand", name=name), by_hand=True)


def _join_by_package(groups: _Groups, systems: tuple[System, ...], inventory: Inventory) -> None:
    packages: dict[str, list[str]] = {}
    for system in systems:
        if known(system.package):
            packages.setdefault(system.package, []).append(system.id)
    for package, members in packages.items():
        record = inventory.package_by_id.get(package)
        groups.join(members, text("plan.group.package", package=record.label if record else package))


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
            groups.join(own, text("plan.group.contract", contract=contract.label))


def _join_by_operating_body(groups: _Groups, systems: tuple[System, ...], inventory: Inventory) -> None:
    """Where another body decides, the systems it runs go on its date."""
    for body in inventory.operating_bodies:
        if known(body.decides) and body.decides:
            members = [s.id for s in systems if s.operating_body == body.id]
            groups.join(members, text("plan.group.operating_body", body=body.label))


def _vendor_of(inventory: Inventory, system: str) -> str | None:
    record = inventory.system_by_id.get(system)
    return record.vendor if record is not None and known(record.vendor) else None


def _move(systems: list[System], because: tuple[Text, ...], inventory: Inventory, ground: Ground) -> Move:
    first = systems[0]
    stated = [s.duration_weeks for s in systems if known(s.duration_weeks)]
    guessed = [assumed_weeks(ground, s) for s in systems if not known(s.duration_weeks)]
    return Move(
        id=first.move or (first.id if len(systems) == 1 else f"m-{first.id}"),
        title=_title(systems),
        systems=tuple(s.id for s in systems),
        areas=_unique(area for s in systems for area in s.areas),
        vendor_groups=_unique(group for s in systems if (group := vendor_group(inventory, s)) is not None),
        divisions=_unique(s.owner_division for s in systems if known(s.owner_division)),
        duration_weeks=max(*stated, *guessed, 0),
        duration_assumed=bool(guessed),
        because=because,
    )


def assumed_weeks(ground: Ground, system: System) -> int:
    """Weeks from contract to cut-over where the inventory does not tell them: the longest of its areas."""
    if not system.areas:
        return ground.whole("planning.duration_weeks_local")
    return max(ground.whole("planning.duration_weeks", area) for area in system.areas)


def _title(systems: list[System]) -> Text:
    if len(systems) == 1:
        return text("plan.move.single", name=systems[0].label)
    if len(systems) == 2:
        return text("plan.move.pair", first=systems[0].label, second=systems[1].label)
    return text("plan.move.several", first=systems[0].label, second=systems[1].label, more=len(systems) - 2)


def vendor_group(inventory: Inventory, system: System) -> str | None:
    """The vendor group of a system, or the vendor itself where it belongs to none that is known."""
    if not known(system.vendor):
        return None
    vendor = inventory.vendor_by_id.get(system.vendor)
    return vendor.group if vendor is not None and known(vendor.group) else system.vendor


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
