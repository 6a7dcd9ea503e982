"""所見: what the rules say, the most severe first, each with its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.finding import Severity
from readiness.report.context import ReportContext
from readiness.report.findings.row import FindingRow, finding_rows
from readiness.report.values import Cell, Option, Row, Table

_MARKS = {
    Severity.FATAL: "bad",
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.NOTE: "note",
    Severity.QUESTION: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """`counts`: how many of each severity."""

    counts: tuple[Option, ...]
    table: Table


def view(context: ReportContext) -> FindingsView:
    """All findings."""
    rows = sorted(
        finding_rows(
            context.analysis.findings,
            context.options.positions,
            context.words,
            waived=context.analysis.waived,
        ),
        key=lambda row: row.finding.severity.rank,
    )
    counts = {severity: sum(row.finding.severity is severity for row in rows) for severity in Severity}
    return FindingsView(
        counts=tuple(
            Option(value=str(count), label=context.t(f"severity.{severity.value}"))
            for severity, count in counts.items()
            if count
        ),
        table=Table(
            id="t-findings",
            caption=context.t("report.findings.caption"),
            columns=tuple(
                context.t(f"report.findings.{name}")
                for name in ("severity", "subject", "message", "remedy", "basis", "place")
            ),
            rows=tuple(_row(context, row) for row in rows),
            empty=context.t("findings.none"),
        ),
    )


def _row(context: ReportContext, row: FindingRow) -> Row:
    finding = row.finding
    places = [context.located(place.file, place.line) for place in (row.place, *row.related) if place is not None]
    return (
        Cell(
            text=context.t(f"severity.{finding.severity.value}"),
            mark=_MARKS[finding.severity],
            anchor=f"f-{finding.fingerprint}",
        ),
        Cell(text=context.subject(finding.subject)),
        Cell(text=row.message, sub=f"{finding.code} {row.title}".strip()),
        Cell(text=row.remedy),
        Cell(text=row.basis),
        Cell(text=" ".join(places), mark="place"),
    )
