"""What has been read so far: records by section, found by what a ledger calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readiness.exchange.ledger.read import put
from readiness.exchange.ledger.rows import Placed
from readiness.exchange.mapping.known import Known
from readiness.exchange.mapping.spec import ALIASES, leaf_for
from readiness.model.gap import base32
from readiness.model.ref import Ref
from readiness.sources.grid import fold_header

_UNFIT = '<>:"/\\|?*'


class Records:
    """Records by section and ID, in the order they were met; looked up by name, also among those `known` already."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.by_section: dict[str, dict[str, Placed]] = {
            section: {} for section in (*ALIASES.values(), "external_systems")
        }

    def __getitem__(self, section: str) -> dict[str, Placed]:
        return self.by_section[section]

    def system_named(self, name: str, *, exact: bool = False) -> str | None:
        """The system of that name or ID, or the only one whose name contains it or is contained in it."""
        folded = fold_header(name)
        if not folded:
            return None
        near = []
        here = [(key, str(data.get("name", ""))) for key, (data, _) in self["systems"].items()]
        for key, told in dict([*self.known.systems(), *here]).items():
            own = fold_header(told)
            if folded in (own, fold_header(key)):
                return key
            if own and (folded in own or own in folded):
                near.append(key)
        return near[0] if len(near) == 1 and not exact else None

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
