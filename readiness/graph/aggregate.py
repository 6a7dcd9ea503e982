"""Aggregated views: one node per area, vendor or platform, one edge per direction between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from readiness.model.graphview import UNKNOWN_GROUP, EdgeKind, GraphEdge, GraphNode, GroupBy, NodeKind, SystemGraph
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown

_KIND = {GroupBy.AREA: NodeKind.AREA, GroupBy.VENDOR: NodeKind.VENDOR, GroupBy.PLATFORM: NodeKind.PLATFORM}


def aggregate(graph: SystemGraph, by: GroupBy, names: Mapping[str, str] | None = None) -> SystemGraph:
    """One node per group; systems without one (未確認) form the group `unknown`; external systems stay themselves.

    A system of several areas stands in the first. Edges inside a group are no edges here; the node
    names them (`inside`, `shared`), and `members` names what was joined.
    """
    labels = dict(names or {})
    home = {node.id: _group(node, by) for node in graph.nodes}
    members: dict[str, list[GraphNode]] = {}
    for node in graph.nodes:
        members.setdefault(home[node.id], []).append(node)
    joined: dict[tuple[str, str], list[GraphEdge]] = {}
    for edge in graph.edges:
        pair = (home[edge.source], home[edge.target])
        joined.setdefault(pair, []).append(edge)
    nodes = tuple(_node(group, found, joined.get((group, group), []), by, labels) for group, found in members.items())
    outside = {node.id for node in nodes if node.kind is NodeKind.EXTERNAL}
    database = labels.get(EdgeKind.SHARED_DATABASE.value, EdgeKind.SHARED_DATABASE.ja)
    edges = tuple(
        GraphEdge(
            id=f"{source}>{target}",
            source=source,
            target=target,
            kind=EdgeKind.GROUP,
            label=_count(found, database),
            temporary=all(edge.temporary for edge in found),
            members=tuple(member for edge in found for member in edge.interfaces),
            shared=tuple(member for edge in found for member in edge.databases),
        )
        for (source, target), found in joined.items()
        if source != target or source in outside
    )
    return replace(graph, nodes=nodes, edges=edges, by=by)


def _count(found: list[GraphEdge], database: str) -> str:
    """How many links a bundle holds; a shared database is told apart, since the inventory counts it as no link."""
    links = sum(len(edge.interfaces) for edge in found)
    shared = sum(len(edge.databases) for edge in found)
    return " + ".join([*([str(links)] if links else []), *([f"{database} {shared}"] if shared else [])])


def _group(node: GraphNode, by: GroupBy) -> str:
    if node.kind is not NodeKind.SYSTEM:
        return node.id
    value: Maybe[str]
    if by is GroupBy.AREA:
        value = node.areas[0] if node.areas else UNKNOWN
    else:
        value = node.party if by is GroupBy.VENDOR else node.platform
    return UNKNOWN_GROUP if isinstance(value, Unknown) else f"{by.value}:{value}"


def _node(
    group: str, found: list[GraphNode], within: list[GraphEdge], by: GroupBy, labels: Mapping[str, str]
) -> GraphNode:
    first = found[0]
    if first.kind is not NodeKind.SYSTEM:
        return first
    key = group.partition(":")[2]
    vendors = {node.vendor_label for node in found}
    parties = {node.party for node in found}
    states = {node.conformance for node in found}
    return GraphNode(
        id=group,
        kind=_KIND[by],
        label=labels.get(key, key) if key else labels.get(UNKNOWN_GROUP, UNKNOWN_GROUP),
        areas=tuple(dict.fromkeys(area for node in found for area in node.areas)),
        vendor_label=vendors.pop() if len(vendors) == 1 else "",
        party=parties.pop() if len(parties) == 1 else UNKNOWN,
        conformance=states.pop() if len(states) == 1 else UNKNOWN,
        hub=any(node.hub for node in found),
        members=tuple(node.id for node in found),
        inside=tuple(link for edge in within for link in edge.interfaces),
        shared=tuple(link for edge in within for link in edge.databases),
        ref=first.ref,
    )
