"""What every view is placed with: boxes, wires between them, and which links are temporary when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.model.graphview import GraphNode, NodeKind, SystemGraph
from readiness.model.plan import Plan
from readiness.model.record import SystemId

WIDTH = 1240.0  # of every view, in CSS pixels: a screen of 1280 less its scroll bar and margins
MOST_BOXES = 25
MOST_WIRES = 30
PERIPHERAL = "peripheral"
OUTSIDE = "outside"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    id: str
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes share any area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Wire:
    """A drawn connection of two boxes: a chain of cubic Bézier points and the links it stands for."""

    source: str
    target: str
    points: tuple[Point, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemporaryLinks:
    """Temporary links (暫定連携) by id of the interface: open `now`, and those a wave still opens (`coming`).

    `expected` are links of the ledger that only the standard expects: nobody has confirmed them, none is ever open.
    """

    now: frozenset[str]
    coming: frozenset[str]
    expected: frozenset[str] = frozenset()


def temporary_links_of(plan: Plan, graph: SystemGraph) -> TemporaryLinks:
    """What is temporary by the plan; what the ledger itself calls temporary is so now, whatever the plan knows."""
    known = graph.edge_by_id
    stated = {edge.id for edge in graph.edges if edge.temporary}
    now = {link.id for link in plan.links if link.opened is None and link.id in known}
    coming = {link.id for link in plan.links if link.opened is not None and link.id in known}
    return TemporaryLinks(
        now=frozenset(stated | now),
        coming=frozenset(coming - stated),
        expected=frozenset(edge.id for edge in graph.edges if edge.expected),
    )


def home(node: GraphNode) -> str:
    """Where a node stands when systems are put together: its first area, 周辺 without one, 庁外."""
    if node.kind is NodeKind.EXTERNAL:
        return OUTSIDE
    return node.areas[0] if node.areas else PERIPHERAL


def served_besides(graph: SystemGraph) -> Mapping[str, list[SystemId]]:
    """Area → systems that serve it and stand in another one, their first."""
    found: dict[str, list[SystemId]] = {}
    for node in graph.nodes:
        for area in node.areas[1:] if node.kind is not NodeKind.EXTERNAL else ():
            found.setdefault(area, []).append(SystemId(node.id))
    return found


def areas_besides(graph: SystemGraph, key: str, nodes: Iterable[str]) -> int:
    """How many areas what stands at `key` serves besides it; none at 周辺 and 庁外."""
    if key in (PERIPHERAL, OUTSIDE):
        return 0
    return len({area for node in nodes for area in graph.node_by_id[node].areas} - {key})


def ends_at(graph: SystemGraph, key: str, links: Iterable[str]) -> tuple[SystemId, ...]:
    """The systems at a place that some links touch."""
    edges = [graph.edge_by_id[link] for link in links if link in graph.edge_by_id]
    ends = dict.fromkeys(SystemId(end) for edge in edges for end in (edge.source, edge.target))
    return tuple(end for end in ends if home(graph.node_by_id[end]) == key)


def ports(side: float, height: float, count: int) -> tuple[float, ...]:
    """Heights at which `count` wires leave a box whose upper edge is at `side`: spread over it, 6 px from its ends."""
    room = max(0.0, height - 12)
    return tuple(side + 6 + room * (at + 0.5) / count for at in range(count))


def across(start: Point, end: Point) -> tuple[Point, ...]:
    """An S from one point to another with level ends: it never leaves the strip between them."""
    bend = round((start[0] + end[0]) / 2, 1)
    return (start, (bend, start[1]), (bend, end[1]), end)


def beside(x: float, first: float, last: float, reach: float) -> tuple[Point, ...]:
    """An arc beside a column, from one height to another, at most three quarters of `reach` away from it."""
    return ((x, first), (x + reach, first), (x + reach, last), (x, last))


def halfway(points: Sequence[Point]) -> Point:
    """A point on the curve, in the middle of its middle piece."""
    at = 3 * ((len(points) - 1) // 6)
    a, b, c, d = points[at : at + 4]
    return ((a[0] + 3 * b[0] + 3 * c[0] + d[0]) / 8, (a[1] + 3 * b[1] + 3 * c[1] + d[1]) / 8)


def rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    """Points to a tenth of a pixel, so that the same picture gives the same bytes."""
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def by_mean_place(items: Collection[str], partners: Mapping[str, Sequence[float]]) -> list[str]:
    """Items ordered by the mean place of what they are linked to: fewer crossings; without any, last, by name."""

    def key(item: str) -> tuple[bool, float, str]:
        found = partners.get(item, ())
        return (not found, sum(found) / len(found) if found else 0.0, item)

    return sorted(items, key=key)
