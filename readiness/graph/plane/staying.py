"""移行の段 where nothing is left to move: the temporary links that remain, by pair of areas."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from readiness.graph.plane.place import WIDTH, Box, home
from readiness.graph.plane.waves import LEFT, TOP
from readiness.model.graphview import SystemGraph

_MOST = 24
_PITCH = 30.0


@dataclass(frozen=True, slots=True)
class StayRow:
    """Temporary links between two areas that no wave closes."""

    box: Box
    source: str
    target: str
    links: tuple[str, ...]


def staying(graph: SystemGraph, now: Collection[str]) -> tuple[tuple[StayRow, ...], int]:
    """Temporary links by pair of areas in two columns, the most first, and how many pairs have no room."""
    homes = {node.id: home(node) for node in graph.nodes}
    pairs: dict[tuple[str, str], list[str]] = {}
    for edge in graph.edges:
        if edge.id in now:
            pairs.setdefault((homes[edge.source], homes[edge.target]), []).append(edge.id)
    ordered = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    half = -(-min(len(ordered), _MOST) // 2)
    rows = tuple(
        StayRow(
            Box("", LEFT + (at // half) * (WIDTH / 2), TOP + _PITCH * (at % half), WIDTH / 2 - 24, 25),
            *pair,
            tuple(pairs[pair]),
        )
        for at, pair in enumerate(ordered[:_MOST])
    )
    return rows, len(ordered) - len(rows)
