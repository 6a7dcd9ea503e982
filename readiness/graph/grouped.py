"""A layout for many systems: cards in titled groups (one per area), links drawn behind them.

Graphviz needs a page per hundred links to keep curves apart; past a hundred systems a reader looks for a card by its
area, not along a curve. Linear, deterministic, no Graphviz.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from readiness.graph.labels import FONT_SIZE, Box, text_width
from readiness.model.graphview import (
    UNKNOWN_GROUP,
    GraphNode,
    Layout,
    NodeKind,
    PlacedEdge,
    PlacedGroup,
    PlacedNode,
    SystemGraph,
)
from readiness.model.unknown import Unknown

EXTERNAL = "external"
_GAP = 10.0
_GROUP_GAP = 34.0
_PADDING = 12.0
_TITLE = 24.0
_PAGE_RATIO = 1.5  # width to height of the whole
_GROUP_RATIO = 1.6
Pair = tuple[str, str]
Point = tuple[float, float]


def grouped(
    graph: SystemGraph, boxes: Mapping[str, Box], drawn: Mapping[Pair, tuple[str, ...]], names: Mapping[str, str]
) -> Layout:
    """Groups on shelves, in the order their first system is listed, what lies outside last."""
    members: dict[str, list[str]] = {}
    for node in sorted(graph.nodes, key=lambda node: node.kind is NodeKind.EXTERNAL):
        members.setdefault(group_of(node), []).append(node.id)
    blocks = [_Block(key, names.get(key, key), ids, boxes) for key, ids in members.items()]
    page = sqrt(sum((b.width + _GROUP_GAP) * (b.height + _GROUP_GAP) for b in blocks) * _PAGE_RATIO)
    corners, width, height = _shelves(blocks, max(page, *(block.width for block in blocks)))
    places: dict[str, Point] = {}
    groups = []
    for block, (x, y) in zip(blocks, corners, strict=True):
        groups.append(PlacedGroup(block.key, block.label, _r(x), _r(y), _r(block.width), _r(block.height)))
        places.update(block.cells(x, y))
    nodes = tuple(
        PlacedNode(node.id, *places[node.id], boxes[node.id].width, boxes[node.id].height, *_label(boxes[node.id]))
        for node in graph.nodes
    )
    edges = tuple(_curve(pair, ids, places, boxes) for pair, ids in drawn.items())
    return Layout(width=_r(width), height=_r(height), nodes=nodes, edges=edges, groups=tuple(groups), engine="grouped")


def group_of(node: GraphNode) -> str:
    """First area, else the party that runs it; external systems and systems of unknown vendors are groups of theirs."""
    if node.kind is NodeKind.EXTERNAL:
        return EXTERNAL
    if node.areas:
        return node.areas[0]
    return UNKNOWN_GROUP if isinstance(node.party, Unknown) else node.party


class _Block:
    """A group as a grid of equal cells under its title."""

    def __init__(self, key: str, label: str, ids: Sequence[str], boxes: Mapping[str, Box]) -> None:
        self.key, self.label, self.ids = key, label, ids
        self._cell = (max(boxes[i].width for i in ids) + _GAP, max(boxes[i].height for i in ids) + _GAP)
        self._columns = max(1, min(len(ids), ceil(sqrt(len(ids) * _GROUP_RATIO * self._cell[1] / self._cell[0]))))
        inner = self._columns * self._cell[0] - _GAP
        self.width = max(inner, text_width(label, FONT_SIZE)) + 2 * _PADDING
        self.height = _TITLE + ceil(len(ids) / self._columns) * self._cell[1] - _GAP + 2 * _PADDING

    def cells(self, x: float, y: float) -> dict[str, Point]:
        """Centres of the cards when the block's corner is at (x, y)."""
        width, height = self._cell
        return {
            id_: (
                _r(x + _PADDING + (number % self._columns) * width + (width - _GAP) / 2),
                _r(y + _PADDING + _TITLE + (number // self._columns) * height + (height - _GAP) / 2),
            )
            for number, id_ in enumerate(self.ids)
        }


def _shelves(blocks: Sequence[_Block], page: float) -> tuple[list[Point], float, float]:
    """Corner of every block, in order, left to right and then below; and the size of the whole."""
    corners: list[Point] = []
    x = y = shelf = widest = 0.0
    for block in blocks:
        if x and x + block.width > page:
            x, y, shelf = 0.0, y + shelf + _GROUP_GAP, 0.0
        corners.append((x, y))
        widest = max(widest, x + block.width)
        shelf = max(shelf, block.height)
        x += block.width + _GROUP_GAP
    return corners, widest, y + shelf


def _curve(pair: Pair, ids: tuple[str, ...], places: Mapping[str, Point], boxes: Mapping[str, Box]) -> PlacedEdge:
    """From the near side of one card to the near side of the other."""
    (x1, y1), (x2, y2) = places[pair[0]], places[pair[1]]
    across = abs(x2 - x1) > (boxes[pair[0]].width + boxes[pair[1]].width) / 2
    if across:
        way = 1 if x2 > x1 else -1
        start, tip = (x1 + way * boxes[pair[0]].width / 2, y1), (x2 - way * boxes[pair[1]].width / 2, y2)
        bend = (tip[0] - start[0]) / 2
        middle = ((start[0] + bend, start[1]), (tip[0] - bend, tip[1]))
    else:
        way = 1 if y2 > y1 else -1
        start, tip = (x1, y1 + way * boxes[pair[0]].height / 2), (x2, y2 - way * boxes[pair[1]].height / 2)
        bend = (tip[1] - start[1]) / 2
        middle = ((start[0], start[1] + bend), (tip[0], tip[1] - bend))
    points = tuple((_r(x), _r(y)) for x, y in (start, *middle, tip))
    return PlacedEdge(ids, *pair, points, points[-1])


def _label(box: Box) -> tuple[tuple[str, ...], str]:
    return box.lines, box.sub_line


def _r(value: float) -> float:
    return round(value, 2)
