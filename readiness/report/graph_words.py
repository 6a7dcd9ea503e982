"""How nodes and links of the graph are told in words."""

from __future__ import annotations

from readiness.model.graphview import EdgeKind, GraphEdge
from readiness.model.plan import TemporaryLink
from readiness.report.context import ReportContext


def method(context: ReportContext, edge: GraphEdge) -> str:
    """How data is handed over."""
    return context.say(edge.kind) if edge.kind is EdgeKind.SHARED_DATABASE else context.say(edge.method)


def temporary_links(context: ReportContext) -> dict[str, TemporaryLink]:
    """Temporary links of the plan by interface."""
    return {link.id: link for link in context.analysis.plan.links}
