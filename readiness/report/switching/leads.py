"""Structural leads (参考) as a table."""

from __future__ import annotations

from readiness.model.lockin.leads import Lead, LeadKind
from readiness.report.context import ReportContext
from readiness.report.switching.tables import named_table
from readiness.tables.table import Cell, Table


def leads_table(context: ReportContext) -> Table:
    """Every lead with its path and how often it was found again."""
    return named_table(
        context,
        "leads",
        ("kind", "message", "subjects", "way", "path"),
        (
            (
                Cell(text=context.say(lead.kind)),
                Cell(text=context.render(lead.message, lead.path)),
                Cell(text=context.join(_thing(context, id_) for id_ in lead.subjects)),
                Cell(text=_way(context, lead)),
                Cell(
                    text=context.t(
                        "report.leads.runs",
                        removal=_percent(lead.removal),
                        addition=_percent(lead.addition),
                        about=(*lead.subjects, *lead.path),
                    )
                ),
            )
            for lead in context.analysis.lockin.leads
        ),
    )


def documented_line(context: ReportContext) -> str:
    """The completeness every lead is read with."""
    return context.join(
        context.t("report.leads.documented", line=context.measure_line(total))
        for total in context.analysis.lockin.totals
        if total.name == "lockin.documented_links"
    )


def _percent(share: float) -> int:
    return round(100 * share)


def _way(context: ReportContext, lead: Lead) -> str:
    """The path of a lead: along arrows where it is one, else the systems it is about."""
    names = [_thing(context, id_) for id_ in lead.path]
    if lead.kind is LeadKind.CUT_EDGE:
        return " → ".join(names)
    if lead.kind is LeadKind.DOMINATOR:
        return " → ".join((*names[:2], context.join(names[2:])))
    return context.join(names) or "―"


def _thing(context: ReportContext, id_: str) -> str:
    """A node or a link."""
    return context.link(id_) if id_ in context.analysis.graph.edge_by_id else context.end(id_)
