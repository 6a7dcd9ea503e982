"""The graph for other tools: DOT, GraphML (flat attributes only) and JSON, as text in memory."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from readiness.model.graphview import EdgeKind, GraphEdge, GraphNode, NodeKind, SystemGraph
from readiness.model.record import Word
from readiness.model.unknown import Unknown

JSON_VERSION = 1
_SEPARATOR = ";"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def to_json(graph: SystemGraph) -> str:
    """Nodes and edges with all attributes and how much they stand for; unknown is null and listed under `unknown`."""
    value = {
        "format": "readiness-graph",
        "version": JSON_VERSION,
        "directed": True,  # what reads graphs from JSON takes them for undirected otherwise
        "multigraph": True,
        "grouped_by": graph.by.value if graph.by else None,
        "totals": asdict(graph.totals),
        "inventory": asdict(graph.whole),
        "nodes": [_json_row(node_row(node)) for node in graph.nodes],
        "edges": [_json_row(edge_row(edge)) for edge in graph.edges],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def to_graphml(graph: SystemGraph) -> str:
    """GraphML for yEd, Gephi and the like: lists joined by `;`, what is unknown left out and named in `unknown`."""
    import networkx as nx  # noqa: PLC0415 - heavy

    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    view.graph |= {**({"grouped_by": graph.by.value} if graph.by else {}), **asdict(graph.totals)}
    view.graph |= {f"inventory_{name}": count for name, count in asdict(graph.whole).items()}
    for node in graph.nodes:
        view.add_node(node.id, **_flat(node_row(node)))
    for edge in graph.edges:
        view.add_edge(edge.source, edge.target, key=edge.id, **_flat(edge_row(edge)))
    return "\n".join(nx.generate_graphml(view)) + "\n"


def to_dot(graph: SystemGraph, title: str = "") -> str:
    """DOT with one line per link, for Graphviz and tools that read it; `hub` names what a link passes through.

    `title` stands below what is drawn from it.
    """
    import graphviz  # noqa: PLC0415 - needed here only

    names = {node.id: f"n{number}" if ":" in node.id else node.id for number, node in enumerate(graph.nodes)}
    dot = graphviz.Digraph(
        graph_attr={
            "rankdir": "LR",
            "charset": "UTF-8",
            **({"label": graphviz.escape(title), "labelloc": "b"} if title else {}),
        },
        node_attr={"shape": "box", "style": "rounded", "fontsize": "12"},
        edge_attr={"fontsize": "9", "arrowsize": "0.7"},
    )
    for node in graph.nodes:
        below = node.vendor_label if node.vendor_label != node.label else ""
        label = graphviz.escape(node.label + (f"\n{below}" if below else ""))
        style = "rounded,dashed" if node.kind is NodeKind.EXTERNAL else "rounded"
        dot.node(names[node.id], label=label, id=graphviz.escape(node.id), style=style)
    for edge in graph.edges:
        style = "dashed" if edge.temporary else "solid"
        direction = "none" if edge.kind is EdgeKind.SHARED_DATABASE else "forward"
        attributes = {"id": graphviz.escape(edge.id), "label": graphviz.escape(edge.label), "style": style}
        if edge.hub:
            attributes["hub"] = graphviz.escape(edge.hub)
        dot.edge(names[edge.source], names[edge.target], dir=direction, **attributes)
    return str(dot.source)


def node_row(node: GraphNode) -> dict[str, Any]:
    """All attributes of a node by name, values as in the model."""
    return {
        "id": node.id,
        "kind": node.kind,
        "label": node.label,
        "areas": node.areas,
        "vendor": node.vendor,
        "vendor_label": node.vendor_label,
        "party": node.party,
        "platform": node.platform,
        "hosting": node.hosting,
        "conformance": node.conformance,
        "migrated": node.migrated,
        "cutover": node.cutover.isoformat() if node.cutover else None,
        "wave": node.wave,
        "hub": node.hub,
        "members": node.members,
        "inside": node.inside,
        "shared": node.shared,
    }


def edge_row(edge: GraphEdge) -> dict[str, Any]:
    """All attributes of an edge by name, values as in the model."""
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind,
        "label": edge.label,
        "hub": edge.hub,
        "method": edge.method,
        "documented": edge.documented,
        "open": edge.open,
        "temporary": edge.temporary,
        "temporary_from": edge.temporary_from.isoformat() if edge.temporary_from else None,
        "temporary_until": edge.temporary_until.isoformat() if edge.temporary_until else None,
        "members": edge.members,
        "shared": edge.shared,
    }


def _json_row(row: dict[str, Any]) -> dict[str, Any]:
    unknown = [name for name, value in row.items() if isinstance(value, Unknown)]
    plain = {name: None if isinstance(value, Unknown) else _plain(value) for name, value in row.items()}
    return {**plain, "unknown": unknown}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Word) else value


def _flat(row: dict[str, Any]) -> dict[str, str | int | bool]:
    """GraphML knows no null and no list, and an attribute is of one type wherever it stands."""
    flat: dict[str, str | int | bool] = {}
    for name, value in row.items():
        if name == "id" or value is None or isinstance(value, Unknown):
            continue
        plain = _plain(value)
        flat[name] = _xml_safe(_SEPARATOR.join(plain) if isinstance(plain, tuple) else plain)
    unknown = [name for name, value in row.items() if isinstance(value, Unknown)]
    return {**flat, "unknown": _SEPARATOR.join(unknown)} if unknown else flat


def _xml_safe(value: str | int | bool) -> str | int | bool:
    """Without the control characters XML 1.0 cannot hold."""
    return _NOT_XML.sub("", value) if isinstance(value, str) else value
