"""report.xlsx: tables with filters, frozen heads, widths for Japanese, native charts; same input, same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, TypeAlias

from readiness.figures.money import by_nature
from readiness.model.dates import add_months
from readiness.model.plan import CostNature
from readiness.report.context import ReportContext
from readiness.report.gantt import links_in
from readiness.report.sections.evidence import measures
from readiness.report.workbook.sheets import known_number, tables
from readiness.report.workbook.todo import todo_table
from readiness.tables.table import Book, Cell, Table, heads
from readiness.tables.write_xlsx import BookWriter

HEAD_ROW = 2  # title, empty row, head of the table
CHART_COLUMNS = 8  # of the usual width that a chart takes
CHART_ROWS = 13


def workbook(context: ReportContext) -> Iterator[tuple[str, bytes]]:
    """The workbook."""
    yield "report.xlsx", _render(context)


def _render(context: ReportContext) -> bytes:
    body = context.inventory.body
    title = context.t("report.title", body=body.label)
    buffer = BytesIO()
    with BookWriter(
        buffer, Book(title=title, tables=(), dated=context.as_of, author=body.issuer or body.label)
    ) as book:
        book.sheet(todo_table(context), context.t("report.sheet.todo"))
        _summary(book, context)
        for key, table in tables(context):
            book.sheet(replace(table, id=key), context.t(f"report.sheet.{key}"))
    return buffer.getvalue()


def _summary(writer: BookWriter, context: ReportContext) -> None:
    """Every figure with its name and completeness; beside them states, temporary links and money as charts."""
    rows = tuple(
        (
            Cell(text=context.t(f"measure.{measure.name}")),
            Cell(
                text=context.say(measure.value),
                raw=known_number(measure.value),
                figure=context.measure_keys.get(measure, ""),
            ),
            Cell(text=context.t(measure.unit)),
            context.cell(measure.known, figure=f"{measure.name}.known"),
            context.cell(measure.total, figure=f"{measure.name}.total"),
        )
        for measure in measures(context)
    )
    columns = heads(
        *(context.t(f"report.sheet.summary.{name}") for name in ("name", "value", "unit", "known", "total"))
    )
    title = context.t("report.sheet.title", body=context.inventory.body.label, day=context.as_of)
    table = Table(id="summary", caption=title, columns=columns, rows=rows)
    book, sheet = writer.workbook, writer.sheet(table, context.t("report.sheet.summary"))
    counts: dict[str, int] = {}
    for area in context.analysis.status.areas:
        word = context.t(f"report.state.{area.state.value}")
        counts[word] = counts.get(word, 0) + 1
    name = context.t("report.sheet.chart.areas")
    at = len(columns) + 1
    charts = [
        (name, "bar", [(name, list(counts.items()))]),
        (context.t("report.gantt.links_label"), "column", _links(context)),
        (context.t("report.sheet.chart.budget"), "column", _budget(context)),
    ]
    row, numbers = HEAD_ROW, at + CHART_COLUMNS + 1
    for title, kind, series in charts:
        if series and series[0][1]:
            chart = _chart(book, sheet, (row, numbers), title, series, kind)
            sheet.insert_chart(row, at, chart, {"description": title, "x_scale": 1.1, "object_position": 3})
            row, numbers = row + CHART_ROWS, numbers + len(series) + 2
    sheet.print_area(0, 0, max(row, HEAD_ROW + len(rows)), at + CHART_COLUMNS)


Series: TypeAlias = list[tuple[str, list[tuple[str, int]]]]


def _budget(context: ReportContext) -> Series:
    rows = context.analysis.plan.cost_rows
    sums = by_nature(rows)
    years = sorted({row.fiscal_year for row in rows})
    return [
        (
            context.say(nature),
            [
                (
                    context.fiscal(year),
                    sums[year, nature].floor,
                )
                for year in years
            ],
        )
        for nature in CostNature
    ]


def _links(context: ReportContext) -> Series:
    plan = context.analysis.plan
    if not plan.links:
        return []
    last = max((link.removed for link in plan.links if link.removed), default=plan.as_of)
    month = plan.as_of.replace(day=1)
    points: list[tuple[str, int]] = []
    while month <= last and len(points) < 120:
        points.append((context.month(month), links_in(plan.links, month)))
        month = add_months(month, 1)
    return [(context.t("report.gantt.links_label"), points)]


def _chart(book: Any, sheet: Any, corner: tuple[int, int], title: str, series: Series, kind: str) -> Any:
    """A native chart, its numbers at `corner` (row, column), where they can be read and changed."""
    name, (row, numbers) = sheet.get_name(), corner
    whole = book.add_format({"num_format": "#,##0"})
    chart = book.add_chart({"type": kind, "subtype": "stacked"} if len(series) > 1 else {"type": kind})
    last = row + len(series[0][1])
    for offset, (label, points) in enumerate(series, start=1):
        sheet.set_column(numbers + offset, numbers + offset, 16)
        sheet.write_string(row, numbers + offset, label)
        for line, (category, value) in enumerate(points, start=row + 1):
            sheet.write_string(line, numbers, category)
            sheet.write_number(line, numbers + offset, value, whole)
        chart.add_series(
            {
                "name": [name, row, numbers + offset],
                "categories": [name, row + 1, numbers, last, numbers],
                "values": [name, row + 1, numbers + offset, last, numbers + offset],
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
    chart.set_y_axis({"num_format": "#,##0"})
    return chart
