"""What several bodies use together besides a vendor (共に使うもの): joint bodies, rooms, hubs, contracts, packages.

Two bodies mean the same thing where the name is the same and so is who runs it: the joint body, else the vendor. A name
alone (庁舎サーバ室) proves nothing and is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.model.contract import ContractKind
from readiness.model.inventory import Inventory
from readiness.model.system import System
from readiness.model.unknown import known
from readiness.portfolio.row import planned_cutovers
from readiness.portfolio.weeks import ClosedSpan, ClosedWeek, Weeks, common
from readiness.portfolio.work import KeyRing, compared, vendor_aliases, vendor_keys
from readiness.situation.situation import Situations

_BINDING = ("operating_body", "contract", "data_centre")  # what stands on them moves for all bodies at once
_LOOSE = ("platform", "package")  # what is on them need not move together
KINDS = ("operating_body", "contract", "data_centre", "platform", "hub", "package")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What makes systems of several bodies move as one: the thing, who runs it, and the area they serve on it.

    `name` is compared, `label` as one body writes it.
    """

    kind: str
    name: str
    runner: str
    area: str
    label: str = field(default="", compare=False)


def bonds(inventory: Inventory) -> Mapping[str, tuple[Bond, ...]]:
    """System → its bonds: to what a joint body runs, its server rooms, and joint contracts."""
    runs = _Runs(inventory)
    found: dict[str, list[Bond]] = {}
    for (kind, name), systems in sorted(_things(inventory).items()):
        for system in systems if kind in _BINDING else ():
            runners = runs.of(kind, [system])[0]
            joint = [runner for runner in runners if kind == "contract" or runner in runs.operator.values()]
            for area in system.areas or (compared(system.label),):
                found.setdefault(system.id, []).extend(
                    Bond(kind=kind, name=compared(name), runner=runner, area=area, label=name) for runner in joint
                )
    return {system: tuple(own) for system, own in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedUse:
    """One body's use of one thing. `runners`: who runs it as far as this body says (joint bodies, vendors), as keys.

    `areas` are those of the systems on it, `moving` how many of them still move, `days` when they mean to.
    """

    kind: str
    name: str
    body: str
    runners: tuple[str, ...]
    talk_to: tuple[str, ...]
    areas: tuple[str, ...]
    systems: int
    moving: int
    days: tuple[date, ...] = ()
    undated: int = 0
    closed: tuple[ClosedWeek, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedThing:
    """A thing of several bodies: one move, one conversation. `sure` is False where only the names are alike.

    `closed`: weeks in which nothing on it can move in any of them.
    `one_day`: whether all that moves on it is meant to move on one date; None where a date is missing.
    """

    kind: str
    name: str
    bodies: tuple[str, ...]
    talk_to: tuple[str, ...]
    areas: tuple[str, ...]
    systems: int
    moving: int
    days: tuple[date, ...]
    undated: int
    sure: bool
    closed: tuple[ClosedSpan, ...] = ()

    @property
    def one_day(self) -> bool | None:
        """Whether every system on it is meant to move on the same date."""
        if not self.moving or (self.undated and len(self.days) < 2):
            return None
        return len(self.days) == 1


def shared_uses(stands: Situations, weeks: Weeks) -> Iterator[SharedUse]:
    """What one body uses that others may use too, by kind and name."""
    inventory = stands.inventory
    dates = planned_cutovers(stands)
    runs = _Runs(inventory)
    for (kind, name), systems in sorted(_things(inventory).items()):
        pending = [system for system in systems if stands[system.id].moving]
        days = {dates[system.id] for system in pending if system.id in dates}
        runners, talk_to = runs.of(kind, systems)
        yield SharedUse(
            kind=kind,
            name=name,
            body=inventory.body.id,
            runners=runners,
            talk_to=talk_to,
            areas=tuple(sorted({area for system in systems for area in system.areas})),
            systems=len(systems),
            moving=len(pending),
            days=tuple(sorted(days)),
            undated=sum(system.id not in dates for system in pending),
            closed=() if kind in _LOOSE else weeks.closed(pending),
        )


def _things(inventory: Inventory) -> Mapping[tuple[str, str], list[System]]:
    found: dict[tuple[str, str], list[System]] = {}

    def add(kind: str, name: object, systems: Iterable[System]) -> None:
        if isinstance(name, str) and name.strip():
            listed = found.setdefault((kind, name.strip()), [])
            listed += [system for system in systems if system not in listed]

    operators = {body.id: body.label for body in inventory.operating_bodies}
    packages = inventory.package_by_id
    for system in inventory.systems:
        add("operating_body", operators.get(system.operating_body or ""), [system])
        add("data_centre", system.data_centre, [system])
        add("platform", system.platform, [system])
        if isinstance(system.package, str) and system.package in packages:
            package = packages[system.package]
            version = package.version if known(package.version) else ""
            add("package", f"{package.label} {version}".strip(), [system])
    by_id = inventory.system_by_id
    for interface in inventory.interfaces:
        hub = by_id.get(interface.hub) if interface.hub else None
        if hub is not None:
            add("hub", hub.label, [hub, *(by_id[end] for end in (interface.from_, interface.to) if end in by_id)])
    for contract in inventory.contracts:
        if contract.kind is ContractKind.JOINT_USE:
            label = contract.number if known(contract.number) else contract.label
            add("contract", label, [by_id[id_] for id_ in contract.systems if id_ in by_id])
    return found


class _Runs:
    """Who runs what in one body, under keys that mean the same everywhere."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        keys, aliases = vendor_keys(inventory), vendor_aliases(inventory)
        self.vendor = {vendor.id: aliases.get(keys[vendor.id], keys[vendor.id]) for vendor in inventory.vendors}
        self.operator = {body.id: f"ob:{compared(body.label)}" for body in inventory.operating_bodies}

    def of(self, kind: str, systems: Iterable[System]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(keys, names): joint bodies first; vendors only where none runs it. A platform has no vendor of its own, and
        hubs of one name and vendor may be one product in two places.
        """
        operators = [system.operating_body for system in systems if system.operating_body in self.operator]
        if kind != "package" and (operators or kind in ("operating_body", "platform")):  # a package is its maker's
            named = {body.id: body.label for body in self.inventory.operating_bodies}
            found = dict.fromkeys(operator for operator in operators if operator is not None)
            return tuple(self.operator[one] for one in found), tuple(named[one] for one in found)
        vendors = dict.fromkeys(v for s in systems if isinstance(v := s.vendor, str) and v in self.vendor)
        labels = self.inventory.vendor_by_id
        keys = () if kind == "hub" else tuple(self.vendor[one] for one in vendors)
        return keys, tuple(labels[one].label for one in vendors)


def shared_things(uses: Iterable[SharedUse], ring: KeyRing) -> tuple[SharedThing, ...]:
    """Things that more than one body uses, those of most bodies first within their kind."""
    groups: dict[tuple[str, str], list[SharedUse]] = {}
    for use in uses:
        groups.setdefault((use.kind, compared(use.name).casefold()), []).append(use)
    found = []
    for (kind, _), same in groups.items():
        for cluster, sure in _clusters(same, ring):
            if len({use.body for use in cluster}) > 1:
                found.append(_thing(kind, cluster, ring, sure=sure))
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), not one.sure, -len(one.bodies), one.name)))


