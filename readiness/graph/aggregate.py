"""Aggregated views: one node per area, vendor or platform, one edge per direction between them."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.model.graphview import EdgeKind, GraphEdge, GraphNode, GroupBy, NodeKind, SystemGraph
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown

UNKNOWN_GROUP = "unknown"
_KIND = {GroupBy.AREA: NodeKind.AREA, GroupBy.VENDOR: NodeKind.VENDOR, GroupBy.PLATFORM: NodeKind.PLATFORM}


def aggregate(graph: SystemGraph, by: GroupBy, names: Mapping[str, str] | None = None) -> SystemGraph:
    """One node per group; systems without one (未確認) form the group `unknown`; external systems stay themselves.

    A system of several areas stands in the first. Edges inside a group are dropped; `members` names what was joined.
    """
    labels = dict(names or {})
    home = {node.id: _group(node, by) for node in graph.nodes}
    members: dict[str, list[GraphNode]] = {}
    for node in graph.nodes:
        members.setdefault(home[node.id], []).append(node)
    joined: dict[tuple[str, str], list[GraphEdge]] = {}
    for edge in graph.edges:
        pair = (home[edge.source], home[edge.target])
        if pair[0] != pair[1]:
            joined.setdefault(pair, []).append(edge)
    nodes = tuple(_node(group, found, by, labels) for group, found in members.items())
    edges = tuple(
        GraphEdge(
            id=f"{source}>{target}",
            source=source,
            target=target,
            kind=EdgeKind.GROUP,
            label=str(len(found)),
            temporary=all(edge.temporary for edge in found),
            members=tuple(member for edge in found for member in edge.interfaces),
        )
        for (source, target), found in joined.items()
    )
    return SystemGraph(nodes=nodes, edges=edges)


def _group(node: GraphNode, by: GroupBy) -> str:
    if node.kind is not NodeKind.SYSTEM:
        return node.id
    value: Maybe[str]
    if by is GroupBy.AREA:
        value = node.areas[0] if node.areas else UNKNOWN
    else:
        value = node.party if by is GroupBy.VENDOR else node.platform
    return UNKNOWN_GROUP if isinstance(value, Unknown) else f"{by.value}:{value}"


def _node(group: str, found: list[GraphNode], by: GroupBy, labels: Mapping[str, str]) -> GraphNode:
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
        ref=first.ref,
    )
