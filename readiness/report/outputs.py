"""Every file of `output/<body-id>/`: relative name → bytes. A new output is one more entry here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from readiness.analysis.analyze import Analysis
from readiness.model.audience import Audience, audience
from readiness.report import analysis_json, html
from readiness.report.findings.formats import FILES, render_rows
from readiness.report.findings.row import finding_rows
from readiness.report.options import ReportOptions
from readiness.report.papers.files import papers
from readiness.report.pictures import graphs, plan_files
from readiness.report.workbook.write import workbook

File = tuple[str, bytes]
Writer = Callable[[Analysis, ReportOptions], Iterator[File]]


def _findings(analysis: Analysis, options: ReportOptions) -> Iterator[File]:
    rows = finding_rows(analysis.findings, options.positions, options.words, waived=analysis.waived)
    for form in FILES:
        yield f"findings.{form}", render_rows(rows, form, options.words).encode("utf-8")


def _analysis(analysis: Analysis, options: ReportOptions) -> Iterator[File]:
    yield "analysis.json", analysis_json.render(analysis, options).encode("utf-8")


# What only readers inside the body get; `papers` themselves decide by reader.
INSIDE: tuple[Writer, ...] = (html.index, workbook, graphs, plan_files, _findings, _analysis)
ALL: tuple[Writer, ...] = (papers,)


def render_outputs(analysis: Analysis, options: ReportOptions) -> Iterator[File]:
    """All files, in a fixed order. Nothing is written here."""
    inside = audience(options.audience) is Audience.INTERNAL
    for writer in (*INSIDE, *ALL) if inside else ALL:
        yield from writer(analysis, options)
