"""report.xlsx: tables with filters, frozen heads, widths for Japanese, native charts; same input, same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
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
from readiness.sources.width import display_width

WIDEST = 48  # half-width cells; longer texts wrap
NARROWEST = 8
HEAD_ROW = 2  # title, empty row, head of the table
CELL_LIMIT = 32_767


def workbook(analysis: Analysis, options: ReportOptions) -> Iterator[tuple[str, bytes]]:
    """The workbook."""
    context = ReportContext(analysis=analysis, options=options)
    yield "report.xlsx", _render(context)


def _render(context: ReportContext) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - heavy

    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    body = context.inventory.body
    day = context.as_of
    book.set_properties(
        {
            "title": context.t("report.title", body=body.label),
            "author": body.issuer or body.label,
            "created": datetime(day.year, day.month, day.day),
        }
    )
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0.##", "valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e6e6e6", "border": 1}),
    }
    _summary(book, context, formats)
    for key, table in tables(context):
        sheet = book.add_worksheet(context.t(f"report.sheet.{key}"))
        _sheet(sheet, table, key, formats)
        if key == "budget":
            _budget_chart(book, sheet, context, len(table.columns) + 1)
        if key == "bridges":
            _links_chart(book, sheet, context, len(table.columns) + 1)
    book.close()
    return buffer.getvalue()


def _sheet(sheet: Any, table: Table, key: str, formats: dict[str, Any]) -> None:
    """Title, table with filters, frozen head and first column, A4 landscape fitted to the page width."""
    sheet.write_string(0, 0, table.caption, formats["title"])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    if not table.rows:
        sheet.write_string(HEAD_ROW, 0, table.empty, formats["text"])
        return
    for column, name in enumerate(table.columns):
        sheet.set_column(column, column, _width(name, [row[column] for row in table.rows]))
    sheet.add_table(
        HEAD_ROW,
        0,
        HEAD_ROW + len(table.rows),
        len(table.columns) - 1,
        {
            "name": f"T_{key}",
            "style": "Table Style Light 1",
            "columns": [{"header": name, "header_format": formats["head"]} for name in _unique(table.columns)],
        },
    )
    for number, row in enumerate(table.rows, start=HEAD_ROW + 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)


def _unique(names: tuple[str, ...]) -> list[str]:
    """Heads of a table must differ."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    value = cell.stored
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])
    elif isinstance(value, bool) or value is None:
        sheet.write_string(row, column, cell.text, formats["text"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats["whole"])
    elif isinstance(value, float):
        sheet.write_number(row, column, value, formats["number"])
    else:
        sheet.write_string(row, column, _text(cell)[:CELL_LIMIT], formats["text"])


def _text(cell: Cell) -> str:
    return f"{cell.text}({cell.sub})" if cell.sub else cell.text


def _width(name: str, cells: list[Cell]) -> float:
    widest = max([display_width(_text(cell), ambiguous=2) for cell in cells] + [display_width(name, ambiguous=2) + 4])
    return float(min(WIDEST, max(NARROWEST, widest + 2)))


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
    _sheet(sheet, Table(id="summary", caption=title, columns=columns, rows=rows, empty=""), "summary", formats)
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
