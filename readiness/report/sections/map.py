"""依存関係図: the picture with its filters, months and details, and a table with the same content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from readiness.graph.build import build_graph
from readiness.graph.labels import LOOKS
from readiness.graph.layout import layout
from readiness.model.graphview import EdgeKind, GraphEdge, GraphNode, GroupBy, NodeKind, SystemGraph
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.graph_export import layout_options, picture_title
from readiness.report.graph_export import view as grouped
from readiness.report.graph_svg import graph_svg
from readiness.report.graph_words import method, platform, span, state_word, temporary_links
from readiness.report.values import Option
from readiness.tables.table import Cell, Row, Table, heads


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """`svg` is the picture (escaped by its own writer), `overview` the same by area where single systems would be too
    small on paper. `data` is what the page's script reads: nodes and links by id. `months`: stops of the slider.
    """

    svg: str
    overview: str
    description: str
    filters: tuple[tuple[str, str, tuple[Option, ...]], ...]
    months: tuple[Option, ...]
    external: bool
    keys: tuple[Key, ...]
    data: dict[str, Any]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An entry of the legend: the letter of the badge, its word, the looks of the box."""

    mark: str
    label: str
    fill: str
    border: str


# What the script says by itself; `{n}` and `{month}` are filled in by it.
WORDS = ("shown", "temporary", "incoming", "outgoing", "via", "none", "dense", "choose")
MOST_ON_PAPER = 60  # more boxes than this cannot be read on a sheet of A4


def view(context: ReportContext) -> MapView:
    """Everything of the section."""
    names = {area.key: context.area(area.key) for area in context.analysis.inputs.standard.areas}
    dates = {system: day for system, day in context.analysis.plan.date_of_system.items() if day}
    single = build_graph(context.inventory, dates, stands=context.analysis.decided)
    graph, _ = grouped(single, None, names, context.words)
    overview = ""
    if len(graph.nodes) > MOST_ON_PAPER:
        by_area, _ = grouped(context.analysis.graph, GroupBy.AREA, names, context.words)
        overview = svg(context, by_area, "overview")
    months = _months(context, graph.nodes)
    return MapView(
        svg=svg(context, graph, "graph"),
        overview=overview,
        description=context.t(
            "report.map.description.grouped" if graph is not single else "report.map.description",
            nodes=len(graph.nodes),
            links=len(context.analysis.graph.edges),
            **({"systems": len(single.nodes)} if graph is not single else {}),
        ),
        filters=tuple(
            (name, context.t(f"report.map.filter.{name}"), tuple(options))
            for name, options in (
                ("vendor", _vendors(context, graph.nodes)),
                ("area", _options((key, context.area(key)) for node in graph.nodes for key in node.areas)),
                ("platform", _options(p for p in (platform(context, node) for node in graph.nodes) if p[1])),
                ("state", _options((node.state, state_word(context, node)) for node in systems(graph.nodes))),
            )
            if options  # a node that stands for many systems has no vendor of its own to choose by
        ),
        months=months,
        external=any(node.kind is NodeKind.EXTERNAL for node in graph.nodes),
        keys=tuple(
            Key(
                mark=context.t(f"graph.mark.{state}"),
                label=context.t(f"graph.state.{state}"),
                fill=looks[0],
                border=looks[1],
            )
            for state, looks in LOOKS.items()
            if any(systems(graph.nodes))  # a box that stands for many systems has no state of its own
        ),
        data={
            "months": [[month.value, month.label] for month in months],
            "words": {name: context.t(f"report.map.words.{name}") for name in WORDS},
            "nodes": {node.id: _node(context, node) for node in graph.nodes},
            "links": {edge.id: _link(context, edge) for edge in graph.edges},
            # A drawn line may stand for many links; how many are temporary is counted over the links themselves.
            "spans": {edge.id: ends for edge in single.edges if all(ends := span(context, edge))},
        },
        table=links_table(context),
    )


def svg(context: ReportContext, graph: SystemGraph, prefix: str) -> str:
    """One picture as SVG text."""
    title = picture_title(graph, context.words, context.inventory.body.label)
    listed = (*context.inventory.vendors, *context.inventory.vendor_groups)
    parties = {party.id: party.label if context.names_vendors else party.id for party in listed}
    options = layout_options({**context.analysis.inputs.standard.node_names, **parties}, context.words)
    return graph_svg(graph, layout(graph, options), context.words, title=title, prefix=prefix)


def _vendors(context: ReportContext, nodes: Iterable[GraphNode]) -> list[Option]:
    labels = {
        "unknown" if isinstance(node.vendor, Unknown) else node.vendor: node.vendor_label
        for node in nodes
        if node.kind is not NodeKind.AREA
    }
    return _options((id_, label or context.t("common.unknown")) for id_, label in labels.items())


