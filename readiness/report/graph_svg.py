"""The picture of a graph as SVG: classes and data attributes for the report, plain looks of its own, no script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import atan2, cos, pi, sin
from xml.sax.saxutils import escape, quoteattr

from readiness.graph.labels import (
    FONT_SIZE,
    LINE_HEIGHT,
    PLAIN_STYLE,
    STYLES,
    SUB_FONT_SIZE,
    SUB_LINE_HEIGHT,
    text_width,
)
from readiness.messages.catalogue import Catalogue
from readiness.model.graphview import (
    EdgeKind,
    GraphEdge,
    GraphNode,
    Layout,
    NodeKind,
    PlacedEdge,
    PlacedGroup,
    PlacedNode,
    SystemGraph,
)
from readiness.model.record import Maybe, Word
from readiness.model.unknown import Unknown

_MARGIN = 12.0
_ARROW = 7.0
_BADGE = 8.0
_FONT = "'BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP','Yu Gothic UI','Meiryo','Hiragino Sans',sans-serif"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def graph_svg(
    graph: SystemGraph,
    layout: Layout,
    words: Catalogue,
    *,
    title: str,
    prefix: str = "graph",
    caption: Sequence[str] = (),
) -> str:
    """SVG text. `title` is read out for the whole picture; `prefix` keeps ids apart when a page holds several.

    `caption`: lines below the picture, for one that stands alone.

    Every node and edge carries `data-id` and, as far as known, vendor, party, area, platform, state, hosting, migrated
    and wave (nodes); source, target, from, until (edges). Unknown is `unknown`, never an empty value.
    """
    widest = max((text_width(line, FONT_SIZE) for line in caption), default=0.0)
    width = max(layout.width, widest) + 2 * _MARGIN
    height = layout.height + 2 * _MARGIN + LINE_HEIGHT * len(caption) + (_MARGIN if caption else 0.0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="group" aria-labelledby="{prefix}-title"'
        f' viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}"'
        f' font-family="{_FONT}" data-engine="{layout.engine}">',
        f'<title id="{prefix}-title">{_text(title)}</title>',
        f'<g transform="translate({_n(_MARGIN)} {_n(_MARGIN)})">',
        *(_group(group) for group in layout.groups),
        f'<g class="graph-edges" fill="none"{" opacity=" + quoteattr("0.5") if layout.groups else ""}>',
        *(_edge(graph, edge, words) for edge in layout.edges),
        '</g><g class="graph-nodes">',
        *(_node(graph.node_by_id[node.id], node, words) for node in layout.nodes),
        "</g>",
        *_caption(layout, caption),
        "</g></svg>",
    ]
    return "\n".join(lines) + "\n"


def _caption(layout: Layout, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        y = layout.height + _MARGIN + LINE_HEIGHT * number
        yield f'<text x="0" y="{_n(y)}" font-size="{_n(FONT_SIZE)}" fill="#1a1a1a">{_text(line)}</text>'


def _group(group: PlacedGroup) -> str:
    """A frame with its title in the upper left."""
    return (
        f'<g class="graph-group"{_data({"group": group.id})}><rect x="{_n(group.x)}" y="{_n(group.y)}"'
        f' width="{_n(group.width)}" height="{_n(group.height)}" rx="8" fill="#f2f2f2" stroke="#b3b3b3"/>'
        f'<text x="{_n(group.x + 12)}" y="{_n(group.y + 22)}" font-size="{_n(FONT_SIZE + 1)}" font-weight="bold"'
        f' fill="#1a1a1a">{_text(group.label)}</text></g>'
    )


def node_title(node: GraphNode, words: Catalogue) -> str:
    """One line that says what the node is: name, kind, vendor, state, hosting, cut-over."""
    parts = [node.label, words.get(f"graph.kind.{node.kind.value}")]
    if node.kind is NodeKind.SYSTEM:
        vendor = node.vendor_label or words.get("common.unknown")
        parts += [
            words.get("graph.title.vendor", vendor=vendor),
            words.get("graph.title.state", state=words.get(f"graph.state.{node.state}")),
        ]
        if node.cutover:
            parts.append(words.get("graph.title.cutover", date=node.cutover))
    elif node.members:
        parts.append(words.get("graph.title.members", number=len(node.members)))
        parts += [words.get("graph.title.inside", number=len(node.inside))] if node.inside else []
        parts += [words.get("graph.title.shared", number=len(node.shared))] if node.shared else []
    return words.get("graph.title.separator").join(parts)


def edge_title(graph: SystemGraph, edges: Iterable[GraphEdge], words: Catalogue) -> str:
    """One line per link: from, to, data, method, hub, temporary."""
    return "\n".join(_edge_line(graph, edge, words) for edge in edges)


def _edge_line(graph: SystemGraph, edge: GraphEdge, words: Catalogue) -> str:
    ends = graph.node_by_id[edge.source].label, graph.node_by_id[edge.target].label
    kind = words.get(f"graph.edge_kind.{edge.kind.value}")
    parts = [words.get("graph.title.edge", source=ends[0], target=ends[1], label=edge.label or kind)]
    if not isinstance(edge.method, Unknown):
        parts.append(words.get(f"graph.method.{edge.method.value}"))
    if edge.hub:
        hub = graph.node_by_id.get(edge.hub)
        parts.append(words.get("graph.title.hub", hub=hub.label if hub else edge.hub))
    if edge.temporary or edge.temporary_until:
        parts.append(words.get("graph.title.temporary"))
    return words.get("graph.title.separator").join(parts)


def _edge(graph: SystemGraph, placed: PlacedEdge, words: Catalogue) -> str:
    edges = [graph.edge_by_id[id_] for id_ in placed.edges]
    temporary = all(edge.temporary or edge.temporary_until for edge in edges)
    undocumented = any(edge.documented is False for edge in edges)
    classes = ["edge", *(f"edge-{kind}" for kind in dict.fromkeys(edge.kind.value for edge in edges))]
    classes += ["is-temporary"] if temporary else []
    classes += ["is-undocumented"] if undocumented else []
    starts = [edge.temporary_from for edge in edges if edge.temporary_from]
    ends = [edge.temporary_until for edge in edges if edge.temporary_until]
    data = {
        "id": " ".join(placed.edges),
        "source": placed.source,
        "target": placed.target,
        "from": min(starts).isoformat() if starts else "",
        "until": max(ends).isoformat() if ends else "",
    }
    dash = ' stroke-dasharray="6 4"' if temporary else ""
    shared = edges[0].kind is EdgeKind.SHARED_DATABASE
    path = (
        f'<path d="{_path(placed, arrow=not shared)}" stroke="#767676" stroke-width="{2.4 if shared else 1.1}"{dash}/>'
    )
    arrow = "" if shared else _arrow(placed)
    title = f"<title>{_text(edge_title(graph, edges, words))}</title>"
    return f'<g class="{" ".join(classes)}"{_data(data)}>{title}{path}{arrow}</g>'


def _node(node: GraphNode, placed: PlacedNode, words: Catalogue) -> str:
    fill, border = STYLES[node.state] if node.kind is NodeKind.SYSTEM else PLAIN_STYLE
    dash = ' stroke-dasharray="5 3"' if node.kind is NodeKind.EXTERNAL else ""
    weight = 2.4 if node.hub else 1.2
    x, y = placed.x - placed.width / 2, placed.y - placed.height / 2
    classes = ["node", f"node-{node.kind.value}", f"state-{node.state}", *(["is-hub"] if node.hub else [])]
    box = (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(placed.width)}" height="{_n(placed.height)}" rx="6"'
        f' fill="{fill}" stroke="{border}" stroke-width="{weight}"{dash}/>'
    )
    title = f"<title>{_text(node_title(node, words))}</title>"
    badge = _badge(node, placed, border, words) if node.kind is NodeKind.SYSTEM else ""
    return f'<g class="{" ".join(classes)}"{_data(_node_data(node))}>{title}{box}{"".join(_lines(placed))}{badge}</g>'


def _node_data(node: GraphNode) -> dict[str, str]:
    return {
        "id": node.id,
        "kind": node.kind.value,
        "vendor": _plain(node.vendor),
        "party": _plain(node.party),
        "area": " ".join(node.areas) or "unknown",
        "platform": _plain(node.platform),
        "state": node.state,
        "hosting": _plain(node.hosting),
        "migrated": _plain(node.migrated),
        "wave": "unknown" if node.wave is None else str(node.wave),
        "cutover": node.cutover.isoformat() if node.cutover else "",
    }


def _lines(placed: PlacedNode) -> Iterator[str]:
    """Label lines centred in the box, the vendor below in small."""
    total = LINE_HEIGHT * len(placed.lines) + (SUB_LINE_HEIGHT if placed.sub_line else 0.0)
    y = placed.y - total / 2 + LINE_HEIGHT * 0.78
    for line in placed.lines:
        yield _line(placed.x, y, FONT_SIZE, "#1a1a1a", line)
        y += LINE_HEIGHT
    if placed.sub_line:
        yield _line(placed.x, y - 1.5, SUB_FONT_SIZE, "#4d4d4d", placed.sub_line)


def _line(x: float, y: float, size: float, colour: str, content: str) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="middle" fill="{colour}">'
        f"{_text(content)}</text>"
    )


def _badge(node: GraphNode, placed: PlacedNode, border: str, words: Catalogue) -> str:
    """The state as a letter on the corner."""
    x, y = placed.x + placed.width / 2 - 3, placed.y - placed.height / 2 + 3
    mark = _text(words.get(f"graph.mark.{node.state}"))
    return (
        f'<g class="badge" aria-hidden="true"><circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(_BADGE)}" fill="#ffffff"'
        f' stroke="{border}" stroke-width="1.2"/><text x="{_n(x)}" y="{_n(y + 3.4)}" font-size="9.5"'
        f' text-anchor="middle" fill="{border}">{mark}</text></g>'
    )


def _path(placed: PlacedEdge, *, arrow: bool) -> str:
    first, *rest = placed.points
    curve = f"M{_n(first[0])} {_n(first[1])}C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in rest)
    if placed.tip and not arrow:
        curve += f"L{_n(placed.tip[0])} {_n(placed.tip[1])}"
    return curve


def _arrow(placed: PlacedEdge) -> str:
    """A filled triangle at the tip, along the last stretch of the curve."""
    tip = placed.tip or placed.points[-1]
    before = next((point for point in reversed(placed.points) if point != tip), tip)
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    corners = [tip]
    for side in (pi - 0.4, pi + 0.4):
        corners.append((tip[0] + _ARROW * cos(angle + side), tip[1] + _ARROW * sin(angle + side)))
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    return f'<polygon points="{points}" fill="#767676" stroke="none"/>'


def _data(values: dict[str, str]) -> str:
    return "".join(f" data-{name}={quoteattr(_clean(value))}" for name, value in values.items() if value)


def _plain(value: Maybe[object]) -> str:
    if isinstance(value, Unknown):
        return "unknown"
    if isinstance(value, Word):
        return str(value.value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(content: str) -> str:
    return escape(_clean(content))


def _clean(content: str) -> str:
    """Without the characters XML cannot hold."""
    return _NOT_XML.sub("", content)


def _n(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
