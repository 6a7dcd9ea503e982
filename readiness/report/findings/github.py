"""Findings as workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.report.findings.row import FindingRow

_LEVELS = {Severity.FATAL: "error", Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(rows: Iterable[FindingRow], _words: Catalogue) -> str:
    """One line per finding that is still open: annotations are for what is to be done."""
    return "".join(_line(row) + "\n" for row in rows if row.status == "open")


def _line(row: FindingRow) -> str:
    properties = {"title": f"{row.finding.code} {row.title}".strip()}
    if row.place:
        place = {"file": row.place.file, "line": str(row.place.line), "col": str(row.place.column)}
        properties = {**place, **properties}
    shown = ",".join(f"{name}={_escape(value, properties=True)}" for name, value in properties.items())
    message = " ".join(part for part in (row.message, row.remedy) if part)
    return f"::{_LEVELS.get(row.finding.severity, 'notice')} {shown}::{_escape(message)}"


def _escape(value: str, *, properties: bool = False) -> str:
    """The escapes of workflow commands; without them a message could end the command and begin another."""
    escaped = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if properties else escaped
