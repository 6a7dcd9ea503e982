"""Tables and cells that the parts share."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.measure import Measure
from readiness.model.text import Param
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads


def named_table(context: ReportContext, name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    """A table with the words `report.<name>.*`."""
    return Table(
        id=f"t-{name}",
        caption=context.t(f"report.{name}.caption"),
        columns=heads(*(context.t(f"report.{name}.{column}") for column in columns)),
        rows=tuple(rows),
        empty=context.t(f"report.{name}.empty"),
    )


def bounded(context: ReportContext, measure: Measure, about: Param = None) -> Cell:
    """A figure with the range it can take, whoever holds what is not known."""
    cell, about = context.measure(measure), about or context.measure_keys.get(measure, "")
    if measure.low is None or measure.high is None or measure.low == measure.high:
        return cell
    span = context.t("report.concentration.span", low=f"{measure.low:,}", high=f"{measure.high:,}", about=about)
    return cell._replace(sub=" ".join(part for part in (cell.sub, span) if part))
