"""所見: what the rules say, in groups with one owner, one remedy, one date; the most severe first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.analysis.finding_groups import FindingGroup, finding_groups
from readiness.figures.counts import findings_by_severity
from readiness.figures.listed import group_key
from readiness.model.finding import Severity
from readiness.report.context import ReportContext
from readiness.report.findings.row import FindingRow, finding_rows
from readiness.report.groups import GroupWords, due_cell, group_words
from readiness.report.values import Option, anchor
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
class Group:
    """Findings that one party settles in one way by one day. `urgent` ones are open from the start."""

    anchor: str
    codes: str
    title: str
    severity: str
    mark: str
    urgent: bool
    owner: str
    due: Cell
    because: str
    remedy: str
    basis: str
    found: tuple[Found, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """`counts`: how many of each severity; `groups` in order of severity, then of date."""

    lead: str
    counts: tuple[Option, ...]
    groups: tuple[Group, ...]


def view(context: ReportContext) -> FindingsView:
    """All findings, by group."""
    rows = {row.finding.fingerprint: row for row in _rows(context)}
    counts = findings_by_severity(context.analysed)
    groups = tuple(_group(context, group, rows) for group in finding_groups(context.analysis))
    return FindingsView(
        lead=context.t("report.findings.lead", count=len(context.analysis.findings), groups=len(groups)),
        counts=tuple(
            Option(
                value=f"{context.carried(count, f'findings.{severity.value}')}",
                label=context.t(f"severity.{severity.value}"),
            )
            for severity, count in counts.items()
            if count
        ),
        groups=groups,
    )


def _group(context: ReportContext, group: FindingGroup, rows: Mapping[str, FindingRow]) -> Group:
    words, own = group_words(context, group), [rows[finding.fingerprint] for finding in group.findings]
    return Group(
        anchor=anchor("g", group.key),
        codes=context.join(group.codes),
        title=words.title,
        severity=context.t(f"severity.{group.severity.value}"),
        mark=_MARKS[group.severity],
        urgent=group.severity in (Severity.FATAL, Severity.ERROR),
        owner=words.owner,
        due=due_cell(context, group.due),
        because=words.because,
        remedy=words.remedy,
        basis=_distinct(row.basis for row in own),
        count=context.carried(len(own), group_key(group)),
        found=tuple(
            Found(
                anchor=f"f-{row.finding.fingerprint}",
                message=row.message,
                place=_places(context, row),
                status="" if row.status == "open" else context.t(f"findings.status.{row.status}"),
            )
            for row in own
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
    """Every finding in a row of its own beside its group, for the workbook."""
    rows = {row.finding.fingerprint: row for row in _rows(context)}
    names = ("severity", "group", "subject", "message", "owner", "due", "remedy", "basis", "place")
    return Table(
        id="t-findings",
        caption=context.t("report.findings.caption"),
        columns=heads(*(context.t(f"report.findings.{name}") for name in names)),
        rows=tuple(
            _row(context, rows[finding.fingerprint], words, group)
            for group in finding_groups(context.analysis)
            for words in (group_words(context, group),)
            for finding in group.findings
        ),
        empty=context.t("findings.none"),
    )


def _row(context: ReportContext, row: FindingRow, words: GroupWords, group: FindingGroup) -> Row:
    finding = row.finding
    return (
        Cell(text=context.t(f"severity.{finding.severity.value}"), mark=_MARKS[finding.severity]),
        Cell(text=words.title),
        Cell(text=context.subject(finding.subject)),
        Cell(text=row.message, sub=f"{finding.code} {row.title}".strip()),
        Cell(text=words.owner),
        due_cell(context, group.due),
        Cell(text=row.remedy),
        Cell(text=row.basis),
        Cell(text=_places(context, row), mark="place"),
    )
