"""The terminal summary: one screen, each figure with its name and how much of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from readiness.analysis.analyze import Analysis
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.model.measure import Measure
from readiness.model.unknown import known

MOST_NAMED = 5


def summary(analysis: Analysis, folder: Path, files: Sequence[str], words: Catalogue) -> str:
    """Headline figures, number of findings by severity, and where the report is; `files` were written to `folder`."""
    return "\n".join((*_figures(analysis, words), *_written(folder, files, words)))


def _written(folder: Path, files: Sequence[str], words: Catalogue) -> Iterator[str]:
    """The page where there is one; for other readers the papers, or where they are if there are many."""
    if "index.html" in files:
        yield words.get("summary.report", path=(folder / "index.html").as_posix())
    elif len(files) > MOST_NAMED:
        yield words.get("summary.papers", path=folder.as_posix(), count=len(files))
    else:
        yield from (words.get("summary.paper", path=(folder / name).as_posix()) for name in files)


def _figures(analysis: Analysis, words: Catalogue) -> Iterator[str]:
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
