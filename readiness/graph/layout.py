"""Positions for a picture, computed when the report is built: by Graphviz in a child process, plainly if it fails."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from readiness.graph.dot_process import DotError, render
from readiness.graph.grouped import grouped
from readiness.graph.labels import POINTS_PER_INCH, Box, box_for
from readiness.graph.layered import layered
from readiness.graph.views import Leg, routed_legs
from readiness.model.graphview import Layout, PlacedEdge, PlacedNode, SystemGraph

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutOptions:
    """`rank_direction` LR or TB; `label_cells`: half-width cells per line of a label; `timeout` in seconds.

    More than `group_above` nodes are laid out in groups by area, titled by `group_names` (key → name).
    """

    rank_direction: str = "LR"
    label_cells: int = 16
    max_lines: int = 3
    rank_gap: float = 40.0
    node_gap: float = 10.0
    timeout: float = 20.0
    engine: str = "dot"
    group_above: int = 100
    group_names: Mapping[str, str] = field(default_factory=dict)


DEFAULT = LayoutOptions()


def curves(graph: SystemGraph) -> dict[tuple[str, str], tuple[str, ...]]:
    """What is drawn: one curve per pair and direction, over the hub where there is one, with the ids it stands for."""
    found: dict[tuple[str, str], list[str]] = {}
    seen: set[Leg] = set()
    # A link whose hub is outside this picture is drawn from end to end.
    edges = (edge if edge.hub in graph.node_by_id else replace(edge, hub=None) for edge in graph.edges)
    for leg in routed_legs(edges):
        # The way back of a shared database is the same line.
        if leg.source == leg.target or Leg(leg.target, leg.source, leg.edge) in seen:
            continue
        seen.add(leg)
        found.setdefault((leg.source, leg.target), []).append(leg.edge)
    return {pair: tuple(dict.fromkeys(ids)) for pair, ids in found.items()}


def layout(graph: SystemGraph, options: LayoutOptions = DEFAULT) -> Layout:
    """Place nodes and curves. The same graph and options give the same layout; never raises for a failing Graphviz:
    `engine` is then `layered` and `reason` says why (`timeout` or what the child reported).
    """
    boxes = {node.id: box_for(node, cells=options.label_cells, max_lines=options.max_lines) for node in graph.nodes}
    drawn = curves(graph)
    if not boxes:
        return Layout(width=0.0, height=0.0, nodes=(), edges=(), engine=options.engine)
    if options.engine == "grouped" or (options.engine == "dot" and len(boxes) > options.group_above):
        return grouped(graph, boxes, drawn, options.group_names)
    if options.engine == "layered":
        return layered(boxes, drawn)
    try:
        picture = json.loads(render(_dot(graph, boxes, drawn, options), "json0", timeout=options.timeout))
    except DotError as error:
        return layered(boxes, drawn, reason="timeout" if error.timed_out else str(error))
    return _read(picture, boxes, drawn)


def _dot(
    graph: SystemGraph,
    boxes: Mapping[str, Box],
    drawn: Mapping[tuple[str, str], tuple[str, ...]],
    options: LayoutOptions,
) -> str:
    """DOT without any text of the user's: nodes are numbered, so nothing needs quoting and no font is asked for."""
    number = {node.id: index for index, node in enumerate(graph.nodes)}
    lines = [
        "digraph {",
        f"graph [rankdir={options.rank_direction}, splines=true, outputorder=edgesfirst, newrank=true,"
        f" ranksep={options.rank_gap / POINTS_PER_INCH:.4f}, nodesep={options.node_gap / POINTS_PER_INCH:.4f}];",
        'node [shape=box, fixedsize=true, label=""]; edge [arrowsize=0.7];',
    ]
    for node, box in boxes.items():
        size = f"width={box.width / POINTS_PER_INCH:.4f}, height={box.height / POINTS_PER_INCH:.4f}"
        lines.append(f"n{number[node]} [{size}];")
    for index, (source, target) in enumerate(drawn):
        lines.append(f"n{number[source]} -> n{number[target]} [id=e{index}];")
    return "\n".join([*lines, "}"])


def _read(
    picture: Mapping[str, Any], boxes: Mapping[str, Box], drawn: Mapping[tuple[str, str], tuple[str, ...]]
) -> Layout:
    """Positions from Graphviz' JSON, turned so that y grows downwards."""
    _, _, width, height = (float(value) for value in picture["bb"].split(","))
    ids = list(boxes)
    nodes = []
    for thing in picture["objects"]:
        node = ids[int(thing["name"][1:])]
        x, y = (float(value) for value in thing["pos"].split(","))
        box = boxes[node]
        nodes.append(PlacedNode(node, x, _turn(y, height), box.width, box.height, box.lines, box.sub_line))
    pairs = list(drawn)
    edges = []
    for thing in picture.get("edges", ()):
        pair = pairs[int(thing["id"][1:])]
        points, tip = _spline(thing["pos"], height)
        edges.append(PlacedEdge(drawn[pair], *pair, points, tip))
    edges.sort(key=lambda edge: pairs.index((edge.source, edge.target)))
    return Layout(width=width, height=height, nodes=tuple(nodes), edges=tuple(edges), engine="dot")


def _turn(y: float, height: float) -> float:
    return round(height - y, 2)


def _spline(text: str, height: float) -> tuple[tuple[Point, ...], Point | None]:
    """Graphviz writes `e,x,y p0 p1 p2 p3 …`: the arrow's tip, then a chain of cubic Bézier points."""
    tip: Point | None = None
    points: list[Point] = []
    for part in text.split():
        values = part.split(",")
        if values[0] == "s":
            continue
        x, y = float(values[-2]), float(values[-1])
        if values[0] == "e":
            tip = (round(x, 2), _turn(y, height))
        else:
            points.append((round(x, 2), _turn(y, height)))
    return tuple(points), tip
