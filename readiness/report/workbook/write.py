"""report.xlsx: tables with filters, frozen heads, widths for Japanese, native charts; same input, same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from readiness.analysis.analyze import Analysis
from readiness.model.dates import add_months
from readiness.model.plan import CostNature
from readiness.report.context import ReportContext
from readiness.report.finance import totals
from readiness.report.gantt import links_in
from readiness.report.options import ReportOptions
from readiness.report.sections.evidence import measures
from readiness.report.values import Cell, Table
from readiness.report.workbook.sheets import known_number, tables
from readiness.report.workbook.table_sheet import HEAD_ROW, open_book, table_sheet


def workbook(analysis: Analysis, options: ReportOptions) -> Iterator[tuple[str, bytes]]:
    """The workbook."""
    context = ReportContext(analysis=analysis, options=options)
    yield "report.xlsx", _render(context)


def _render(context: ReportContext) -> bytes:
    buffer = BytesIO()
    body = context.inventory.body
    book, formats = open_book(
        buffer, title=context.t("report.title", body=body.label), author=body.issuer or body.label, day=context.as_of
    )
    _summary(book, context, formats)
    for key, table in tables(context):
        sheet = book.add_worksheet(context.t(f"report.sheet.{key}"))
        table_sheet(sheet, table, key, formats)
        if key == "budget":
            _budget_chart(book, sheet, context, len(table.columns) + 1)
        if key == "bridges":
            _links_chart(book, sheet, context, len(table.columns) + 1)
    book.close()
    return buffer.getvalue()


def _summary(book: Any, context: ReportContext, formats: dict[str, Any]) -> None:
    """Every figure with its name and completeness, and the state of the areas as a chart."""
    rows = tuple(
        (
            Cell(text=context.t(f"measure.{measure.name}")),
            Cell(text=context.say(measure.value), raw=known_number(measure.value)),
            Cell(text=context.t(measure.unit)),
            context.cell(measure.known),
            context.cell(measure.total),
        )
        for measure in measures(context)
    )
    columns = tuple(context.t(f"report.sheet.summary.{name}") for name in ("name", "value", "unit", "known", "total"))
    title = context.t("report.sheet.title", body=context.inventory.body.label, day=context.as_of)
    sheet = book.add_worksheet(context.t("report.sheet.summary"))
    table_sheet(sheet, Table(id="summary", caption=title, columns=columns, rows=rows, empty=""), "summary", formats)
    counts: dict[str, int] = {}
    for area in context.analysis.status.areas:
        word = context.t(f"report.state.{area.state.value}")
        counts[word] = counts.get(word, 0) + 1
    name = context.t("report.sheet.chart.areas")
    _chart(book, sheet, len(columns) + 1, name, [(name, list(counts.items()))], kind="bar")


def _budget_chart(book: Any, sheet: Any, context: ReportContext, column: int) -> None:
    rows = context.analysis.plan.cost_rows
    years = sorted({row.fiscal_year for row in rows})
    series = [
        (
            context.say(nature),
            [
                (
                    context.fiscal(year),
                    totals(row for row in rows if row.fiscal_year == year and row.nature is nature).yen,
                )
                for year in years
            ],
        )
        for nature in CostNature
    ]
    _chart(book, sheet, column, context.t("report.sheet.chart.budget"), series)


def _links_chart(book: Any, sheet: Any, context: ReportContext, column: int) -> None:
    plan = context.analysis.plan
    if not plan.links:
        return
    last = max((link.removed for link in plan.links if link.removed), default=plan.as_of)
    month = plan.as_of.replace(day=1)
    points: list[tuple[str, int]] = []
    while month <= last and len(points) < 120:
        points.append((context.month(month), links_in(plan.links, month)))
        month = add_months(month, 1)
    name = context.t("report.gantt.links_label")
    _chart(book, sheet, column, name, [(name, points)])


def _chart(
    book: Any,
    sheet: Any,
    column: int,
    title: str,
    series: list[tuple[str, list[tuple[str, int]]]],
    kind: str = "column",
) -> None:
    """A native chart, its numbers beside it so that they can be read and changed."""
    if not series or not series[0][1]:
        return
    name = sheet.get_name()
    chart = book.add_chart({"type": kind, "subtype": "stacked"} if len(series) > 1 else {"type": kind})
    last = HEAD_ROW + len(series[0][1])
    for offset, (label, points) in enumerate(series, start=1):
        sheet.write_string(HEAD_ROW, column + offset, label)
        for row, (category, value) in enumerate(points, start=HEAD_ROW + 1):
            sheet.write_string(row, column, category)
            sheet.write_number(row, column + offset, value)
        chart.add_series(
            {
                "name": [name, HEAD_ROW, column + offset],
                "categories": [name, HEAD_ROW + 1, column, last, column],
                "values": [name, HEAD_ROW + 1, column + offset, last, column + offset],
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
    sheet.insert_chart(HEAD_ROW, column + len(series) + 2, chart, {"description": title})
