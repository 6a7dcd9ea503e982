"""What one body asks of each vendor, under keys that mean the same in every inventory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from readiness.model.inventory import Inventory
from readiness.model.record import Maybe, VendorId
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Lineage, Vendor, VendorGroup
from readiness.portfolio.row import planned_cutovers
from readiness.portfolio.weeks import ClosedWeek, Weeks
from readiness.situation.situation import Situations

# 株式会社甲, 甲(株) and (株)甲 are one name. NFKC turns ㈱ into (株).
_LEGAL_FORM = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|\((?:株|有|同|資|名|一社|一財)\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorWork:
    """What one body asks of one vendor. `key` is the 法人番号, else `alias`, the name as compared.

    `cutovers` are the dates on which systems of this vendor are meant to move; `pending` the systems that have not
    moved, `undated` those of them without a date. `lineages` and `group` are names. `closed`: weeks in which none of
    the pending ones can move.
    """

    key: str
    alias: str
    name: str
    body: str
    systems: int
    pending: int = 0
    cutovers: tuple[date, ...] = ()
    undated: int = 0
    capacity: Maybe[int] = UNKNOWN
    withdrawal_notice: date | None = None
    service_end: date | None = None
    contact: str | None = None
    group: str | None = None
    lineages: tuple[str, ...] = ()
    closed: tuple[ClosedWeek, ...] = ()


def vendor_works(stands: Situations, weeks: Weeks) -> Iterator[VendorWork]:
    """The work for each vendor of the inventory, merged vendors under their successor."""
    inventory, cutovers = stands.inventory, planned_cutovers(stands)
    by_vendor: dict[VendorId, list[System]] = {}
    for system in inventory.systems:
        if known(system.vendor) and system.vendor in inventory.vendor_by_id:
            by_vendor.setdefault(inventory.successor_of(system.vendor), []).append(system)
    for id_, systems in sorted(by_vendor.items()):
        vendor = inventory.vendor_by_id[id_]
        pending = [system for system in systems if stands[system.id].moving]
        yield VendorWork(
            key=vendor_key(vendor),
            alias=compared(vendor.label),
            name=vendor.label,
            body=inventory.body.id,
            systems=len(systems),
            pending=len(pending),
            cutovers=tuple(sorted({cutovers[system.id] for system in pending if system.id in cutovers})),
            undated=sum(system.id not in cutovers for system in pending),
            capacity=vendor.cutovers_per_date,
            withdrawal_notice=vendor.withdrawal_notice,
            service_end=vendor.service_end if isinstance(vendor.service_end, date) else None,
            contact=vendor.contact_person,
            group=_label(inventory.vendor_groups, vendor.group),
            lineages=_lineages(inventory, systems),
            closed=weeks.closed(pending),
        )


def vendor_key(vendor: Vendor) -> str:
    """One vendor in many inventories: by 法人番号, else by its compared name."""
    return vendor.corporate_number if known(vendor.corporate_number) else compared(vendor.label)


def compared(name: str) -> str:
    """A name without widths, blanks and legal form (法人格), as far as something is left."""
    plain = "".join(normalize("NFKC", name).split())
    return _LEGAL_FORM.sub("", plain) or plain


def vendor_keys(inventory: Inventory) -> dict[str, str]:
    """Ids of vendors and groups in one body → keys that mean the same everywhere (法人番号, else the name)."""
    found = {vendor.id: vendor_key(vendor) for vendor in inventory.vendors}
    return found | {group.id: compared(group.label) for group in inventory.vendor_groups}


def vendor_aliases(inventory: Inventory) -> dict[str, str]:
    """Compared names and 法人番号 → the key of the vendor, that of its group where it has one."""
    keys = vendor_keys(inventory)
    found = {compared(group.label): keys[group.id] for group in inventory.vendor_groups}
    for vendor in inventory.vendors:
        own = keys.get(vendor.group, keys[vendor.id]) if isinstance(vendor.group, str) else keys[vendor.id]
        found.setdefault(compared(vendor.label), own)
        found.setdefault(keys[vendor.id], own)
    return found


def vendor_areas(inventory: Inventory) -> dict[str, frozenset[str]]:
    """Keys of vendors, of their groups where they have one → the areas they serve in this body."""
    keys = vendor_keys(inventory)
    found: dict[str, set[str]] = {}
    for system in inventory.systems:
        vendor = inventory.vendor_by_id.get(system.vendor) if isinstance(system.vendor, str) else None
        if vendor is not None:
            group = keys.get(vendor.group) if isinstance(vendor.group, str) else None
            found.setdefault(group or keys[vendor.id], set()).update(system.areas)
    return {key: frozenset(areas) for key, areas in found.items()}


def vendor_names(inventory: Inventory) -> dict[str, str]:
    """Keys of vendors and groups → their names."""
    keys = vendor_keys(inventory)
    return {keys[record.id]: record.label for record in (*inventory.vendors, *inventory.vendor_groups)}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """Keys of vendors over many bodies: every alias → the one key of its vendor. `apart`: names of several vendors."""

    keys: Mapping[str, str]
    apart: frozenset[str] = frozenset()


def key_ring(bodies: Iterable[Mapping[str, str]]) -> KeyRing:
    """Join what each body says (alias → its own key of the vendor or its group) into one key per vendor.

    A body without the 法人番号 or the group that another has for the same name means the same vendor; a name that
    belongs to vendors of different numbers is nobody's and stays apart.
    """
    root: dict[str, str] = {}

    def find(key: str) -> str:
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    def join(first: str, second: str) -> None:
        low, high = sorted((find(first), find(second)))
        root[high] = low

    named: dict[str, set[str]] = {}
    for aliases in bodies:
        for alias, key in aliases.items():
            find(key)
            if is_number(alias):
                join(alias, key)
            else:
                named.setdefault(alias, set()).add(key)
    apart = set()
    for name, keys in sorted(named.items()):
        others = {find(key) for key in keys if key != name}
        if len(others) > 1:
            apart.add(name)
        else:
            for key in others:
                join(name, key)
    known_names = set(root) | set(named)
    return KeyRing(keys={key: find(key) for key in known_names if key not in apart}, apart=frozenset(apart))


def is_number(key: str) -> bool:
    """Whether a key is a 法人番号 and no name."""
    return len(key) == 13 and key.isascii() and key.isdigit()


def _lineages(inventory: Inventory, systems: list[System]) -> tuple[str, ...]:
    packages = {package.id: package for package in inventory.packages}
    used = {packages[s.package].lineage for s in systems if known(s.package) and s.package in packages}
    return tuple(sorted({name for id_ in used if (name := _label(inventory.lineages, id_)) is not None}))


def _label(records: tuple[VendorGroup, ...] | tuple[Lineage, ...], id_: Maybe[str]) -> str | None:
    return next((record.label for record in records if record.id == id_), None)
