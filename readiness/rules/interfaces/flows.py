"""Flows of the standard that an inventory holds no interface for."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.inventory import Inventory
from readiness.model.standard.link import StandardLink


def missing_flows(inventory: Inventory, links: Iterable[StandardLink]) -> tuple[StandardLink, ...]:
    """Firm flows between areas that run on different systems, none of which is joined to one of the other side.

    An area a body has no system for is not looked at; neither are areas on one system or on one shared database.
    """
    of_area: dict[str, set[str]] = {}
    for system in inventory.systems:
        for area in system.areas:
            of_area.setdefault(area, set()).add(system.id)
    joined = _joined(inventory)
    return tuple(
        link
        for link in links
        if link.confidence.firm
        and link.from_ in of_area
        and link.to in of_area
        and not of_area[link.from_] & of_area[link.to]
        and not any((first, second) in joined for first in of_area[link.from_] for second in of_area[link.to])
    )


def _joined(inventory: Inventory) -> set[tuple[str, str]]:
    """Pairs of systems with data going from the first to the second, directly, through one hub or in one database."""
    found = {(interface.from_, interface.to) for interface in inventory.interfaces}
    for system in inventory.systems:
        found |= {(system.id, other) for other in system.shared_database}
        found |= {(other, system.id) for other in system.shared_database}
    sends: dict[str, set[str]] = {}
    for first, second in found:
        sends.setdefault(first, set()).add(second)
    hubs = {interface.hub for interface in inventory.interfaces if interface.hub}
    through = {(first, third) for first, hub in found if hub in hubs for third in sends.get(hub, ())}
    return found | through
