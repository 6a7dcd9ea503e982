"""Findings as CSV with BOM, so that Excel opens it in UTF-8; cells that Excel would run as formulas are defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from readiness.messages.catalogue import Catalogue
from readiness.report.findings.row import FindingRow

# Full-width forms too: Japanese Excel takes them for the half-width ones when they are typed.
_RISKY = tuple("=+-@\t\r\n＝＋－＠")
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
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([words.get(f"findings.column.{name}") for name in COLUMNS])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in _cells(row, words)])
    return buffer.getvalue()


def safe_cell(value: str) -> str:
    """Text that a spreadsheet takes for a formula gets an apostrophe in front (CWE-1236)."""
    return f"'{value}" if value.startswith(_RISKY) else value


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
        place.file if place else "",
        str(place.line) if place else "",
        str(place.column) if place else "",
        words.get(f"findings.status.{row.status}"),
        waiver.reason if waiver else "",
        waiver.approver if waiver else "",
        waiver.expires.isoformat() if waiver else "",
        finding.fingerprint,
    ]
