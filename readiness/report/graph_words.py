"""How nodes and links of the graph are told in words."""

from __future__ import annotations

from readiness.model.graphview import EdgeKind, GraphEdge, GraphNode, NodeKind
from readiness.model.plan import TemporaryLink
from readiness.model.record import Word
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext


def platform(context: ReportContext, node: GraphNode) -> tuple[str, str]:
    """What a node runs on: as the picture's data has it, and in words; no words for external systems."""
    if node.kind is not NodeKind.SYSTEM:
        return "", ""
    if isinstance(node.platform, Unknown):
        return "unknown", context.t("common.unknown")
    hosting = node.hosting
    same = isinstance(hosting, Word) and node.platform == hosting.ja
    return node.platform, context.say(hosting) if same else node.platform


def state_word(context: ReportContext, node: GraphNode) -> str:
    """The conformance axis of a node, in words."""
    if node.kind is not NodeKind.SYSTEM:
        return context.say(node.kind)
    return context.say(node.conformance)


def method(context: ReportContext, edge: GraphEdge) -> str:
    """How data is handed over."""
    return context.say(edge.kind) if edge.kind is EdgeKind.SHARED_DATABASE else context.say(edge.method)


def span(context: ReportContext, edge: GraphEdge) -> tuple[str, str]:
    """First and last month (YYYY-MM) in which a link is temporary; open at the start where it is so today."""
    link = temporary_links(context).get(edge.id)
    if link is None:
        return "", ""
    return f"{link.opened or context.as_of:%Y-%m}", f"{link.removed:%Y-%m}" if link.removed else "9999-12"


def temporary_links(context: ReportContext) -> dict[str, TemporaryLink]:
    """Temporary links of the plan by interface."""
    return {link.id: link for link in context.analysis.plan.links}
