"""Who holds how much: shares by stage and weight, and the seven layers of each area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.figures.listed import share_key
from readiness.model.lockin.shares import Holder, Overlap, Stage, Weight
from readiness.model.measure import Measure
from readiness.report.context import ReportContext
from readiness.report.switching.tables import bounded, named_table
from readiness.tables.table import Cell, Row, Table, heads


def concentration_table(context: ReportContext) -> Table:
    """Largest share and effective number of each holder by each weight, the three points in time side by side."""
    rows = [
        (
            Cell(text=context.say(row.by)),
            Cell(text=_weight(context, row.weight)),
            Cell(text=row.name),
            *(bounded(context, measure) for measure in row.measures),
        )
        for row in concentration_rows(context)
    ]
    return Table(
        id="t-concentration",
        caption=context.t("report.concentration.caption"),
        columns=heads(
            *(context.t(f"report.concentration.{head}") for head in ("by", "weight", "figure")),
            *(context.say(stage) for stage in Stage),
        ),
        rows=tuple(rows),
        empty=context.t("report.concentration.empty"),
        joined=2,
    )


def _weight(context: ReportContext, weight: Weight) -> str:
    chosen = weight is context.analysis.lockin.weight
    word = context.say(weight)
    return context.t("report.concentration.chosen", weight=word) if chosen else word


@dataclass(frozen=True, slots=True)
class ConcentrationRow:
    """One figure of one holder by one weight, at the three points in time."""

    by: Holder
    weight: Weight
    name: str
    measures: tuple[Measure, ...]


def concentration_rows(context: ReportContext) -> Iterator[ConcentrationRow]:
    """Every holder; of the weights the one chosen for the headline first."""
    lockin = context.analysis.lockin
    found = {(item.by, item.weight, item.stage): item for item in lockin.concentrations}
    for by in Holder:
        for weight in sorted(Weight, key=lambda weight: weight is not lockin.weight):
            if (by, weight, Stage.NOW) in found:
                stages = [found[by, weight, stage] for stage in Stage]
                for name, measures in (
                    ("largest", tuple(item.largest for item in stages)),
                    ("effective", tuple(item.effective for item in stages)),
                ):
                    yield ConcentrationRow(by, weight, context.t(f"report.concentration.{name}"), measures)


def shares_table(context: ReportContext) -> Table:
    """Who holds how much: every holder, weight and point in time, to be narrowed by the filter."""
    rows: list[Row] = []
    for found in context.analysis.lockin.concentrations:
        for share in found.shares:
            key = share_key(found, share)
            rate = context.count(f"{key}.share")
            rows.append(
                (
                    Cell(text=context.say(found.by)),
                    Cell(text=context.say(found.weight)),
                    Cell(text=context.say(found.stage)),
                    Cell(text=share.label or context.t("common.unknown")),
                    context.count(f"{key}.weight"),
                    rate._replace(text=f"{rate.raw:.1f}%"),
                )
            )
    return named_table(context, "shares", ("by", "weight", "stage", "party", "systems", "share"), rows)


def overlaps_table(context: ReportContext) -> Table:
    """Who holds the most of the seven layers of each area, which, and which are not known."""
    return named_table(
        context,
        "overlaps",
        ("area", "party", "held", "layers"),
        (
            (
                Cell(text=context.area(overlap.area)),
                Cell(text=overlap.label or context.t("common.unknown")),
                context.measure(overlap.held)._replace(sub=_held_layers(context, overlap)),
                Cell(text=context.join(context.say(hold.layer) for hold in overlap.layers if hold.unknown) or "―"),
            )
            for overlap in context.analysis.lockin.overlaps
        ),
    )


def _held_layers(context: ReportContext, overlap: Overlap) -> str:
    """Which of the seven layers the party holds."""
    return context.join(context.say(hold.layer) for hold in overlap.layers if overlap.party in hold.parties)
