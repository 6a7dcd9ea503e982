"""One area or one system in the middle: who gives to it on the left, who gets from it on the right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.graph.plane.place import TemporaryLinks, home
from readiness.model.graphview import GraphEdge, SystemGraph
from readiness.model.record import SystemId

MOST_ROWS = 22


@dataclass(frozen=True, slots=True)
class EgoRow:
    """One partner: a system with one link, or an area (`joined`) with all of its. `until`: of a temporary link."""

    partner: str
    joined: bool
    links: tuple[str, ...]
    temporary: int
    coming: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Ego:
    """Rows to the left and right; `inside` are links among the members themselves."""

    gives: tuple[EgoRow, ...]
    gets: tuple[EgoRow, ...]
    inside: tuple[str, ...]

    @property
    def links(self) -> tuple[str, ...]:
        """All links, each once."""
        rows = (*self.gives, *self.gets)
        return tuple(dict.fromkeys([*(id_ for row in rows for id_ in row.links), *self.inside]))


def area_ego(graph: SystemGraph, temporary_links: TemporaryLinks, key: str) -> Ego:
    """The partners of an area, put together by area, the most links first."""
    homes = {node.id: home(node) for node in graph.nodes}
    edges = graph.interfaces
    inside = tuple(e.id for e in edges if homes[e.source] == key == homes[e.target])
    into = [e for e in edges if homes[e.target] == key != homes[e.source]]
    out = [e for e in edges if homes[e.source] == key != homes[e.target]]

    def rows(found: Iterable[GraphEdge], partner: Callable[[GraphEdge], str]) -> tuple[EgoRow, ...]:
        joined = _joined(found, lambda edge: homes[partner(edge)], temporary_links)
        return tuple(sorted(joined, key=lambda row: (-len(row.links), row.partner)))

    return Ego(gives=rows(into, lambda e: e.source), gets=rows(out, lambda e: e.target), inside=inside)


def system_ego(
    graph: SystemGraph, temporary_links: TemporaryLinks, system: SystemId, until: Mapping[str, date | None]
) -> Ego:
    """One row per link, the temporary first by their end; beyond `MOST_ROWS` the others join by area.

    `until`: the end of each temporary link, None where it has none.
    """
    edges = graph.interfaces_at.get(system, ())
    into = [e for e in edges if e.target == system and e.source != system]
    out = [e for e in edges if e.source == system and e.target != system]

    def rows(found: Collection[GraphEdge], partner: Callable[[GraphEdge], str]) -> tuple[EgoRow, ...]:
        def order(edge: GraphEdge) -> tuple[int, date, str]:
            state = 0 if edge.id in temporary_links.now else 1 if edge.id in temporary_links.coming else 2
            return (state, until.get(edge.id) or date.max, partner(edge))

        single = sorted(found, key=order)
        if len(single) > MOST_ROWS:
            plain = [e for e in single if e.id not in temporary_links.now and e.id not in temporary_links.coming]
            single = [e for e in single if e not in plain]
            rest = _joined(plain, lambda edge: home(graph.node_by_id[partner(edge)]), temporary_links)
        else:
            rest = []
        return (
            *(
                EgoRow(
                    partner=partner(e),
                    joined=False,
                    links=(e.id,),
                    temporary=int(e.id in temporary_links.now),
                    coming=int(e.id in temporary_links.coming),
                    until=until.get(e.id),
                )
                for e in single
            ),
            *sorted(rest, key=lambda row: (-len(row.links), row.partner)),
        )

    own = tuple(e.id for e in edges if e.source == system == e.target)
    return Ego(gives=rows(into, lambda e: e.source), gets=rows(out, lambda e: e.target), inside=own)


def _joined(
    found: Iterable[GraphEdge], key: Callable[[GraphEdge], str], temporary_links: TemporaryLinks
) -> list[EgoRow]:
    grouped: dict[str, list[str]] = {}
    for edge in found:
        grouped.setdefault(key(edge), []).append(edge.id)
    return [
        EgoRow(
            partner=partner,
            joined=True,
            links=tuple(ids),
            temporary=len(temporary_links.now.intersection(ids)),
            coming=len(temporary_links.coming.intersection(ids)),
        )
        for partner, ids in grouped.items()
    ]
