"""The dependency picture as values for its template: boxes, curves, words; the template escapes them."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.graph.labels import FONT_SIZE, LINE_HEIGHT, SUB_FONT_SIZE
from readiness.graph.layout import LayoutOptions, layout
from readiness.model.graphview import GraphEdge, GraphNode, NodeKind, PlacedEdge, PlacedNode
from readiness.report.context import ReportContext
from readiness.report.graph_words import platform, span, state_word

MARGIN = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a label and where its baseline is, from the top left corner of the box."""

    text: str
    y: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node. `state` is a conformance code, `external`, or `unknown`; `symbol` says the same without colour."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    state: str
    symbol: str
    external: bool
    moved: bool
    cutover: str
    label: str
    vendor: str
    areas: str
    platform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A drawn link, standing for one or more interfaces. `spans`: months in which it is temporary, `from/to` pairs."""

    source: str
    target: str
    ids: str
    path: str
    arrow: str
    temporary: bool
    spans: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole picture, in points."""

    width: float
    height: float
    title: str
    description: str
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


_SYMBOLS = {"conformant": "●", "transitional": "▲", "non_conformant": "■", "unknown": "？"}


def picture(context: ReportContext) -> Picture:
    """Layout and words of the whole graph."""
    graph = context.analysis.graph
    placed = layout(graph, LayoutOptions(rank_gap=72.0, node_gap=10.0))
    nodes, edges = graph.node_by_id, graph.edge_by_id

    def box(item: PlacedNode) -> Box:
        node = nodes[item.id]
        external = node.kind is not NodeKind.SYSTEM
        return Box(
            id=node.id,
            x=round(item.x - item.width / 2 + MARGIN, 1),
            y=round(item.y - item.height / 2 + MARGIN, 1),
            width=round(item.width, 1),
            height=round(item.height, 1),
            lines=_lines(item),
            state="external" if external else node.state,
            symbol="◇" if external else _SYMBOLS.get(node.state, "？"),
            external=external,
            moved=node.migrated is True,
            cutover=f"{node.cutover:%Y-%m}" if node.cutover else "",
            label=_aria(context, node, state_word(context, node)),
            vendor=node.vendor_label,
            areas=" ".join(node.areas),
            platform=platform(context, node),
        )

    def curve(item: PlacedEdge) -> Curve:
        stands_for: list[GraphEdge] = [edges[id_] for id_ in item.edges]
        spans = {f"{start}/{end}" for edge in stands_for for start, end in (span(context, edge),) if end}
        return Curve(
            source=item.source,
            target=item.target,
            ids=" ".join(item.edges),
            path=_path(item),
            arrow=_arrow(item),
            temporary=any(edge.temporary for edge in stands_for),
            spans=" ".join(sorted(spans)),
        )

    return Picture(
        width=round(placed.width + 2 * MARGIN, 1),
        height=round(placed.height + 2 * MARGIN, 1),
        title=context.t("report.map.title", body=context.inventory.body.label),
        description=context.t("report.map.description", nodes=len(placed.nodes), links=len(graph.edges)),
        boxes=tuple(box(item) for item in placed.nodes),
        curves=tuple(curve(item) for item in placed.edges),
    )


def _aria(context: ReportContext, node: GraphNode, state: str) -> str:
    return context.t(
        "report.map.node", name=node.label, vendor=node.vendor_label or context.t("common.unknown"), state=state
    )


def _lines(item: PlacedNode) -> tuple[Line, ...]:
    lines = [
        Line(text=text, y=round(7 + FONT_SIZE * 0.9 + index * LINE_HEIGHT, 1), size=FONT_SIZE)
        for index, text in enumerate(item.lines)
    ]
    if item.sub_line:
        y = round(7 + len(item.lines) * LINE_HEIGHT + SUB_FONT_SIZE, 1)
        lines.append(Line(text=item.sub_line, y=y, size=SUB_FONT_SIZE))
    return tuple(lines)


def _point(point: tuple[float, float]) -> str:
    return f"{point[0] + MARGIN:.1f},{point[1] + MARGIN:.1f}"


def _path(item: PlacedEdge) -> str:
    if not item.points:
        return ""
    first, *rest = item.points
    curves = [" ".join(_point(point) for point in rest[index : index + 3]) for index in range(0, len(rest) - 2, 3)]
    return f"M{_point(first)} " + " ".join(f"C{curve}" for curve in curves)


def _arrow(item: PlacedEdge) -> str:
    """The head as a triangle from the end of the curve to its tip."""
    if item.tip is None or not item.points:
        return ""
    (x, y), (tip_x, tip_y) = item.points[-1], item.tip
    dx, dy = tip_x - x, tip_y - y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    side_x, side_y = -dy / length * 3.2, dx / length * 3.2
    corners = ((tip_x, tip_y), (x + side_x, y + side_y), (x - side_x, y - side_y))
    return "M" + " L".join(_point(corner) for corner in corners) + "Z"
