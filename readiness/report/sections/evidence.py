"""根拠: every figure of the report with the rows it was counted from; the anchor of each number is here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.model.measure import Measure
from readiness.model.ref import Ref
from readiness.report.context import ReportContext
from readiness.report.sections import plan, running, switching
from readiness.report.unknown_field import field_name, record_name
from readiness.report.values import Headline, anchor

UNKNOWN_SHOWN = 8  # of each kind of record; the workbook holds every one
_COMPLETENESS = "completeness."


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One figure and its rows: what was counted and where it stands.

    `files` holds the rows file by file, each with its label and line. `whole` says what was counted where the rows are
    too many to list; the rows are then the first that are not known.
    """

    id: str
    figure: Headline
    files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All figures in the order of the report."""

    figures: tuple[Evidence, ...]


def measures(context: ReportContext) -> Iterator[Measure]:
    """Every measure the report prints."""
    status, completeness = context.analysis.status, context.analysis.completeness
    yield from (status.step_rate, status.systems_migrated, status.areas_complete, status.areas_steps_closed)
    yield status.areas_extended
    yield completeness.overall
    for _, measure in completeness.by_kind:
        yield measure
    yield from switching.shown_measures(context)
    yield from plan.shown_measures(context)
    yield from running.shown_measures(context)


def view(context: ReportContext) -> EvidenceView:
    """The figures with their rows."""
    return EvidenceView(figures=tuple(_evidence(context, measure) for measure in measures(context)))


def _evidence(context: ReportContext, measure: Measure) -> Evidence:
    if measure.name.startswith(_COMPLETENESS):
        return _unknown_fields(context, measure)
    refs: Sequence[Ref | None] = measure.evidence
    labels = [_label(context, measure, subject) for subject in measure.subjects] or [""] * len(refs)
    rows = list(zip(labels, refs if len(refs) == len(labels) else [None] * len(labels), strict=True))
    return Evidence(
        id=anchor(measure.name),
        figure=context.headline(measure),
        files=_by_file(context, rows),
        whole="" if rows else context.t("report.evidence.whole", **context.counted(measure)),
    )


def _unknown_fields(context: ReportContext, measure: Measure) -> Evidence:
    """A rate of completeness counts thousands of values: the first that are missing stand here, all in the workbook."""
    kind = measure.name.removeprefix(_COMPLETENESS)
    missing = [item for item in context.analysis.completeness.unknown if kind in ("overall", item.kind)]
    shown = missing[:UNKNOWN_SHOWN]
    whole = context.t("report.evidence.whole", **context.counted(measure))
    if missing:
        whole += context.t("report.evidence.unknown", shown=len(shown), count=len(missing), about=kind)
    return Evidence(
        id=anchor(measure.name),
        figure=context.headline(measure),
        files=_by_file(
            context,
            [
                (f"{record_name(context, item)}: {field_name(context, item.kind, item.field)}", item.ref)
                for item in shown
            ],
        ),
        whole=whole,
    )


def _by_file(
    context: ReportContext, rows: Sequence[tuple[str, Ref | None]]
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Rows under the file they stand in, files in the order of their first row."""
    found: dict[str, list[tuple[str, str]]] = {}
    for label, ref in rows:
        file, line = context.spot(ref) if ref else ("", None)
        found.setdefault(file, []).append((label, context.t("report.evidence.line", line=line) if line else ""))
    return tuple((file, tuple(lines)) for file, lines in found.items())


def _label(context: ReportContext, measure: Measure, subject: str) -> str:
    if subject in {quote.id for quote in context.inventory.quotes}:
        return context.name("quote", subject)
    if ":" in subject:  # a matter of a system
        system, _, matter = subject.partition(":")
        return f"{context.name('system', system)}: {context.t(f'lockin.matter.{matter}.name')}"
    line = next((line for line in context.inventory.cost_lines if line.id == subject), None)
    if line is not None:
        return context.say(line.item)
    if subject in context.analysis.graph.edge_by_id:
        return context.link(subject)
    kind = "area" if measure.unit == "unit.areas" or measure.name == "status.step_rate" else "system"
    return context.name(kind, subject)
