"""Findings as people read them in a terminal: place, message, the line with a caret, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.report.findings.row import FindingRow
from readiness.sources.caret import caret

LINE_LIMIT = 160


def render(rows: Iterable[FindingRow], words: Catalogue) -> str:
    """All findings and a closing line with their number by severity."""
    listed = tuple(rows)
    blocks = ["\n".join(_block(row, words)) for row in listed]
    return "\n\n".join([*blocks, _summary(listed, words)]) + "\n"


def _block(row: FindingRow, words: Catalogue) -> Iterator[str]:
    place = row.place
    where = f"{place.file}:{place.line}:{place.column}: " if place else f"{row.finding.subject.id or row.home}: "
    severity = words.get(f"severity.{row.finding.severity.value}")
    yield f"{where}{severity} {row.finding.code} {row.message}{_mark(row, words)}"
    if place and place.text.strip() and len(place.text) <= LINE_LIMIT:
        end = place.end_column if place.end_line == place.line else len(place.text) + 1
        yield f"    {place.text}"
        yield f"    {caret(place.text, place.column, end)}"
    if row.remedy:
        yield f"    → {row.remedy}"


def _mark(row: FindingRow, words: Catalogue) -> str:
    if row.waiver:
        return words.get("findings.waived", approver=row.waiver.approver, expires=row.waiver.expires)
    return words.get("findings.known") if row.seen else ""


def _summary(rows: tuple[FindingRow, ...], words: Catalogue) -> str:
    if not rows:
        return words.get("findings.none")
    counts = [(severity, sum(row.finding.severity is severity for row in rows)) for severity in Severity]
    parts = [f"{words.get(f'severity.{severity.value}')} {count}" for severity, count in counts if count]
    parts += [
        f"{words.get(f'findings.status.{status}')} {count}"
        for status in ("waived", "known")
        if (count := sum(row.status == status for row in rows))
    ]
    total = words.get("findings.summary", count=len(rows), parts=words.join(parts))
    unread = any(row.finding.severity is Severity.FATAL for row in rows)
    return f"{total}\n{words.get('input.semantic-skipped')}" if unread else total