def systems(nodes: Iterable[GraphNode]) -> Iterable[GraphNode]:
    """The body's own systems."""
    return (node for node in nodes if node.kind is NodeKind.SYSTEM)


def _options(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    return [Option(value=value, label=label) for value, label in dict(pairs).items()]


def _node(context: ReportContext, node: GraphNode) -> dict[str, Any]:
    if node.kind is NodeKind.AREA:
        inside = context.join(context.name("system", id_) for id_ in node.members)
        facts = [(context.t("report.map.members"), inside)]
        return {"label": node.label, "vendor": f"{node.vendor_label} {inside}".strip(), "facts": facts}
    facts = [
        (context.t("report.map.state"), state_word(context, node)),
        (context.t("field.vendor"), node.vendor_label or context.t("common.unknown")),
    ]
    if node.kind is NodeKind.SYSTEM:
        system = context.inventory.system_by_id[node.id]
        facts += [
            (context.t("field.areas"), context.areas(node.areas) or "―"),
            (context.t("field.owner_division"), context.name("division", context.owner(system.id))),
            (context.t("report.map.filter.platform"), platform(context, node)[1]),
            (context.t("field.due"), context.say(system.due)),
            (context.t("field.migrated"), context.say(node.migrated)),
        ]
        if node.cutover is not None:
            facts.append((context.t("report.map.cutover"), context.long_day(node.cutover)))
    return {"label": node.label, "vendor": node.vendor_label, "facts": facts}


def _link(context: ReportContext, edge: GraphEdge) -> dict[str, Any]:
    found: dict[str, Any] = {"from": edge.source, "to": edge.target}
    if edge.kind is EdgeKind.GROUP:
        return {**found, "what": context.t("report.map.links", count=int(edge.label)), "members": edge.members}
    found |= {"what": edge.label or context.say(edge.kind), "how": method(context, edge)}
    if edge.members:
        found["members"] = edge.members
    if edge.hub:
        found["hub"] = edge.hub
    if edge.temporary:
        found["temporary"] = True
    start, end = span(context, edge)
    if start:
        found["start"] = start
    if end:
        found["end"] = end
    return found


def _months(context: ReportContext, nodes: Iterable[GraphNode]) -> tuple[Option, ...]:
    """Every month from as_of to the last change; none where no date is known."""
    days = [node.cutover for node in nodes if node.cutover]
    days += [day for link in context.analysis.plan.links for day in (link.opened, link.removed) if day]
    if not days:
        return ()
    first, last = context.as_of.replace(day=1), max(days).replace(day=1)
    found: list[Option] = []
    month = first
    while month <= last and len(found) < 240:
        found.append(Option(value=f"{month:%Y-%m}", label=context.month(month)))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(found)


def links_table(context: ReportContext) -> Table:
    """Every interface as a row; the same content as the picture."""
    names = ("from", "to", "data", "method", "hub", "layout", "months", "place")
    return Table(
        id="t-links",
        caption=context.t("report.links.caption"),
        columns=heads(*(context.t(f"report.links.{name}") for name in names)),
        rows=tuple(link_row(context, edge) for edge in context.analysis.graph.edges),
        empty=context.t("report.links.empty"),
    )


def link_row(context: ReportContext, edge: GraphEdge) -> Row:
    """One interface as a row."""
    link = temporary_links(context).get(edge.id)
    months = ""
    if link is not None:
        since = context.month(link.opened) if link.opened else context.t("report.links.now")
        months = f"{since}–{context.month(link.removed) if link.removed else ''}"
    elif edge.temporary:
        months = context.t("report.links.temporary")
    elif edge.expected:
        months = context.t("report.links.expected")
    layout = context.cell(edge.open)
    if not layout.mark:
        layout = Cell(text=context.t("report.links.open" if edge.open is True else "report.links.closed"))
    return (
        Cell(text=context.end(edge.source)),
        Cell(text=context.end(edge.target)),
        Cell(text=edge.label or context.say(edge.kind), sub=edge.id),
        Cell(
            text=method(context, edge),
            mark="unknown" if isinstance(edge.method, Unknown) and edge.kind is EdgeKind.INTERFACE else "",
        ),
        Cell(text=context.end(edge.hub) if edge.hub else "―"),
        layout if edge.kind is EdgeKind.INTERFACE else Cell(text="―"),
        Cell(text=months or "―", mark="note" if months else ""),
        Cell(text=context.place(edge.ref), mark="place"),
    )
