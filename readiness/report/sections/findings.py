"""所見: what the rules say, the most severe first; findings of one rule stand together, for so does what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.model.finding import Severity
from readiness.report.context import ReportContext
from readiness.report.findings.row import FindingRow, finding_rows
from readiness.report.values import Option
from readiness.tables.table import Cell, Row, Table, heads

_MARKS = {
    Severity.FATAL: "bad",
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.NOTE: "note",
    Severity.QUESTION: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding of a rule; `status` is said where it is waived or known."""

    anchor: str
    message: str
    place: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFindings:
    """All findings of one rule. `urgent` ones are open from the start."""

    code: str
    title: str
    severity: str
    mark: str
    urgent: bool
    remedy: str
    basis: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """`counts`: how many of each severity; `rules` in order of severity, then of the number of findings."""

    counts: tuple[Option, ...]
    rules: tuple[RuleFindings, ...]


def view(context: ReportContext) -> FindingsView:
    """All findings, by rule."""
    rows = _rows(context)
    counts = {severity: sum(row.finding.severity is severity for row in rows) for severity in Severity}
    groups: dict[tuple[int, str], list[FindingRow]] = {}
    for row in rows:
        groups.setdefault((row.finding.severity.rank, row.finding.code), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return FindingsView(
        counts=tuple(
            Option(value=str(count), label=context.t(f"severity.{severity.value}"))
            for severity, count in counts.items()
            if count
        ),
        rules=tuple(_rule(context, found) for _, found in ordered),
    )


def _rule(context: ReportContext, rows: list[FindingRow]) -> RuleFindings:
    first = rows[0].finding
    return RuleFindings(
        code=first.code,
        title=rows[0].title or first.code,
        severity=context.t(f"severity.{first.severity.value}"),
        mark=_MARKS[first.severity],
        urgent=first.severity in (Severity.FATAL, Severity.ERROR),
        remedy=_distinct(row.remedy for row in rows),
        basis=_distinct(row.basis for row in rows),
        found=tuple(
            Found(
                anchor=f"f-{row.finding.fingerprint}",
                message=row.message,
                place=_places(context, row),
                status="" if row.status == "open" else context.t(f"findings.status.{row.status}"),
            )
            for row in rows
        ),
    )


def _distinct(words: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(word for word in words if word))


def _places(context: ReportContext, row: FindingRow) -> str:
    places = [context.located(place.file, place.line) for place in (row.place, *row.related) if place is not None]
    return " ".join(places)


def _rows(context: ReportContext) -> list[FindingRow]:
    return sorted(
        finding_rows(
            context.analysis.findings,
            context.options.positions,
            context.words,
            waived=context.analysis.waived,
        ),
        key=lambda row: row.finding.severity.rank,
    )


def findings_table(context: ReportContext) -> Table:
    """Every finding in a row of its own, for the workbook."""
    return Table(
        id="t-findings",
        caption=context.t("report.findings.caption"),
        columns=heads(
            *(
                context.t(f"report.findings.{name}")
                for name in ("severity", "subject", "message", "remedy", "basis", "place")
            )
        ),
        rows=tuple(_row(context, row) for row in _rows(context)),
        empty=context.t("findings.none"),
    )


def _row(context: ReportContext, row: FindingRow) -> Row:
    finding = row.finding
    return (
        Cell(text=context.t(f"severity.{finding.severity.value}"), mark=_MARKS[finding.severity]),
        Cell(text=context.subject(finding.subject)),
        Cell(text=row.message, sub=f"{finding.code} {row.title}".strip()),
        Cell(text=row.remedy),
        Cell(text=row.basis),
        Cell(text=_places(context, row), mark="place"),
    )
