"""Sheets 集中 and 重なり: who holds how much before, now and after the plan, and the seven layers of each area."""

from __future__ import annotations

from readiness.graph.build import party_label
from readiness.model.lockin.shares import Layer, LayerHold, Stage
from readiness.model.measure import Measure
from readiness.report.context import ReportContext
from readiness.report.switching.concentration import concentration_rows
from readiness.tables.table import Cell, Row, Table, heads


def concentration_table(context: ReportContext) -> Table:
    """One row for each holder, weight and figure: value, least, most and completeness at the three points in time."""
    names = [context.t(f"report.concentration.{name}") for name in ("by", "weight", "headline", "figure")]
    parts = ("value", "low", "high", "known")
    stages = [
        context.t(f"report.concentration.stage.{part}", stage=context.say(stage)) for stage in Stage for part in parts
    ]
    weight = context.analysis.lockin.weight
    rows: list[Row] = []
    for row in concentration_rows(context):
        cells = [Cell(text=context.say(row.by)), Cell(text=context.say(row.weight))]
        cells += [Cell(text="○" if row.weight is weight else ""), Cell(text=row.name)]
        cells += [cell for measure in row.measures for cell in _measure(context, measure)]
        rows.append(tuple(cells))
    name = context.t("report.sheet.concentration")
    empty = context.t("report.concentration.empty")
    return Table(id="concentration", caption=name, columns=heads(*names, *stages), rows=tuple(rows), empty=empty)


def _measure(context: ReportContext, measure: Measure) -> tuple[Cell, ...]:
    key = context.measure_keys[measure]
    known = context.t("report.known", known=measure.known, total=measure.total, about=key)
    values = ((key, measure.value), (f"{key}.low", measure.low), (f"{key}.high", measure.high))
    return (*(context.cell(value, figure=key) for key, value in values), Cell(text=known))


def overlap_table(context: ReportContext) -> Table:
    """One row an area: who holds the most of the seven layers, how many, at most how many, and who holds each."""
    columns = [context.t(f"report.overlaps.{name}") for name in ("area", "party", "held", "most")]
    rows = tuple(
        (
            Cell(text=context.area(overlap.area)),
            Cell(text=overlap.label or context.t("common.unknown")),
            context.cell(overlap.held.value, figure=context.measure_keys[overlap.held]),
            context.cell(overlap.held.high, figure=f"{context.measure_keys[overlap.held]}.high"),
            *(Cell(text=_holders(context, hold)) for hold in overlap.layers),
        )
        for overlap in context.analysis.lockin.overlaps
    )
    return Table(
        id="overlaps",
        caption=context.t("report.sheet.overlaps"),
        columns=heads(*columns, *(context.say(layer) for layer in Layer)),
        rows=rows,
        empty=context.t("report.overlaps.empty"),
    )


def _holders(context: ReportContext, hold: LayerHold) -> str:
    stated = [party_label(context.inventory, party) for party in hold.parties]
    return context.join((*stated, *((context.t("common.unknown"),) if hold.unknown else ())))
