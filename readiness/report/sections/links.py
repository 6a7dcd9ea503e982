"""連携一覧: every interface of the ledger as a row, beside the pictures that count them."""

from __future__ import annotations

from readiness.model.graphview import EdgeKind, GraphEdge
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.graph_words import method, temporary_links
from readiness.tables.table import Cell, Row, Table, heads


def links_table(context: ReportContext) -> Table:
    """Every interface and shared database as a row."""
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
