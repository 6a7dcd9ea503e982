"""Structure of the graph: single points, groups that depend on each other, who depends on whom. Results are ids."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

from readiness.graph.views import Neighbours, direct_legs, neighbours, routed_legs
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


def dominators(graph: SystemGraph, roots: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """By root, for every node that data from it reaches: the last node all its ways pass (immediate dominator)."""
    near: dict[str, dict[str, None]] = {node.id: {} for node in graph.nodes}
    for source, target, _ in routed_legs(graph.edges):
        near.setdefault(source, {})[target] = None
        near.setdefault(target, {})
    return {root: _dominators(near, root) if root in near else {} for root in roots}


def _dominators(near: Mapping[str, Iterable[str]], root: str) -> Mapping[str, str]:
    """The nearest node on the ways of all that send to a node, over and over until nothing changes (Cooper, Harvey,
    Kennedy). Nodes are numbered as a walk in depth leaves them, so that who dominates has a higher number.
    """
    left = _left(near, root)
    senders: list[list[int]] = [[] for _ in left]
    for node, number in left.items():
        for receiver in near[node]:
            senders[left[receiver]].append(number)
    top, unknown = len(left) - 1, -1
    last = [unknown] * top + [top]
    changed = True
    while changed:
        changed = False
        for number in range(top - 1, -1, -1):
            found = unknown
            for sender in senders[number]:
                if last[sender] != unknown:
                    found = sender if found == unknown else _meeting(last, found, sender)
            if last[number] != found:
                last[number], changed = found, True
    names = list(left)
    return {node: names[last[left[node]]] for node in sorted(left) if node != root}


def _left(near: Mapping[str, Iterable[str]], root: str) -> dict[str, int]:
    """The nodes that a root reaches, numbered as a walk in depth leaves them."""
    left: dict[str, int] = {}
    met = {root}
    way = [(root, iter(near[root]))]
    while way:
        here, others = way[-1]
        for other in others:
            if other not in met:
                met.add(other)
                way.append((other, iter(near[other])))
                break
        else:
            way.pop()
            left[here] = len(left)
    return left


def _meeting(last: Sequence[int], one: int, other: int) -> int:
    """The first number on the ways up from both."""
    while one != other:
        if one < other:
            one = last[one]
        else:
            other = last[other]
    return one


def strong_groups(graph: SystemGraph) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more nodes that all feed each other, largest first."""
    ids, near = _receivers(graph)
    parts = (tuple(sorted(ids[place] for place in part)) for part in strong_parts(near) if len(part) > 1)
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def strong_parts(near: Sequence[Iterable[int]]) -> list[list[int]]:
    """Numbers that reach each other, part by part (`near`: whom each reaches at once). A part comes after all parts
    that it reaches (Tarjan).
    """
    never, done = -1, len(near)
    met, low = [never] * done, [0] * done
    parts: list[list[int]] = []
    waiting: list[int] = []
    count = 0
    for root in range(done):
        way = [(root, iter(near[root]))] if met[root] == never else []
        while way:
            here, others = way[-1]
            if met[here] == never:
                met[here] = low[here] = count
                count += 1
                waiting.append(here)
            for other in others:
                if met[other] == never:
                    way.append((other, iter(near[other])))
                    break
                low[here] = min(low[here], met[other])
            else:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[here])
                if low[here] == met[here]:
                    at = waiting.index(here) if waiting[-1] != here else -1
                    part = waiting[at:]
                    del waiting[at:]
                    for member in part:
                        met[member] = done
                    parts.append(part)
    return parts


def _receivers(graph: SystemGraph) -> tuple[list[str], list[set[int]]]:
    """The nodes, and by place those that each sends data to (direct ends)."""
    place = {node.id: at for at, node in enumerate(graph.nodes)}
    near: list[set[int]] = [set() for _ in place]
    for source, target, _ in direct_legs(graph.edges):
        near[place[source]].add(place[target])
    return list(place), near


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
    ids, near = _receivers(graph)
    reached = [0] * len(ids)  # a bit for each node, its own among them
    for part in strong_parts(near):
        members = sum(1 << place for place in part)
        for other in {other for place in part for other in near[place]}:
            members |= reached[other]
        for place in part:
            reached[place] = members
    # What passes a hub is lost with it; nobody else relays what others send through the hub.
    place_of = {id_: at for at, id_ in enumerate(ids)}
    lost = {hub: reached[place_of[hub]] for edge in graph.edges if (hub := edge.hub) in place_of}
    for edge in graph.edges:
        if edge.hub in lost:
            lost[edge.hub] |= reached[place_of[edge.target]]
    return {id_: lost.get(id_, reached[at]).bit_count() - 1 for at, id_ in enumerate(ids)}


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
