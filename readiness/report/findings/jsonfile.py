"""Findings as JSON (format readiness.findings, version 1; schema in specs/schemas/findings.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from readiness.inventory.positions import Position
from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope
from readiness.report.findings.row import FindingRow


def render(rows: Iterable[FindingRow], _words: Catalogue) -> str:
    """The document as text, keys in a fixed order."""
    return (
        json.dumps(envelope("findings", 1, {"findings": [plain(row) for row in rows]}), ensure_ascii=False, indent=1)
        + "\n"
    )


def plain(row: FindingRow) -> dict[str, Any]:
    """One finding as plain data."""
    finding = row.finding
    data: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "title": row.title,
        "message": row.message,
        "basis": row.basis,
        "remedy": row.remedy,
        "fingerprint": finding.fingerprint,
    }
    data["status"] = row.status
    if row.waiver:
        data["waiver"] = {
            "reason": row.waiver.reason,
            "approver": row.waiver.approver,
            "expires": row.waiver.expires.isoformat(),
        }
    if row.place:
        data["place"] = _place(row.place)
    if row.related:
        data["related"] = [_place(place) for place in row.related]
    return data


def _place(place: Position) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
