"""Open-interface ratio: links that follow 機能別連携仕様 or an open layout, among those whose layout is known."""

from __future__ import annotations

from readiness.lockin.figures import measure, rows_of
from readiness.model.graphview import EdgeKind, SystemGraph
from readiness.model.inventory import Inventory
from readiness.model.lockin.shares import Openness
from readiness.model.record import InterfaceId
from readiness.model.unknown import UNKNOWN, Unknown


def openness(inventory: Inventory, graph: SystemGraph) -> Openness:
    """Counts by links, unknown apart; bounds if every unknown link were closed, or open."""
    links = [edge for edge in graph.edges if edge.kind is EdgeKind.INTERFACE]
    open_ = tuple(InterfaceId(edge.id) for edge in links if edge.open is True)
    closed = tuple(InterfaceId(edge.id) for edge in links if edge.open is False)
    unknown = tuple(InterfaceId(edge.id) for edge in links if isinstance(edge.open, Unknown))
    known, total = len(open_) + len(closed), len(links)
    records = [interface for interface in inventory.interfaces if interface.id in graph.edge_by_id]
    ratio = measure(
        "lockin.open_ratio",
        round(100 * len(open_) / known, 1) if known else UNKNOWN,
        "percent",
        known=known,
        total=total,
        rows=rows_of(records),
        low=round(100 * len(open_) / total, 1) if total else None,
        high=round(100 * (len(open_) + len(unknown)) / total, 1) if total else None,
    )
    return Openness(open=open_, closed=closed, unknown=unknown, ratio=ratio)
