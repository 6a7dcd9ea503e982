"""What has been read so far: records by section, found by what a ledger calls them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from readiness.exchange.ledger.read import put
from readiness.exchange.ledger.rows import Placed
from readiness.exchange.mapping.known import Known, Names, unnumbered
from readiness.exchange.mapping.spec import ALIASES, leaf_for
from readiness.model.gap import base32
from readiness.model.ref import Ref

_UNFIT = '<>:"/\\|?*'


class Records:
    """Records by section and ID, in the order they were met; looked up by name, also among those `known` already."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.by_section: dict[str, dict[str, Placed]] = {
            section: {} for section in (*ALIASES.values(), "external_systems")
        }
        self.systems = Names()
        self.vendors = Names()
        for key, name in known.systems():
            self.systems.add(key, name)
        self._touched: set[str] = set()  # contracts that a row may have changed since they were counted
        self._about: dict[str, frozenset[str]] = {}  # contract → its systems as long as it has no number
        self._unnumbered: defaultdict[frozenset[str], set[str]] = defaultdict(set)

    def __getitem__(self, section: str) -> dict[str, Placed]:
        return self.by_section[section]

    def system(self, key: str, data: dict[str, Any], ref: Ref) -> None:
        """A system that a row has told of; a later row adds to the same `data`."""
        self["systems"].setdefault(key, (data, ref))
        self.systems.add(key, str(data.get("name", "")))

    def system_named(self, name: str) -> str | None:
        """The system of that name or ID, or the only one whose name contains it or is contained in it."""
        return self.systems.exact(name) or self.systems.near(name)

    def contract(self, key: str, ref: Ref) -> dict[str, Any]:
        """The record of a contract, made where it is new, for a row to be put into it."""
        self._touched.add(key)
        record: dict[str, Any] = self["contracts"].setdefault(key, ({"id": key}, ref))[0]
        return record

    def unnumbered_contract(self, systems: Sequence[str]) -> str | None:
        """The only contract without a number about exactly these systems, here or known already."""
        while self._touched:
            key = self._touched.pop()
            self._unnumbered[self._about.get(key, frozenset())].discard(key)
            self._about[key] = unnumbered(self["contracts"][key][0])
            self._unnumbered[self._about[key]].add(key)
        here = self._unnumbered[frozenset(systems)] if systems else ()
        return next(iter(here)) if len(here) == 1 else self.known.unnumbered(systems)

    def external(self, name: str, ref: Ref) -> str:
        """The system outside of that name, made where there is none."""
        key = self.known.named("external_systems", name) or f"X-{base32(name, 5)}"
        self["external_systems"].setdefault(key, ({"id": key, "name": name}, ref))
        return key

    def link(self, from_: str, to: str, values: dict[str, Any], ref: Ref) -> None:
        """One interface; two rows about the same are one."""
        data: dict[str, Any] = {}
        fill(data, "interface", values)
        same = self.known.link(from_, to, data.get("data"))
        key = str(data.get("id") or same or f"L-{base32('|'.join((from_, to, str(data.get('data', '')))), 5)}")
        record = {**data, "id": key, "from": from_, "to": to}
        self["interfaces"].setdefault(key, (record, ref))


def fill(data: dict[str, Any], alias: str, values: Mapping[str, Any]) -> None:
    """Put what a row says of one record (`system.name`, `contract.end` …) where it belongs in it."""
    for target, value in values.items():
        leaf = leaf_for(target) if target.startswith(f"{alias}.") else None
        if leaf is not None and not (alias == "system" and leaf.path == ("areas",)):
            put(data, leaf, value)


def clean(name: str) -> str:
    """A name as an ID that can also be the name of a file."""
    return "".join("_" if char in _UNFIT or ord(char) < 32 else char for char in name.strip())
