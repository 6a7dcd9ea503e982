"""連携表 (DSM): the row gives, the column receives; the order within each group has few links against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from readiness.graph.plane.areas import columns_for
from readiness.graph.plane.place import TemporaryLinks, home
from readiness.model.graphview import EdgeKind, GraphEdge, NodeKind, SystemGraph
from readiness.model.interface import LinkMethod
from readiness.model.record import SystemId
from readiness.model.unknown import Unknown

MOST_SYSTEMS = 80  # beyond, areas take the place of systems
_ONE_DATABASE = (LinkMethod.SHARED_DATABASE, LinkMethod.DB_LINK)


class CellKind(Enum):
    """What a cell shows: the strongest of its links."""

    PLAIN = "plain"
    COMING = "coming"
    TEMPORARY = "temporary"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows `start` to `start + size` belong together; `key` says to what (a wave, a vendor, an area)."""

    key: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Links from the thing of `row` to that of `column`, by id; `temporary` of them are so now."""

    row: int
    column: int
    links: tuple[str, ...]
    kind: CellKind
    temporary: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """`backward` links run against the order. `outside`: links of a row with 庁外; `hubs`: links it gives by hub.

    `rest` counts the links that are in no cell: those with an end outside.
    """

    order: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    cells: tuple[MatrixCell, ...]
    backward: int
    outside: Mapping[str, int]
    hubs: Mapping[str, Mapping[str, int]]
    rest: int

    @property
    def total(self) -> int:
        """All links: those of the cells and the rest."""
        return self.rest + sum(len(cell.links) for cell in self.cells)


Groups = Sequence[tuple[str, Sequence[str]]]


def system_matrix(graph: SystemGraph, temporary_links: TemporaryLinks, groups: Groups) -> Matrix:
    """Systems in the groups given, ordered inside each by linear ordering search."""
    edges = graph.interfaces
    order: list[str] = []
    found: list[MatrixGroup] = []
    for key, ids in groups:
        found.append(MatrixGroup(key, len(order), len(ids)))
        order += _ordered(tuple(ids), edges)
    listed = set(order)
    outside: dict[str, int] = {}
    hubs: dict[str, dict[str, int]] = {}
    rest = 0
    for edge in edges:
        if edge.source not in listed or edge.target not in listed:
            rest += 1
            for end in (edge.source, edge.target):
                if end in listed:
                    outside[end] = outside.get(end, 0) + 1
        if edge.hub is not None and edge.source in listed:
            row = hubs.setdefault(edge.source, {})
            row[edge.hub] = row.get(edge.hub, 0) + 1
    place = {id_: at for at, id_ in enumerate(order)}
    shared = frozenset(
        frozenset((edge.source, edge.target)) for edge in graph.edges if edge.kind is EdgeKind.SHARED_DATABASE
    )
    cells = _cells(edges, lambda edge: (place.get(edge.source), place.get(edge.target)), temporary_links, shared)
    # A pair that shares a database and tells no link is seen too, on either side of the diagonal.
    taken = {(cell.row, cell.column) for cell in cells}
    bare = [
        MatrixCell(*at, (), CellKind.DATABASE, 0)
        for pair in sorted(sorted(pair) for pair in shared)
        if all(end in place for end in pair) and len(pair) == 2
        for at in ((place[pair[0]], place[pair[1]]), (place[pair[1]], place[pair[0]]))
        if at not in taken
    ]
    return Matrix(
        order=tuple(order),
        groups=tuple(found),
        cells=(*cells, *bare),
        backward=sum(len(cell.links) for cell in cells if cell.row > cell.column),
        outside=outside,
        hubs=hubs,
        rest=rest,
    )


def area_matrix(graph: SystemGraph, temporary_links: TemporaryLinks, areas: Iterable[str] = ()) -> Matrix:
    """Areas, 周辺 and 庁外 in the order of the map; links inside an area stand on the diagonal."""
    homes = {node.id: home(node) for node in graph.nodes}
    columns = columns_for((*areas, *homes.values()))
    order = [key for _, keys in columns for key in keys]
    place = {key: at for at, key in enumerate(order)}
    edges = graph.interfaces
    cells = _cells(
        edges,
        lambda edge: (place[homes[edge.source]], place[homes[edge.target]]),
        temporary_links,
        frozenset(),
        diagonal=True,
    )
    return Matrix(
        order=tuple(order),
        groups=tuple(
            MatrixGroup(name, sum(len(keys) for _, keys in columns[:at]), len(keys))
            for at, (name, keys) in enumerate(columns)
        ),
        cells=cells,
        backward=sum(len(cell.links) for cell in cells if cell.row > cell.column),
        outside={},
        hubs={},
        rest=0,
    )


def own_systems(graph: SystemGraph) -> tuple[SystemId, ...]:
    """The body's own systems, in the order of the inventory."""
    return tuple(SystemId(node.id) for node in graph.nodes if node.kind is NodeKind.SYSTEM)


def _ordered(ids: Sequence[str], edges: Iterable[GraphEdge]) -> tuple[str, ...]:
    """The order of one group in which the fewest links run against it."""
    from readiness.solver.ordering import least_backward  # noqa: PLC0415 - numpy is heavy

    place = {id_: at for at, id_ in enumerate(ids)}
    weights = [[0] * len(ids) for _ in ids]
    for edge in edges:
        if edge.source in place and edge.target in place:
            weights[place[edge.source]][place[edge.target]] += 1
    return tuple(ids[at] for at in least_backward(weights))


def _cells(
    edges: Iterable[GraphEdge],
    at: Callable[[GraphEdge], tuple[int | None, int | None]],
    temporary_links: TemporaryLinks,
    shared: frozenset[frozenset[str]],
    *,
    diagonal: bool = False,
) -> tuple[MatrixCell, ...]:
    """One cell per pair of row and column with links; a system linked to itself is in none but on the diagonal."""
    found: dict[tuple[int, int], list[GraphEdge]] = {}
    for edge in edges:
        row, column = at(edge)
        if row is None or column is None or (row == column and not diagonal):
            continue
        found.setdefault((row, column), []).append(edge)
    return tuple(
        MatrixCell(
            row,
            column,
            tuple(edge.id for edge in members),
            _kind(members, temporary_links, shared),
            sum(edge.id in temporary_links.now for edge in members),
        )
        for (row, column), members in sorted(found.items())
    )


def _kind(members: Sequence[GraphEdge], temporary_links: TemporaryLinks, shared: frozenset[frozenset[str]]) -> CellKind:
    if any(edge.id in temporary_links.now for edge in members):
        return CellKind.TEMPORARY
    if any(edge.id in temporary_links.coming for edge in members):
        return CellKind.COMING
    one = any(not isinstance(edge.method, Unknown) and edge.method in _ONE_DATABASE for edge in members)
    if one or frozenset((members[0].source, members[0].target)) in shared:
        return CellKind.DATABASE
    return CellKind.PLAIN
