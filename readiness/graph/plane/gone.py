"""停止するもの: what is gone, what stops with it, and where its data no longer arrives, in three columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.graph.plane.place import (
    MOST_WIRES,
    WIDTH,
    Box,
    TemporaryLinks,
    Wire,
    across,
    by_mean_place,
    home,
    ports,
    rounded,
)
from readiness.model.graphview import GraphEdge, SystemGraph
from readiness.model.lockin.exits import ExitImpact, ExitKind

MOST_ROWS = 12
TOP, ROW, PITCH = 24.0, 26.0, 31.0
COLUMNS = ((8.0, 200.0), (318.0, 340.0), (796.0, 436.0))
REST = "rest"
_OF_LINKS = (ExitKind.HUB, ExitKind.METHOD, ExitKind.FORMAT, ExitKind.EXTERNAL)


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A system that stops, or an area that gives or gets the lost links. `members`: what a box of the rest holds."""

    box: Box
    links: tuple[str, ...]
    temporary: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoneView:
    """`by_area` where the middle column holds areas that cannot send, else systems that stop.

    `links` are lost: all that touch what stops, or run over what is gone. Wires beyond `shown` are drawn on touch.
    """

    width: float
    height: float
    gone: Box
    middle: tuple[GoneRow, ...]
    right: tuple[GoneRow, ...]
    stems: tuple[Wire, ...]
    wires: tuple[Wire, ...]
    shown: int
    by_area: bool
    links: tuple[str, ...]


def gone_view(impact: ExitImpact, graph: SystemGraph, temporary_links: TemporaryLinks) -> GoneView:
    """Systems that stop (areas that send, where links alone are lost) → areas whose data stops."""
    homes = {node.id: home(node) for node in graph.nodes}
    ids = set(impact.links)
    lost = [edge for edge in graph.interfaces if edge.id in ids]
    stopped = [item.system for item in impact.stopped]
    by_area = impact.kind in _OF_LINKS or not stopped
    if by_area:
        senders = dict.fromkeys(edge.source for edge in lost if edge.source != impact.id)
        middle_of = {id_: homes[id_] for id_ in senders}
    else:
        middle_of = {id_: id_ for id_ in stopped}
    # Data that no longer arrives: from what is in the middle to whoever is not.
    stopping = [
        edge
        for edge in lost
        if edge.source in middle_of and (by_area or edge.target not in middle_of) and edge.target != impact.id
    ]
    right_of = {edge.target: homes[edge.target] for edge in stopping}
    keys = list(
        dict.fromkeys(
            middle_of[id_] for id_ in ([e.source for e in lost if e.source in middle_of] if by_area else stopped)
        )
    )
    middle_of, middle_keys = _fold(middle_of, keys, stopping, source=True)
    right_of, right_keys = _fold(right_of, list(dict.fromkeys(right_of.values())), stopping, source=False)
    at = {key: number for number, key in enumerate(middle_keys)}
    partners: dict[str, list[float]] = {}
    for edge in stopping:
        partners.setdefault(right_of[edge.target], []).append(at[middle_of[edge.source]])
    right_keys = by_mean_place([key for key in right_keys if key != REST], partners) + [
        k for k in right_keys if k == REST
    ]
    middle = _rows(middle_keys, COLUMNS[1], middle_of, [(edge.source, edge) for edge in stopping], temporary_links)
    right = _rows(right_keys, COLUMNS[2], right_of, [(edge.target, edge) for edge in stopping], temporary_links)
    bottom = max([row.box.bottom for row in (*middle, *right)], default=TOP + 90)
    gone = Box(impact.id, COLUMNS[0][0], round(max(TOP, (TOP + bottom) / 2 - 38), 1), COLUMNS[0][1], 76.0)
    wires = _wires(stopping, middle_of, right_of, middle, right)
    return GoneView(
        width=WIDTH,
        height=max(bottom, gone.bottom) + 8,
        gone=gone,
        middle=middle,
        right=right,
        stems=tuple(
            Wire(gone.id, row.box.id, rounded(across((gone.right, gone.middle), (row.box.x, row.box.middle))), ())
            for row in middle
        ),
        wires=wires,
        shown=min(len(wires), MOST_WIRES - len(middle)),
        by_area=by_area,
        links=tuple(edge.id for edge in lost),
    )


def _fold(
    of: Mapping[str, str], keys: Sequence[str], stopping: Sequence[GraphEdge], *, source: bool
) -> tuple[dict[str, str], list[str]]:
    """At most `MOST_ROWS` rows: the strongest stay in their order, what is beyond them becomes one row."""
    if len(keys) <= MOST_ROWS:
        return dict(of), list(keys)
    count = dict.fromkeys(keys, 0)
    for edge in stopping:
        count[of[edge.source if source else edge.target]] += 1
    kept = set(sorted(keys, key=lambda key: (-count[key], keys.index(key)))[: MOST_ROWS - 1])
    return {id_: key if key in kept else REST for id_, key in of.items()}, [*(k for k in keys if k in kept), REST]


def _rows(
    keys: Sequence[str],
    column: tuple[float, float],
    of: Mapping[str, str],
    ends: Sequence[tuple[str, GraphEdge]],
    temporary_links: TemporaryLinks,
) -> tuple[GoneRow, ...]:
    found: list[GoneRow] = []
    for number, key in enumerate(keys):
        links = tuple(edge.id for end, edge in ends if of[end] == key)
        members = tuple(id_ for id_, place in of.items() if place == key)
        box = Box(key, column[0], TOP + PITCH * number, column[1], ROW)
        found.append(GoneRow(box, links, len(temporary_links.now.intersection(links)), members))
    return tuple(found)


def _wires(
    stopping: Sequence[GraphEdge],
    middle_of: Mapping[str, str],
    right_of: Mapping[str, str],
    middle: Sequence[GoneRow],
    right: Sequence[GoneRow],
) -> tuple[Wire, ...]:
    """By number of links, the strongest first."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for edge in stopping:
        pairs.setdefault((middle_of[edge.source], right_of[edge.target]), []).append(edge.id)
    left = {row.box.id: row.box for row in middle}
    far = {row.box.id: row.box for row in right}
    height: dict[tuple[str, str, bool], float] = {}
    for key, box in left.items():
        out = sorted((far[other].middle, other) for one, other in pairs if one == key)
        for y, (_, other) in zip(ports(box.y, box.height, len(out)), out, strict=True):
            height[key, other, True] = y
    for key, box in far.items():
        into = sorted((left[one].middle, one) for one, other in pairs if other == key)
        for y, (_, one) in zip(ports(box.y, box.height, len(into)), into, strict=True):
            height[one, key, False] = y
    ordered = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    return tuple(
        Wire(
            one,
            other,
            rounded(across((left[one].right, height[one, other, True]), (far[other].x, height[one, other, False]))),
            tuple(pairs[one, other]),
        )
        for one, other in ordered
    )
