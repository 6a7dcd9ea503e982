"""The terminal summary: one screen, each figure with its name and how much of it is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness.analysis.analyze import Analysis
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.model.measure import Measure
from readiness.model.unknown import known


def summary(analysis: Analysis, folder: Path, words: Catalogue) -> str:
    """Headline figures, number of findings by severity, and where the report is."""
    return "\n".join(_lines(analysis, folder, words))


def _lines(analysis: Analysis, folder: Path, words: Catalogue) -> Iterator[str]:
    body = analysis.inputs.inventory.body
    mark = f" [{words.get('common.fictional')}]" if body.fictional else ""
    yield words.get("summary.head", body=body.label + mark, as_of=analysis.inputs.as_of)
    status = analysis.status
    figures = (
        status.areas_complete,
        status.areas_steps_closed,
        status.areas_extended,
        status.systems_migrated,
        status.step_rate,
    )
    for measure in (*figures, analysis.completeness.overall):
        yield f"  {measure_line(measure, words)}"
    counts = [(s, sum(finding.severity is s for finding in analysis.findings)) for s in Severity]
    parts = [f"{words.get(f'severity.{severity.value}')} {count}" for severity, count in counts if count]
    yield "  " + words.get("summary.findings", parts=words.join(parts) if parts else words.get("common.none"))
    yield words.get("summary.report", path=(folder / "index.html").as_posix())


def measure_line(measure: Measure, words: Catalogue) -> str:
    """A figure on one line: name, value with unit, known of total."""
    name = words.get(f"measure.{measure.name}")
    if not known(measure.value):
        return words.get("measure.line_unknown", name=name, known=measure.known, total=measure.total)
    return words.get(
        "measure.line",
        name=name,
        value=measure.value,
        unit=words.get(measure.unit),
        known=measure.known,
        total=measure.total,
    )
