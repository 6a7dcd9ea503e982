"""From the inventory to the graph: systems and external systems, interfaces (kept apart by id), shared databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from readiness.model.graphview import EdgeKind, GraphEdge, GraphNode, GraphWhole, NodeKind, SystemGraph
from readiness.model.interface import Interface
from readiness.model.inventory import Inventory
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.system import Hosting, System
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.situation.situation import Situation, Situations, situations


def party_of(inventory: Inventory, vendor: Maybe[VendorId]) -> Maybe[str]:
    """The group behind a vendor: successors by merger first, then the vendor group, else the vendor itself."""
    if isinstance(vendor, Unknown):
        return UNKNOWN
    vendor = inventory.successor_of(vendor)
    record = inventory.vendor_by_id.get(vendor)
    if record is None or isinstance(record.group, Unknown):
        return vendor
    return record.group


def party_label(inventory: Inventory, party: str) -> str:
    """Name of a vendor group or vendor."""
    record = inventory.group_by_id.get(party) or inventory.vendor_by_id.get(VendorId(party))
    return record.label if record else party


def is_open(interface: Interface) -> Maybe[bool]:
    """Whether an interface follows 機能別連携仕様 or a documented open layout."""
    if not isinstance(interface.standard_id, Unknown):
        return True
    return interface.open_spec


def platform_of(system: System) -> Maybe[str]:
    """The named platform, else the hosting word (庁内・DC, ガバメントクラウド …)."""
    if not isinstance(system.platform, Unknown):
        return system.platform
    return system.hosting.ja if isinstance(system.hosting, Hosting) else UNKNOWN


def build_graph(
    inventory: Inventory,
    cutovers: Mapping[SystemId, date] | None = None,
    *,
    stands: Situations | None = None,
    names: Mapping[SystemId, str] | None = None,
) -> SystemGraph:
    """The graph of an inventory. `cutovers`: dates by system id (of a plan); interfaces to nowhere are left out, and
    counted in `whole`.

    `stands`: where the systems stand; without it they stand as on the day the inventory bears. `names`: what those are
    called by id that share their name.
    """
    dates = dict(cutovers or {})
    where = stands or situations(inventory, inventory.body.as_of or date.max)
    waves = {day: number for number, day in enumerate(sorted(set(dates.values())), start=1)}
    hubs = {interface.hub for interface in inventory.interfaces if interface.hub}
    nodes: dict[SystemId, GraphNode] = {}
    for system in inventory.systems:
        nodes.setdefault(system.id, _system_node(inventory, where[system.id], dates, waves, system.id in hubs))
    for external in inventory.external_systems:
        label = _vendor_label(inventory, external.operator)
        nodes.setdefault(
            external.id,
            GraphNode(
                id=external.id,
                kind=NodeKind.EXTERNAL,
                label=external.label,
                vendor=external.operator,
                vendor_label=label,
                party=party_of(inventory, external.operator),
                hub=external.id in hubs,
                ref=external.ref,
            ),
        )
    edges: dict[str, GraphEdge] = {}
    for interface in inventory.interfaces:
        if interface.from_ in nodes and interface.to in nodes:
            edges.setdefault(interface.id, _interface_edge(interface, nodes, dates))
    for edge in _shared_databases(inventory, nodes):
        edges.setdefault(edge.id, edge)
    whole = GraphWhole(
        systems=len(inventory.systems),
        external=len(inventory.external_systems),
        links=len(inventory.interfaces),
        databases=sum(edge.kind is EdgeKind.SHARED_DATABASE for edge in edges.values()),
    )
    for id_, name in (names or {}).items():
        nodes[id_] = replace(nodes[id_], label=name)
    return SystemGraph(nodes=tuple(nodes.values()), edges=tuple(edges.values()), whole=whole)


def _vendor_label(inventory: Inventory, vendor: Maybe[VendorId]) -> str:
    if isinstance(vendor, Unknown):
        return ""
    record = inventory.vendor_by_id.get(vendor)
    if record:
        return record.label
    # An external system may be run by an operating body (広域連合 …) instead of a vendor.
    return next((body.label for body in inventory.operating_bodies if body.id == vendor), vendor)


def _system_node(
    inventory: Inventory, stand: Situation, dates: Mapping[SystemId, date], waves: Mapping[date, int], hub: bool
) -> GraphNode:
    system = stand.system
    cutover = dates.get(system.id)
    wave = waves[cutover] if cutover else (0 if stand.migrated is True else None)
    return GraphNode(
        id=system.id,
        kind=NodeKind.SYSTEM,
        label=system.label,
        areas=system.areas,
        vendor=system.vendor,
        vendor_label=_vendor_label(inventory, system.vendor),
        party=party_of(inventory, system.vendor),
        platform=platform_of(system),
        hosting=system.hosting,
        conformance=system.conformance,
        migrated=stand.migrated,
        cutover=cutover,
        wave=wave,
        hub=hub,
        ref=system.ref,
    )


def _interface_edge(
    interface: Interface, nodes: Mapping[SystemId, GraphNode], dates: Mapping[SystemId, date]
) -> GraphEdge:
    hub = interface.hub if interface.hub in nodes and interface.hub not in (interface.from_, interface.to) else None
    edge = GraphEdge(
        id=interface.id,
        source=interface.from_,
        target=interface.to,
        label=interface.data or interface.name,
        hub=hub,
        method=interface.method,
        documented=interface.documented,
        open=is_open(interface),
        temporary=interface.temporary,
        expected=interface.expected,
        ref=interface.ref,
    )
    return _with_temporary_link(edge, nodes, dates)


def _with_temporary_link(
    edge: GraphEdge, nodes: Mapping[SystemId, GraphNode], dates: Mapping[SystemId, date]
) -> GraphEdge:
    """Mark the time between the cut-overs of the two ends; a migrated end has been on the new side all along."""
    source, target = SystemId(edge.source), SystemId(edge.target)
    ends = [dates.get(source), dates.get(target)]
    if edge.expected or ends[0] == ends[1]:
        return edge
    if ends[0] and ends[1]:
        return replace(edge, temporary_from=min(ends[0], ends[1]), temporary_until=max(ends[0], ends[1]))
    dated = ends[0] or ends[1]
    node = nodes[target if ends[0] else source]
    if node.migrated is True:
        return replace(edge, temporary_until=dated)
    return edge


def _shared_databases(inventory: Inventory, nodes: Mapping[SystemId, GraphNode]) -> list[GraphEdge]:
    """One edge per pair that shares a database, told from either end, in the order first told."""
    found: dict[tuple[str, str], GraphEdge] = {}
    for system in inventory.systems:
        for other in system.shared_database:
            if other not in nodes or other == system.id:
                continue
            low, high = sorted((system.id, other))
            edge = GraphEdge(
                id=f"db:{low}:{high}",
                source=low,
                target=high,
                kind=EdgeKind.SHARED_DATABASE,
                ref=system.ref.child("shared_database"),
            )
            found.setdefault((low, high), edge)
    return list(found.values())
