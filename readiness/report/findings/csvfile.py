"""Findings as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.messages.catalogue import Catalogue
from readiness.report.findings.row import FindingRow
from readiness.tables.write_csv import csv_text

COLUMNS = (
    "severity",
    "code",
    "title",
    "subject",
    "message",
    "remedy",
    "basis",
    "file",
    "line",
    "column",
    "status",
    "waiver_reason",
    "waiver_approver",
    "waiver_expires",
    "fingerprint",
)


def render(rows: Iterable[FindingRow], words: Catalogue) -> str:
    """The whole file as text, header in the language of the catalogue."""
    head = [words.get(f"findings.column.{name}") for name in COLUMNS]
    return csv_text([head, *(_cells(row, words) for row in rows)])


def _cells(row: FindingRow, words: Catalogue) -> list[str]:
    finding, place, waiver = row.finding, row.place, row.waiver
    return [
        words.get(f"severity.{finding.severity.value}"),
        finding.code,
        row.title,
        finding.subject.id,
        row.message,
        row.remedy,
        row.basis,
        place.file if place else row.finding.ref.file or row.home,
        str(place.line) if place else "",
        str(place.column) if place else "",
        words.get(f"findings.status.{row.status}"),
        waiver.reason if waiver else "",
        waiver.approver if waiver else "",
        waiver.expires.isoformat() if waiver else "",
        finding.fingerprint,
    ]
