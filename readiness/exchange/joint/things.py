"""Which systems, contracts and centres of many bodies are one thing (共に使うもの), for questions about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from readiness.exchange.labels import Labels
from readiness.exchange.vendor_select import operating_body
from readiness.model.contract import ContractKind
from readiness.model.finding import Subject
from readiness.model.inventory import Inventory
from readiness.model.record import SystemId, VendorId
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.portfolio.joint_shared import joined
from readiness.portfolio.shared import KINDS, bonds
from readiness.portfolio.work import KeyRing, compared, vendor_keys

Key: TypeAlias = tuple[str, str, str, str]  # kind, name, who runs it, what of it
At: TypeAlias = tuple[int, str, str]  # body, kind of record, its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing of several bodies: `keys` under which they know it, `names` and `whats` (areas, else names) in them,
    `bodies` all that share it, whatever they ask.
    """

    keys: tuple[Key, ...]
    name: str
    what: str
    areas: tuple[str, ...]
    bodies: tuple[int, ...]

    @property
    def plain(self) -> str:
        """Its name where no book is written."""
        return f"{self.name} {self.what}".strip()

    def label(self, labels: Labels) -> str:
        """How the book calls it."""
        what = labels.area_list(self.areas) or self.what
        return labels("joint.thing", what=what, name=self.name) if what else self.name


