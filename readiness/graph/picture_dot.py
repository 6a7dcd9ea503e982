"""DOT for PNG and PDF with every place given, so that they show what the SVG shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from readiness.graph.labels import (
    FONT_SIZE,
    LINE_HEIGHT,
    PLAIN_STYLE,
    POINTS_PER_INCH,
    STYLES,
    SUB_FONT_SIZE,
    text_width,
)
from readiness.model.graphview import EdgeKind, Layout, NodeKind, PlacedEdge, SystemGraph

ENGINE = "nop2"  # Graphviz' own name for drawing what is placed already
Point = tuple[float, float]
_DPI = "144"
_GAP = 12.0
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def picture_dot(graph: SystemGraph, placed: Layout, font: str, caption: Sequence[str] = ()) -> str:
    """`placed` as DOT for the engine `nop2`; `caption`: lines below the picture."""
    import graphviz  # noqa: PLC0415 - needed here only

    below = LINE_HEIGHT * len(caption) + (_GAP if caption else 0.0)
    widest = max((text_width(line, FONT_SIZE) for line in caption), default=0.0)
    width = max(placed.width, widest)
    height = placed.height + below
    dot = graphviz.Digraph(
        graph_attr={"charset": "UTF-8", "dpi": _DPI, "bb": f"0,0,{width:g},{height:g}", "outputorder": "edgesfirst"},
        node_attr={"shape": "box", "style": "rounded,filled", "fixedsize": "true", "fontname": font},
        edge_attr={"arrowsize": "0.7", "color": "#b3b3b3" if placed.groups else "#767676"},
    )

    def at(x: float, y: float) -> str:
        return f"{x:.2f},{height - y:.2f}"

    def box(
        name: str, centre: tuple[float, float], size: tuple[float, float], label: str, style: dict[str, str]
    ) -> None:
        inches = {"width": f"{size[0] / POINTS_PER_INCH:.4f}", "height": f"{size[1] / POINTS_PER_INCH:.4f}"}
        dot.node(name, label=label, pos=at(*centre), **inches, **style)

    for index, group in enumerate(placed.groups):
        centre = (group.x + group.width / 2, group.y + group.height / 2)
        style = {"style": "rounded", "color": "#b3b3b3", "labelloc": "t"}
        box(f"g{index}", centre, (group.width, group.height), _html([group.label], bold=True), style)
    number = {node.id: f"n{index}" for index, node in enumerate(placed.nodes)}
    for node in placed.nodes:
        label = _html(node.lines, node.sub_line)
        box(number[node.id], (node.x, node.y), (node.width, node.height), label, _style_of(graph, node.id))
    for edge in placed.edges:
        tip = [f"e,{at(*edge.tip)}"] if edge.tip else []
        route = " ".join([*tip, *(at(*point) for point in edge.points)])
        dot.edge(number[edge.source], number[edge.target], pos=route, **_edge_style(graph, edge))
    if caption:
        centre = (widest / 2, placed.height + _GAP + LINE_HEIGHT * len(caption) / 2)
        style = {"shape": "plaintext", "style": ""}
        box("caption", centre, (widest, LINE_HEIGHT * len(caption)), _html(caption, left=True), style)
    return str(dot.source)


def _style_of(graph: SystemGraph, id_: str) -> dict[str, str]:
    node = graph.node_by_id[id_]
    fill, border = STYLES[node.state] if node.kind is NodeKind.SYSTEM else PLAIN_STYLE
    style = "rounded,filled,dashed" if node.kind is NodeKind.EXTERNAL else "rounded,filled"
    return {"style": style, "fillcolor": fill, "color": border}


def _edge_style(graph: SystemGraph, edge: PlacedEdge) -> dict[str, str]:
    links = [graph.edge_by_id[id_] for id_ in edge.edges]
    temporary = all(link.temporary or link.temporary_until for link in links)
    shared = links[0].kind is EdgeKind.SHARED_DATABASE
    return {"style": "dashed" if temporary else "solid", "dir": "none" if shared else "forward"}


def _html(lines: Sequence[str], sub: str = "", *, bold: bool = False, left: bool = False) -> str:
    """A label of Graphviz' HTML kind: what users typed is escaped, sizes are those the boxes were measured with."""
    end = '<BR ALIGN="LEFT"/>' if left else "<BR/>"
    stated = end.join(_text(line) for line in lines) + (end if left else "")
    stated = f"<B>{stated}</B>" if bold else stated
    small = f'<BR/><FONT POINT-SIZE="{SUB_FONT_SIZE:g}">{_text(sub)}</FONT>' if sub else ""
    return f'<<FONT POINT-SIZE="{FONT_SIZE - 1:g}">{stated}{small}</FONT>>'


def _text(line: str) -> str:
    return escape(_NOT_XML.sub("", line), quote=False)
