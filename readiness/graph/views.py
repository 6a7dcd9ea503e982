"""The views of a `SystemGraph`. Nothing here leaves the room: callers get ids back.

Two readings of the same edges: *direct* joins the two ends of an interface; *routed* leads it over its hub, because
what passes through the hub stops with the hub. A shared database ties both ways in either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readiness.model.graphview import EdgeKind, GraphEdge, SystemGraph


class Leg(NamedTuple):
    """One directed connection of a view and the edge it belongs to."""

    source: str
    target: str
    edge: str


def direct_legs(edges: Iterable[GraphEdge]) -> Iterator[Leg]:
    """Each edge between its own ends; shared databases in both directions."""
    for edge in edges:
        yield Leg(edge.source, edge.target, edge.id)
        if edge.kind is EdgeKind.SHARED_DATABASE:
            yield Leg(edge.target, edge.source, edge.id)


def routed_legs(edges: Iterable[GraphEdge]) -> Iterator[Leg]:
    """Each edge over its hub where it has one; shared databases in both directions."""
    for edge in edges:
        if edge.hub is None:
            yield from direct_legs((edge,))
        else:
            yield Leg(edge.source, edge.hub, edge.id)
            yield Leg(edge.hub, edge.target, edge.id)


Neighbours = dict[str, dict[str, set[str]]]
"""By node, whom it is joined to and by which edges."""


def neighbours(graph: SystemGraph, legs: Iterable[Leg]) -> Neighbours:
    """The legs without their direction: the ids of all edges between two nodes; self loops are left out."""
    near: Neighbours = {node.id: {} for node in graph.nodes}
    for source, target, edge in legs:
        if source != target:
            edges = near.setdefault(source, {}).setdefault(target, set())
            edges.add(edge)
            near.setdefault(target, {})[source] = edges
    return near
