"""What a party of each kind holds: systems that stop, systems that lose a role, systems of which nobody can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from readiness.graph.build import party_of
from readiness.lockin.overlap import csp_of, layer_vendors
from readiness.model.interface import Interface, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitKind
from readiness.model.lockin.shares import Layer
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, Unknown, known

# Without these the system itself cannot run; without the others it loses support, links or prints.
OUTRIGHT = frozenset({Layer.APPLICATION, Layer.NETWORK, Layer.MIDDLEWARE, Layer.CSP})


@dataclass(frozen=True, slots=True)
class Holding:
    """Layers by system id; `uncertain` systems have the deciding field 未確認. `known` of `total` systems decide it."""

    layers: Mapping[SystemId, tuple[Layer, ...]]
    uncertain: tuple[SystemId, ...]

    def outright(self) -> tuple[SystemId, ...]:
        """Systems that cannot run."""
        return tuple(system for system, layers in self.layers.items() if OUTRIGHT & set(layers))


def holding(inventory: Inventory, kind: ExitKind, id_: str) -> Holding:
    """What the party holds in the order of the inventory."""
    layers: dict[SystemId, tuple[Layer, ...]] = {}
    uncertain: list[SystemId] = []
    for system in inventory.systems:
        held, open_ = _layers(inventory, system, kind, id_)
        if held:
            layers[system.id] = held
        if open_ and not (OUTRIGHT & set(held)):
            uncertain.append(system.id)
    return Holding(layers, tuple(uncertain))


def candidates(inventory: Inventory, kind: ExitKind) -> tuple[str, ...]:
    """Every id that can be named for a kind, in the order of first mention."""
    if kind is ExitKind.VENDOR:
        return tuple(vendor.id for vendor in inventory.vendors)
    if kind is ExitKind.GROUP:
        parties = (party_of(inventory, vendor.id) for vendor in inventory.vendors)
        found = (group.id for group in inventory.vendor_groups)
        return tuple(dict.fromkeys([*found, *(party for party in parties if isinstance(party, str))]))
    if kind in _BY_LINK:
        return tuple(
            dict.fromkeys(value for interface in inventory.interfaces if (value := link_value(interface, kind)))
        )
    if kind is ExitKind.EXTERNAL:
        return tuple(external.id for external in inventory.external_systems)
    stated = (_attribute(inventory, system, kind) for system in inventory.systems)
    records: dict[ExitKind, Sequence[str]] = {
        ExitKind.SYSTEM: [system.id for system in inventory.systems],
        ExitKind.PACKAGE: [package.id for package in inventory.packages],
        ExitKind.LINEAGE: [lineage.id for lineage in inventory.lineages],
        ExitKind.OPERATING_BODY: [body.id for body in inventory.operating_bodies],
    }
    return tuple(dict.fromkeys([*records.get(kind, ()), *(value for value in stated if isinstance(value, str))]))


_BY_LINK = (ExitKind.HUB, ExitKind.METHOD, ExitKind.FORMAT)


def link_value(interface: Interface, kind: ExitKind) -> str | None:
    """What of a link a kind of exit takes away: its hub, its way, its format; None where it is not told."""
    if kind is ExitKind.HUB:
        return interface.hub
    if kind is ExitKind.METHOD:
        return str(interface.method.value) if isinstance(interface.method, LinkMethod) else None
    return interface.format if kind is ExitKind.FORMAT and isinstance(interface.format, str) else None


def label_of(inventory: Inventory, kind: ExitKind, id_: str) -> str:
    """Name of the party; platforms and data centres are their own names."""
    if kind in (ExitKind.PLATFORM, ExitKind.DATA_CENTRE, ExitKind.FORMAT):
        return id_
    if kind is ExitKind.METHOD:
        return LinkMethod.of(id_).ja
    return next((record.label for record in inventory.records() if record.id == id_), id_)


def _layers(inventory: Inventory, system: System, kind: ExitKind, id_: str) -> tuple[tuple[Layer, ...], bool]:
    """Layers the party holds in one system, and whether an unknown field could add one."""
    if kind in (ExitKind.VENDOR, ExitKind.GROUP):
        same: Callable[[VendorId], bool] = (
            (lambda vendor: inventory.successor_of(vendor) == id_ or vendor == id_)
            if kind is ExitKind.VENDOR
            else (lambda vendor: party_of(inventory, vendor) == id_)
        )
        stated = list(layer_vendors(inventory, system))
        held = dict.fromkeys(layer for layer, vendor, _ in stated if known(vendor) and same(vendor))
        return tuple(held), isinstance(system.vendor, Unknown)
    if kind in (ExitKind.EXTERNAL, ExitKind.METHOD, ExitKind.FORMAT):
        return (), False
    if kind in (ExitKind.SYSTEM, ExitKind.HUB):
        return ((Layer.APPLICATION,) if system.id == id_ else ()), False
    value = _attribute(inventory, system, kind)
    layer = Layer.CSP if kind is ExitKind.CSP else Layer.APPLICATION
    return ((layer,) if value == id_ else ()), isinstance(value, Unknown)


def _attribute(inventory: Inventory, system: System, kind: ExitKind) -> Maybe[str] | None:
    """The value that decides; None where the system has none (a body of its own runs it)."""
    if kind is ExitKind.CSP:
        return csp_of(inventory, system)
    if kind is ExitKind.PLATFORM:
        return system.platform
    if kind is ExitKind.DATA_CENTRE:
        return system.data_centre
    if kind is ExitKind.OPERATING_BODY:
        return system.operating_body
    if kind is ExitKind.PACKAGE:
        return system.package
    package = None if isinstance(system.package, Unknown) else inventory.package_by_id.get(system.package)
    return package.lineage if package else UNKNOWN
