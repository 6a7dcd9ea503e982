"""Parts of the graph: the neighbourhood of a node, and filters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from readiness.model.graphview import GraphEdge, GraphNode, SystemGraph
from readiness.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to keep; empty = everything. Values of one field are alternatives, fields are conditions together.

    `vendors` match vendor or party ids; `states` match the codes of any of the axes (conformance, hosting, `migrated`,
    `not_migrated`, `unknown` for conformance not confirmed); `waves` match wave numbers.
    """

    vendors: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    waves: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.vendors or self.areas or self.platforms or self.states or self.waves)


def states_of(node: GraphNode) -> frozenset[str]:
    """Codes of all axes of a node."""
    found = {node.state}
    if not isinstance(node.hosting, Unknown):
        found.add(str(node.hosting.value))
    if not isinstance(node.migrated, Unknown):
        found.add("migrated" if node.migrated else "not_migrated")
    return frozenset(found)


def matches(node: GraphNode, wanted: Filter) -> bool:
    """Whether a node passes the filter."""
    names = {value for value in (node.vendor, node.party) if not isinstance(value, Unknown)}
    platform = set() if isinstance(node.platform, Unknown) else {node.platform}
    return (
        (not wanted.vendors or bool(names & wanted.vendors))
        and (not wanted.areas or bool(set(node.areas) & wanted.areas))
        and (not wanted.platforms or bool(platform & wanted.platforms))
        and (not wanted.states or bool(states_of(node) & wanted.states))
        and (not wanted.waves or node.wave in wanted.waves)
    )


def keep(graph: SystemGraph, ids: Collection[str]) -> SystemGraph:
    """The graph of these nodes and the edges among them; an edge whose hub is left out is drawn directly."""
    kept = set(ids)
    edges = tuple(edge for edge in graph.edges if edge.source in kept and edge.target in kept)
    return replace(graph, nodes=tuple(node for node in graph.nodes if node.id in kept), edges=edges)


def select(graph: SystemGraph, wanted: Filter, *, neighbours: bool = True) -> SystemGraph:
    """Nodes that match and, with `neighbours`, those one step away; edges touch at least one match."""
    if wanted.empty:
        return graph
    core = {node.id for node in graph.nodes if matches(node, wanted)}
    if not neighbours:
        return keep(graph, core)
    edges = tuple(edge for edge in graph.edges if core & _touched(edge))
    ids = core.union(*(_touched(edge) for edge in edges)) if edges else core
    return replace(graph, nodes=tuple(node for node in graph.nodes if node.id in ids), edges=edges)


def focus(graph: SystemGraph, node: str, hops: int = 1) -> SystemGraph:
    """The nodes within `hops` steps of `node` in either direction, and the edges among them.

    Raises `KeyError` where the graph has no such node.
    """
    if node not in graph.node_by_id:
        raise KeyError(node)
    found = {node}
    for _ in range(hops):
        found |= {end for edge in graph.edges if found & _touched(edge) for end in _touched(edge)}
    return keep(graph, found)


def _touched(edge: GraphEdge) -> set[str]:
    return {edge.source, edge.target} | ({edge.hub} if edge.hub else set())
