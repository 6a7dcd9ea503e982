"""根拠: every figure of the report with the rows it was counted from; the anchor of each number is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.model.measure import Measure
from readiness.report.context import ReportContext, anchor
from readiness.report.sections import plan, switching
from readiness.report.values import Cell, Figure, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One figure and its rows."""

    id: str
    figure: Figure
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All figures in the order of the report."""

    figures: tuple[Evidence, ...]


def measures(context: ReportContext) -> Iterator[Measure]:
    """Every measure the report prints."""
    status, completeness = context.analysis.status, context.analysis.completeness
    yield from (status.step_rate, status.systems_migrated, status.areas_complete, status.areas_extended)
    yield completeness.overall
    for _, measure in completeness.by_kind:
        yield measure
    yield from switching.shown_measures(context)
    yield from plan.shown_measures(context)


def view(context: ReportContext) -> EvidenceView:
    """The figures with their rows."""
    return EvidenceView(figures=tuple(_evidence(context, measure) for measure in measures(context)))


def _evidence(context: ReportContext, measure: Measure) -> Evidence:
    id_ = anchor(measure.name)
    rows = []
    places = [context.place(ref) for ref in measure.evidence]
    for index, subject in enumerate(measure.subjects):
        place = places[index] if len(places) == len(measure.subjects) else ""
        rows.append((Cell(text=_label(context, measure, subject)), Cell(text=place or "―", mark="place")))
    if not rows:
        rows = [(Cell(text="―"), Cell(text=place, mark="place")) for place in places if place]
    return Evidence(
        id=id_,
        figure=context.figure(measure),
        table=Table(
            id=f"t-{id_}",
            caption=context.t("report.evidence.caption", name=context.t(f"measure.{measure.name}")),
            columns=(context.t("report.evidence.subject"), context.t("report.evidence.place")),
            rows=tuple(rows),
            empty=context.t("report.evidence.whole", known=measure.known, total=measure.total),
        ),
    )


def _label(context: ReportContext, measure: Measure, subject: str) -> str:
    if subject in {quote.id for quote in context.inventory.quotes}:
        return context.name("quote", subject)
    kind = "area" if measure.unit == "unit.areas" or measure.name == "status.step_rate" else "system"
    return context.name(kind, subject)
