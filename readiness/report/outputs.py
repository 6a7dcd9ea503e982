"""Every file of `output/<body-id>/`: relative name → bytes. A new output is one more entry here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from readiness.analysis.analyze import Analysis
from readiness.analysis.shown import shown_to
from readiness.messages.catalogue import Catalogue
from readiness.model.audience import Audience, audience
from readiness.model.record import Record
from readiness.model.system import System
from readiness.model.vendor import Vendor
from readiness.report import analysis_json, html
from readiness.report.context import ReportContext
from readiness.report.findings.formats import FILES, render_rows
from readiness.report.findings.row import finding_rows
from readiness.report.options import ReportOptions
from readiness.report.papers.files import letters, papers
from readiness.report.pictures import graphs, plan_files
from readiness.report.workbook.write import workbook

File = tuple[str, bytes]
Writer = Callable[[ReportContext], Iterator[File]]


def _findings(context: ReportContext) -> Iterator[File]:
    analysis, options = context.analysis, context.options
    rows = finding_rows(analysis.findings, options.positions, options.words, waived=analysis.waived, home=options.home)
    for form in FILES:
        # Code scanning looks for the files from where the command ran.
        stated = tuple(row.within(options.folder) for row in rows) if form == "sarif" else rows
        yield f"findings.{form}", render_rows(stated, form, options.words).encode("utf-8")


def _analysis(context: ReportContext) -> Iterator[File]:
    yield "analysis.json", analysis_json.render(context.analysis, context.options)


# What only readers inside the body get; `papers` themselves decide by reader.
INSIDE: tuple[Writer, ...] = (html.index, workbook, graphs, plan_files, _findings, _analysis)
ALL: tuple[Writer, ...] = (papers,)


def render_outputs(analysis: Analysis, options: ReportOptions) -> Iterator[File]:
    """All files, in a fixed order. Nothing is written here."""
    reader = audience(options.audience)
    inside = reader is Audience.INTERNAL
    shown, stated = for_reader(analysis, options)
    context = ReportContext(analysis=shown, options=stated)
    for writer in (*INSIDE, *ALL) if inside else ALL:
        yield from writer(context)
    # Each letter holds the records of its addressee, whoever gets the rest.
    yield from letters(context if inside else ReportContext(analysis=analysis, options=options))


def for_reader(analysis: Analysis, options: ReportOptions) -> tuple[Analysis, ReportOptions]:
    """What the reader of these options may see of an analysis, and of what has changed; whole for 庁内."""
    reader = audience(options.audience)
    if reader is Audience.INTERNAL:
        return analysis, options
    shown = shown_to(analysis, reader, partial(_stand_in, analysis, options.words))
    return shown, replace(options, changes=None, since="")


def _stand_in(analysis: Analysis, words: Catalogue, record: Record) -> str:
    """What a record is called before somebody who may not see its name: a system by its areas."""
    areas = analysis.inputs.standard.area_by_key
    if isinstance(record, System) and (found := [areas[key] for key in record.areas if key in areas]):
        return words.join(area.name if words.language == "ja" else area.name_en for area in found)
    return words.get("paper.vendor" if isinstance(record, Vendor) else "common.withheld")
