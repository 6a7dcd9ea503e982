"""graph/*.svg, plan.{json,csv,svg,ics} and wbs.xlsx: the pictures and the plan as files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.graph.build import build_graph
from readiness.graph.layout import layout
from readiness.model.graphview import GroupBy, SystemGraph
from readiness.report.context import ReportContext
from readiness.report.gantt import Grouping, gantt, groupings
from readiness.report.graph_export import grouping, layout_options, picture_title
from readiness.report.graph_export import view as grouped
from readiness.report.graph_svg import graph_svg
from readiness.report.html import render_svg
from readiness.report.plan.ics import plan_ics
from readiness.report.plan.json import plan_json
from readiness.report.sections.plan import moves_table
from readiness.report.sections.schedule import timeline_table, waves_table, wbs_table
from readiness.tables.table import Book
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx

File = tuple[str, bytes]


def graphs(context: ReportContext) -> Iterator[File]:
    """One picture of the systems and one of each grouping."""
    analysis = context.analysis
    names = {area.key: context.area(area.key) for area in analysis.inputs.standard.areas}
    names |= {party.id: party.label for party in (*context.inventory.vendors, *context.inventory.vendor_groups)}
    dates = {system: day for system, day in analysis.plan.date_of_system.items() if day}
    graph = build_graph(context.inventory, dates, stands=analysis.decided, names=context.apart)
    for name, by in (("systems", None), *((by.value, by) for by in GroupBy)):
        shown, _ = grouped(graph, by, names, context.words)
        yield f"graph/{name}.svg", svg(context, shown, name).encode("utf-8")


def svg(context: ReportContext, graph: SystemGraph, prefix: str) -> str:
    """One picture as SVG text."""
    title = picture_title(graph, context.words, context.inventory.body.label)
    listed = (*context.inventory.vendors, *context.inventory.vendor_groups)
    parties = {party.id: party.label if context.names_vendors else party.id for party in listed}
    options = layout_options({**context.analysis.inputs.standard.node_names, **parties}, context.words)
    caption = (context.t("graph.caption", title=title, day=context.as_of), *grouping(graph, context.words))
    return graph_svg(graph, layout(graph, options), context.words, title=title, prefix=prefix, caption=caption)


def plan_files(context: ReportContext) -> Iterator[File]:
    """The plan for other tools, for a spreadsheet and as Gantt pictures; nothing where nothing is left to move."""
    plan = context.analysis.plan
    yield "plan.json", plan_json(plan, context.words).encode("utf-8")
    yield "plan.csv", write_csv(moves_table(context))
    if plan.moves:
        yield "plan.ics", plan_ics(plan, context.inventory, context.words).encode("utf-8")
        yield "wbs.xlsx", _wbs(context)
        lanes: dict[str, Grouping | None] = {"": None, **{f"-{name}": by for name, by in groupings(context).items()}}
        for suffix, grouping in lanes.items():
            picture = render_svg(context, gantt(context, grouping), f"plan{suffix}")
            yield f"plan{suffix}.svg", picture.encode("utf-8")


def _wbs(context: ReportContext) -> bytes:
    """The work breakdown as a workbook of its own, with the dates it is counted back from."""
    sheets = {"wbs": wbs_table(context), "waves": waves_table(context), "timeline": timeline_table(context)}
    named = tuple(replace(table, id=key, caption=context.t(f"report.sheet.{key}")) for key, table in sheets.items())
    title = context.t("report.wbs.title", body=context.inventory.body.label)
    return write_xlsx(Book(title=title, tables=named, dated=context.as_of))
