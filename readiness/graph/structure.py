"""Structure of the graph: single points, groups that depend on each other, who depends on whom. Results are ids."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from readiness.graph.views import Neighbours, direct_legs, directed, neighbours, routed_legs
from readiness.model.graphview import EdgeKind, GraphEdge, Step, SystemGraph


def articulation_points(graph: SystemGraph) -> tuple[str, ...]:
    """Nodes without which the rest falls apart (undirected, over hubs), sorted."""
    return tuple(sorted(_weak_points(neighbours(graph, routed_legs(graph.edges)))[0]))


def separated_by(graph: SystemGraph, node: str) -> tuple[tuple[str, ...], ...]:
    """The parts that lose touch with the largest part when `node` goes, each sorted."""
    near = neighbours(graph, routed_legs(graph.edges))
    parts: list[tuple[str, ...]] = []
    seen = {node}
    for start in near[node]:
        part: set[str] = set()
        front = {start} - seen
        while front:
            part |= front
            seen |= front
            front = {other for here in front for other in near[here]} - seen
        if part:
            parts.append(tuple(sorted(part)))
    return tuple(sorted(parts, key=lambda part: (-len(part), part))[1:])


def cut_edges(graph: SystemGraph) -> tuple[str, ...]:
    """Edges that alone join two parts (undirected, direct ends, parallel edges counted), sorted."""
    near = neighbours(graph, direct_legs(graph.edges))
    return tuple(sorted(edge for a, b in _weak_points(near)[1] if len(near[a][b]) == 1 for edge in near[a][b]))


def _weak_points(near: Neighbours) -> tuple[set[str], list[tuple[str, str]]]:
    """Nodes and joined pairs that alone hold parts together: one walk in depth that notes how far back each part of the
    tree reaches. networkx walks once for each of the two and again for every part; on 200 changed copies that shows.
    """
    nodes: set[str] = set()
    pairs: list[tuple[str, str]] = []
    order: dict[str, int] = {}
    reaches: dict[str, int] = {}
    for root in near:
        if root in order:
            continue
        order[root] = reaches[root] = len(order)
        branches = 0
        way = [(root, root, iter(near[root]))]
        while way:
            here, parent, others = way[-1]
            for other in others:
                if other not in order:
                    order[other] = reaches[other] = len(order)
                    way.append((other, here, iter(near[other])))
                    break
                if other != parent:
                    reaches[here] = min(reaches[here], order[other])
            else:
                way.pop()
                if here == root:
                    continue
                reaches[parent] = min(reaches[parent], reaches[here])
                if reaches[here] > order[parent]:
                    pairs.append((parent, here))
                if parent == root:
                    branches += 1
                elif reaches[here] >= order[parent]:
                    nodes.add(parent)
        if branches > 1:
            nodes.add(root)
    return nodes, pairs


def dominators(graph: SystemGraph, root: str) -> Mapping[str, str]:
    """For every node that data from `root` reaches: the last node all its ways pass (immediate dominator)."""
    import networkx as nx  # noqa: PLC0415 - heavy

    view = directed(graph, routed_legs(graph.edges))
    if root not in view:
        return {}
    found = nx.immediate_dominators(view, root)
    return {node: found[node] for node in sorted(found) if node != root and found[node] is not None}


def strong_groups(graph: SystemGraph) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more nodes that all feed each other, largest first."""
    import networkx as nx  # noqa: PLC0415 - heavy

    parts = (sorted(part) for part in nx.strongly_connected_components(directed(graph, direct_legs(graph.edges))))
    return tuple(tuple(part) for part in sorted((p for p in parts if len(p) > 1), key=lambda p: (-len(p), p)))


def reach(
    graph: SystemGraph,
    start: Collection[str],
    *,
    lost_edges: Collection[str] = (),
) -> Mapping[str, tuple[Step, ...]]:
    """What loses input when `start` stops: node → the shortest path from a stopped node (empty path for `start`).

    Data that passes a stopped hub is lost too: its path begins with the step from the hub. A shared database stops
    both sides. `lost_edges` are interfaces that stop although neither end does. Ties go to the edge told first.
    """
    outgoing: dict[str, list[tuple[GraphEdge, str]]] = {}
    for edge in graph.edges:
        outgoing.setdefault(edge.source, []).append((edge, edge.target))
        if edge.hub is not None:
            outgoing.setdefault(edge.hub, []).append((edge, edge.target))
        if edge.kind is EdgeKind.SHARED_DATABASE:
            outgoing.setdefault(edge.target, []).append((edge, edge.source))
    paths: dict[str, tuple[Step, ...]] = {}
    queue: deque[str] = deque()
    initial = [node.id for node in graph.nodes if node.id in set(start)]
    for node in initial:
        paths[node] = ()
        queue.append(node)
    for edge in graph.edges:
        if edge.id in set(lost_edges) and edge.target not in paths:
            paths[edge.target] = (Step(edge.id, edge.source, edge.target),)
            queue.append(edge.target)
    while queue:
        here = queue.popleft()
        # A system that only lost input still relays what others send through it.
        relays = not paths[here]
        for edge, target in outgoing.get(here, ()):
            if edge.hub == here and not relays:
                continue
            if target not in paths:
                paths[target] = (*paths[here], Step(edge.id, here, target))
                queue.append(target)
    return paths


def dependents(graph: SystemGraph, node: str) -> tuple[str, ...]:
    """All nodes that lose input, directly or over others, when `node` stops; sorted."""
    return tuple(sorted(set(reach(graph, (node,))) - {node}))


def dependent_counts(graph: SystemGraph) -> Mapping[str, int]:
    """Number of transitive dependents of every node: as `dependents`, for all nodes at once and without paths."""
    receivers: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    relayed: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for leg in direct_legs(graph.edges):
        receivers[leg.source].add(leg.target)
    for edge in graph.edges:
        if edge.hub in relayed:
            relayed[edge.hub].add(edge.target)
    counts = {}
    for start, direct in receivers.items():
        seen = {start}
        front = direct | relayed[start]
        while front:
            seen |= front
            front = set().union(*(receivers[node] for node in front)) - seen
        counts[start] = len(seen) - 1
    return counts


def degree(graph: SystemGraph, ids: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Incoming and outgoing edges of nodes, multi-edges counted."""
    wanted = set(ids)
    found = dict.fromkeys(sorted(wanted), (0, 0))
    for edge in graph.edges:
        if edge.source in wanted:
            into, out = found[edge.source]
            found[edge.source] = (into, out + 1)
        if edge.target in wanted:
            into, out = found[edge.target]
            found[edge.target] = (into + 1, out)
    return found