def _clusters(uses: list[SharedUse], ring: KeyRing) -> Iterator[tuple[list[SharedUse], bool]]:
    """Uses joined by a runner they have in common; what is left of one name, together and not sure."""
    by_runner: dict[str, list[SharedUse]] = {}
    for use in uses:
        for runner in {ring.keys.get(key, key) for key in use.runners}:
            by_runner.setdefault(runner, []).append(use)
    taken: set[int] = set()
    for runner in sorted(by_runner, key=lambda one: (-len(by_runner[one]), one)):
        cluster = [use for use in by_runner[runner] if id(use) not in taken]
        if len({use.body for use in cluster}) > 1:
            taken |= {id(use) for use in cluster}
            yield cluster, True
    rest = [use for use in uses if id(use) not in taken]
    if rest and rest[0].kind not in _LOOSE:  # the name of a product is no thing of two bodies
        yield rest, False


def _thing(kind: str, uses: list[SharedUse], ring: KeyRing, *, sure: bool) -> SharedThing:
    parties: dict[str, set[str]] = {}
    for use in uses:
        for key, name in zip(use.runners or use.talk_to, use.talk_to, strict=True):
            parties.setdefault(ring.keys.get(key, key), set()).add(name)
    return SharedThing(
        kind=kind,
        name=min(use.name for use in uses),
        bodies=tuple(dict.fromkeys(use.body for use in uses)),
        talk_to=tuple(sorted(min(names, key=lambda name: (-len(name), name)) for names in parties.values())),
        areas=tuple(sorted({area for use in uses for area in use.areas})),
        systems=sum(use.systems for use in uses),
        moving=sum(use.moving for use in uses),
        days=tuple(sorted({day for use in uses for day in use.days})),
        undated=sum(use.undated for use in uses),
        sure=sure,
        closed=common([use.closed for use in uses if use.moving]),
    )
