"""A plain layered layout without Graphviz: ranks by longest path, order by the middle of the neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

from readiness.graph.labels import Box
from readiness.model.graphview import Layout, PlacedEdge, PlacedNode

_GAP_X = 70.0
_GAP_Y = 16.0
_SWEEPS = 8
_PER_RANK = 24  # a rank with more nodes is continued in the next column
Pair = tuple[str, str]


def layered(boxes: Mapping[str, Box], drawn: Mapping[Pair, tuple[str, ...]], *, reason: str = "") -> Layout:
    """Columns from left to right; deterministic, linear but for the ordering sweeps."""
    columns = _split(_order(_ranks(list(boxes), list(drawn)), list(drawn)))
    x = 0.0
    places: dict[str, tuple[float, float]] = {}
    heights = [sum(boxes[node].height + _GAP_Y for node in column) - _GAP_Y for column in columns]
    tallest = max(heights, default=0.0)
    for column, height in zip(columns, heights, strict=True):
        width = max(boxes[node].width for node in column)
        y = (tallest - height) / 2
        for node in column:
            places[node] = (round(x + width / 2, 2), round(y + boxes[node].height / 2, 2))
            y += boxes[node].height + _GAP_Y
        x += width + _GAP_X
    nodes = tuple(
        PlacedNode(node, *places[node], box.width, box.height, box.lines, box.sub_line) for node, box in boxes.items()
    )
    edges = tuple(_curve(pair, ids, places, boxes) for pair, ids in drawn.items())
    return Layout(width=max(0.0, x - _GAP_X), height=tallest, nodes=nodes, edges=edges, engine="layered", reason=reason)


def _ranks(nodes: list[str], pairs: list[Pair]) -> list[list[str]]:
    """Rank = longest way from a start, edges that would close a cycle left out (depth first, in given order)."""
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in pairs:
        following[source].append(target)
    done: list[str] = []
    state = dict.fromkeys(nodes, 0)
    forward: dict[str, list[str]] = {node: [] for node in nodes}
    for start in nodes:
        stack = [(start, iter(following[start]))] if state[start] == 0 else []
        state[start] = state[start] or 1
        while stack:
            here, ways = stack[-1]
            after = next(ways, None)
            if after is None:
                state[here] = 2
                done.append(here)
                stack.pop()
            elif state[after] != 1:
                forward[here].append(after)
                if state[after] == 0:
                    state[after] = 1
                    stack.append((after, iter(following[after])))
    rank = dict.fromkeys(nodes, 0)
    for node in reversed(done):
        for after in forward[node]:
            rank[after] = max(rank[after], rank[node] + 1)
    columns: list[list[str]] = [[] for _ in range(max(rank.values(), default=0) + 1)]
    for node in nodes:
        columns[rank[node]].append(node)
    return [column for column in columns if column]


def _order(columns: list[list[str]], pairs: list[Pair]) -> list[list[str]]:
    """Sort each column by the mean position of its neighbours, a few sweeps."""
    near: dict[str, list[str]] = {}
    for source, target in pairs:
        near.setdefault(source, []).append(target)
        near.setdefault(target, []).append(source)
    place = {node: float(index) for column in columns for index, node in enumerate(column)}
    for _ in range(_SWEEPS):
        for column in columns:
            column.sort(key=lambda node: (fmean([place[other] for other in near.get(node, [node])]), place[node]))
            place.update({node: float(index) for index, node in enumerate(column)})
    return columns


def _split(columns: list[list[str]]) -> list[list[str]]:
    return [column[i : i + _PER_RANK] for column in columns for i in range(0, len(column), _PER_RANK)]


def _curve(
    pair: Pair, ids: tuple[str, ...], places: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]
) -> PlacedEdge:
    (x1, y1), (x2, y2) = places[pair[0]], places[pair[1]]
    right = x2 >= x1
    start = (x1 + (1 if right else -1) * boxes[pair[0]].width / 2, y1)
    tip = (x2 - (1 if right else -1) * boxes[pair[1]].width / 2, y2)
    bend = max(30.0, abs(tip[0] - start[0]) / 2) * (1 if right else -1)
    points = (start, (start[0] + bend, y1), (tip[0] - bend, y2), tip)
    return PlacedEdge(
        ids, *pair, tuple((round(a, 2), round(b, 2)) for a, b in points), (round(tip[0], 2), round(y2, 2))
    )