class Things:
    """The things of some bodies, found by the records that stand for them; `notes` says what could not be settled."""

    def __init__(self, inventories: Sequence[Inventory], ring: KeyRing) -> None:
        self._inventories, self._ring = inventories, ring
        self._of: dict[At, Thing] = {}
        keyed: dict[Key, list[At]] = {}
        self._names: dict[Key, set[str]] = {}
        for at, inventory in enumerate(inventories):
            for key, record, name in self._keys(at, inventory):
                keyed.setdefault(key, []).append(record)
                self._names.setdefault(key, set()).add(name)
        several = {key: found for key, found in self._parted(keyed).items() if len({at for at, _, _ in found}) > 1}
        keys_of: dict[At, list[Key]] = {}
        for key, found in several.items():
            for record in found:
                keys_of.setdefault(record, []).append(key)
        for group in joined(set(found) for found in several.values()):
            bodies = Counter(at for at, _, _ in group)
            alone = sorted(record for record in group if bodies[record[0]] == 1)
            if len(alone) > 1:
                keys = tuple(sorted({key for record in group for key in keys_of[record]}, key=_order))
                self._of |= dict.fromkeys(alone, self._thing(keys, alone))
        self.notes = (*self._differing(), *self._named_otherwise(keyed), *self._alike())

    def of(self, at: int, subject: Subject, system: str) -> Thing | None:
        """The thing that a point of a body (its place) is about."""
        if subject.kind in ("contract", "vendor"):
            return self._of.get((at, subject.kind, subject.id))
        return self._of.get((at, "system", system))

    def group(self, at: int, vendor: str) -> str:
        """The key of the group of a vendor (its id in one body), the same in every body."""
        return group_key(self._inventories[at], vendor, self._ring)

    def _keys(self, at: int, inventory: Inventory) -> Iterator[tuple[Key, At, str]]:
        for id_, own in bonds(inventory).items():
            system = self._system(at, id_)
            what = "/".join(sorted(system.areas)) or compared(system.label).casefold()
            for bond in dict.fromkeys(replace(bond, area=what) for bond in own):
                runner = self._ring.keys.get(bond.runner, bond.runner)
                yield (bond.kind, bond.name.casefold(), runner, what), (at, "system", id_), bond.label
        for contract in inventory.contracts:
            if contract.kind is ContractKind.JOINT_USE and known(contract.vendor):
                name = contract.number if known(contract.number) else contract.label
                runner = group_key(inventory, contract.vendor, self._ring)
                yield ("contract", compared(name).casefold(), runner, ""), (at, "contract", contract.id), name
        for vendor in inventory.vendors:
            centre = operating_body(VendorId(vendor.id), inventory)
            if centre is not None:
                name = compared(centre.label)
                yield ("operating_body", name.casefold(), f"ob:{name}", ""), (at, "vendor", vendor.id), centre.label

    def _parted(self, keyed: Mapping[Key, list[At]]) -> dict[Key, list[At]]:
        """Where a body has several systems for one area on a thing, their names say which is which."""
        found: dict[Key, list[At]] = {}
        for key, records in keyed.items():
            if len({at for at, _, _ in records}) == len(records):
                found[key] = records
                continue
            for at, kind, id_ in records:
                name = compared(self._system(at, id_).label).casefold() if kind == "system" else id_
                parted = (*key[:3], f"{key[3]}#{name}")
                self._names[parted] = self._names[key]
                found.setdefault(parted, []).append((at, kind, id_))
        return found

    def _thing(self, keys: tuple[Key, ...], records: Sequence[At]) -> Thing:
        systems = [self._system(at, id_) for at, kind, id_ in records if kind == "system"]
        areas = tuple(sorted({area for system in systems for area in system.areas}))
        return Thing(
            keys=keys,
            name=min(self._names[keys[0]]),
            what="" if areas else min((system.label for system in systems), default=""),
            areas=areas,
            bodies=tuple(sorted({at for at, _, _ in records})),
        )

    def _differing(self) -> Iterator[Text]:
        """Things of which the bodies name different vendors, or packages."""
        of_body: dict[Thing, list[tuple[int, System]]] = {}
        for (at, kind, id_), thing in self._of.items():
            if kind == "system":
                of_body.setdefault(thing, []).append((at, self._system(at, id_)))
        for thing, systems in of_body.items():
            for what, named in (("vendors", self._vendor), ("packages", self._package)):
                said: dict[str, tuple[str, list[str]]] = {}
                for at, system in sorted(systems, key=lambda one: one[0]):
                    key, label = named(at, system)
                    if key:
                        said.setdefault(key, (label, []))[1].append(self._inventories[at].body.label)
                if len(said) > 1:
                    yield text(f"exchange.note.joint.{what}", thing=thing.plain, said=_said(said.values()))

    def _vendor(self, at: int, system: System) -> tuple[str, str]:
        record = self._inventories[at].vendor_by_id.get(system.vendor) if isinstance(system.vendor, str) else None
        return (self.group(at, record.id), record.label) if record is not None else ("", "")

    def _package(self, at: int, system: System) -> tuple[str, str]:
        packages = self._inventories[at].package_by_id
        package = packages.get(system.package) if isinstance(system.package, str) else None
        if package is None:
            return "", ""
        label = f"{package.label} {package.version if known(package.version) else ''}".strip()
        return compared(label).casefold(), label

    def _named_otherwise(self, keyed: Mapping[Key, list[At]]) -> Iterator[Text]:
        """Systems without an area that one joint body runs under several names."""
        found: dict[str, dict[str, tuple[str, list[str]]]] = {}
        for (kind, _, runner, what), records in keyed.items():
            for at, of, id_ in records if kind == "operating_body" else ():
                if of == "system" and not self._system(at, id_).areas:
                    named = found.setdefault(runner, {}).setdefault(what, (self._system(at, id_).label, []))
                    named[1].append(self._inventories[at].body.label)
        for runner, said in found.items():
            alone = [what for what, (_, bodies) in said.items() if len(bodies) == 1]
            if len(said) > 1 and alone and len({body for _, bodies in said.values() for body in bodies}) > 1:
                yield text("exchange.note.joint.named", name=runner.removeprefix("ob:"), said=_said(said.values()))

    def _alike(self) -> Iterator[Text]:
        """Hubs of one name of which nothing says that they are one."""
        found: dict[str, dict[int, str]] = {}
        for at, inventory in enumerate(self._inventories):
            for id_ in sorted({one.hub for one in inventory.interfaces if one.hub} & inventory.system_by_id.keys()):
                if (at, "system", id_) not in self._of:
                    label = self._system(at, id_).label
                    found.setdefault(compared(label).casefold(), {})[at] = label
        for hubs in found.values():
            if len(hubs) > 1:
                bodies = tuple(self._inventories[at].body.label for at in sorted(hubs))
                yield text("exchange.note.joint.alike", name=min(hubs.values()), bodies=bodies)

    def _system(self, at: int, id_: str) -> System:
        return self._inventories[at].system_by_id[SystemId(id_)]


def _said(named: Iterable[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    return tuple(f"{label}: {'、'.join(bodies)}" for label, bodies in named)


def group_key(inventory: Inventory, vendor: str, ring: KeyRing) -> str:
    """The key of the group of a vendor (its id in one body), the same in every body."""
    keys = vendor_keys(inventory)
    record = inventory.vendor_by_id.get(VendorId(vendor))
    group = record.group if record is not None and isinstance(record.group, str) else None
    own = keys.get(group or "", keys.get(vendor, vendor))
    return ring.keys.get(own, own)


def _order(key: Key) -> tuple[int, Key]:
    return KINDS.index(key[0]), key
