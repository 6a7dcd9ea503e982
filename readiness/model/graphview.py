"""Dependency graph as plain values: nodes, edges, layout and what structure analysis finds (依存関係)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from readiness.model.interface import LinkMethod
from readiness.model.record import Maybe, VendorId, Word
from readiness.model.ref import NOWHERE, Ref
from readiness.model.system import Conformance, Hosting
from readiness.model.unknown import UNKNOWN, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping


class NodeKind(Word):
    """What a node stands for (ノードの種類)."""

    SYSTEM = "system", "システム"
    EXTERNAL = "external", "外部システム"
    AREA = "area", "業務"
    VENDOR = "vendor", "事業者"
    PLATFORM = "platform", "稼働基盤"


class EdgeKind(Word):
    """What an edge stands for (エッジの種類)."""

    INTERFACE = "interface", "連携"
    SHARED_DATABASE = "shared_database", "同一DB"
    GROUP = "group", "集約"


class GroupBy(Word):
    """What the aggregated views put together (集約の単位)."""

    AREA = "area", "業務"
    VENDOR = "vendor", "事業者"
    PLATFORM = "platform", "稼働基盤"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """A system, an external system, or a group of systems in an aggregated view.

    `party` is the vendor group (the vendor itself where no group is known); `wave` counts the distinct cut-over dates
    from 1, 0 for systems that are already migrated, None where no date is known. `members` are the ids a group holds,
    `inside` those of the links between two of them and `shared` those of the databases two of them share.
    """

    id: str
    kind: NodeKind
    label: str
    areas: tuple[str, ...] = ()
    vendor: Maybe[VendorId] = UNKNOWN
    vendor_label: str = ""
    party: Maybe[str] = UNKNOWN
    platform: Maybe[str] = UNKNOWN
    hosting: Maybe[Hosting] = UNKNOWN
    conformance: Maybe[Conformance] = UNKNOWN
    migrated: Maybe[bool] = UNKNOWN
    cutover: date | None = None
    wave: int | None = None
    hub: bool = False
    members: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)

    @property
    def state(self) -> str:
        """Code of the conformance axis, `unknown` where it is not confirmed."""
        return "unknown" if isinstance(self.conformance, Unknown) else str(self.conformance.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """Data flowing from `source` to `target`. Several edges may join the same two nodes.

    `hub` is the node it passes through. `open` says whether it follows the standard's interface or an open layout.
    `temporary_from`/`temporary_until`: the months in which its two ends stand on different sides (暫定連携), where both
    dates are known. `expected`: only the standard expects it, so that it is never open. `members` are the interface ids
    of an aggregated edge, `shared` the ids of the shared databases it stands for as well.
    """

    id: str
    source: str
    target: str
    kind: EdgeKind = EdgeKind.INTERFACE
    label: str = ""
    hub: str | None = None
    method: Maybe[LinkMethod] = UNKNOWN
    documented: Maybe[bool] = UNKNOWN
    open: Maybe[bool] = UNKNOWN
    temporary: bool = False
    expected: bool = False
    temporary_from: date | None = None
    temporary_until: date | None = None
    members: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)

    @property
    def interfaces(self) -> tuple[str, ...]:
        """Ids of the interfaces the edge stands for; a shared database is none."""
        return self.members if self.kind is EdgeKind.GROUP else (self.id,) * (self.kind is EdgeKind.INTERFACE)

    @property
    def databases(self) -> tuple[str, ...]:
        """Ids of the shared databases the edge stands for."""
        return self.shared if self.kind is EdgeKind.GROUP else (self.id,) * (self.kind is EdgeKind.SHARED_DATABASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphWhole:
    """How much an inventory holds of what a graph shows."""

    systems: int = 0
    external: int = 0
    links: int = 0
    databases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphTotals(GraphWhole):
    """How much a graph stands for, whether drawn as a thing of its own or within a group.

    `inside` and `databases_inside` lie within a group, `apart` and `databases_apart` within the group of what is
    unknown, which is no group of the same; `loops` are links of a system to itself. None of these has a line.
    """

    inside: int = 0
    apart: int = 0
    loops: int = 0
    databases_inside: int = 0
    databases_apart: int = 0


UNKNOWN_GROUP = "unknown"
"""Id of the node that holds the systems of which a grouping knows no group."""


@dataclass(frozen=True, kw_only=True)
class SystemGraph:
    """A directed multigraph: nodes and edges in the order of the inventory, each id once.

    `whole`: what the inventory holds that this is a part of; `by`: what was put together; `above`: the number of nodes
    it was put together for, where nobody asked for it.
    """

    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()
    whole: GraphWhole = field(default=GraphWhole(), compare=False)
    by: GroupBy | None = None
    above: int = 0

    @cached_property
    def totals(self) -> GraphTotals:
        """What this graph stands for."""
        groups = [node for node in self.nodes if node.id != UNKNOWN_GROUP]
        rest = [node for node in self.nodes if node.id == UNKNOWN_GROUP]
        held = sum(len(node.inside) for node in self.nodes)
        shared = sum(len(node.shared) for node in self.nodes)
        outside = sum(node.kind is NodeKind.EXTERNAL for node in self.nodes)
        return GraphTotals(
            systems=sum(max(1, len(node.members)) for node in self.nodes) - outside,
            external=outside,
            links=sum(len(edge.interfaces) for edge in self.edges) + held,
            inside=sum(len(node.inside) for node in groups),
            apart=sum(len(node.inside) for node in rest),
            loops=sum(len(edge.interfaces) for edge in self.edges if edge.source == edge.target),
            databases=sum(len(edge.databases) for edge in self.edges) + shared,
            databases_inside=sum(len(node.shared) for node in groups),
            databases_apart=sum(len(node.shared) for node in rest),
        )

    @cached_property
    def node_by_id(self) -> Mapping[str, GraphNode]:
        """Nodes by id."""
        return MappingProxyType({node.id: node for node in self.nodes})

    @cached_property
    def edge_by_id(self) -> Mapping[str, GraphEdge]:
        """Edges by id."""
        return MappingProxyType({edge.id: edge for edge in self.edges})

    @cached_property
    def interfaces(self) -> tuple[GraphEdge, ...]:
        """The links of the inventory; that two systems share a database is told at the systems and is no link."""
        return tuple(edge for edge in self.edges if edge.kind is not EdgeKind.SHARED_DATABASE)

    @cached_property
    def interfaces_at(self) -> Mapping[str, tuple[GraphEdge, ...]]:
        """The links that begin or end at a node, by its id, each once."""
        found: dict[str, list[GraphEdge]] = {}
        for interface in self.interfaces:
            for end in dict.fromkeys((interface.source, interface.target)):
                found.setdefault(end, []).append(interface)
        return {end: tuple(edges) for end, edges in found.items()}

    @cached_property
    def hubs(self) -> tuple[str, ...]:
        """Ids of the nodes that data passes through."""
        return tuple(node.id for node in self.nodes if node.hub)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: over `edge` from `source` to `target`."""

    edge: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class CycleCut:
    """Links whose removal leaves no cycle among `members`.

    `cost` is the sum of weights of `edges`; no set can cost less than `bound`; `proven` when the two are equal.
    """

    members: tuple[str, ...]
    edges: tuple[str, ...]
    cost: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node in a picture: centre and size in points, y downwards; label already broken into lines."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    sub_line: str = ""


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """A drawn curve for one or more edges with the same direction: points of a cubic Bézier chain, then the tip."""

    edges: tuple[str, ...]
    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    tip: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A titled frame around nodes: its corner and size in points."""

    id: str
    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands in a picture of `width` × `height` points.

    `engine`: dot; grouped where there are many systems (only then are there `groups`); layered if dot failed, with the
    `reason`.
    """

    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...]
    groups: tuple[PlacedGroup, ...] = ()
    engine: str
    reason: str = ""
