"""Findings as SARIF 2.1.0 (OASIS). Columns count UTF-16 code units, as the format's default has it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from readiness import __version__
from readiness.inventory.positions import Position
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.report.findings.row import FindingRow

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {
    Severity.FATAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
    Severity.QUESTION: "note",
}


def render(rows: Iterable[FindingRow], words: Catalogue) -> str:
    """One run with the rules that spoke and their results."""
    listed = tuple(rows)
    codes = sorted({row.finding.code for row in listed})
    driver = {
        "name": "readiness",
        "semanticVersion": __version__,
        "rules": [_rule(code, words) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "language": "ja-JP" if words.language == "ja" else "en-US",
        "results": [_result(row, codes.index(row.finding.code)) for row in listed],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, words: Catalogue) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    for field, key in (("shortDescription", "name"), ("fullDescription", "why"), ("help", "remedy")):
        if words.has(f"rule.{code}.{key}"):
            rule[field] = {"text": words.get(f"rule.{code}.{key}")}
    return rule


def _result(row: FindingRow, index: int) -> dict[str, Any]:
    finding = row.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(part for part in (row.message, row.remedy) if part)},
        "partialFingerprints": {"readiness/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity.value,
            "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        },
    }
    if row.seen:
        result["baselineState"] = "unchanged"
    if row.waiver:
        until = {"approver": row.waiver.approver, "expires": row.waiver.expires.isoformat()}
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": row.waiver.reason, "properties": until}
        ]
    # A result without a place is refused by code scanning, and the whole file with it.
    result["locations"] = [_location(row.place or Position(row.finding.ref.file or row.home, 1, 1, 1, 1, ""))]
    if row.related:
        result["relatedLocations"] = [{"id": number, **_location(place)} for number, place in enumerate(row.related, 1)]
    return result


def _location(place: Position) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": utf16_column(place.text, place.column),
        "endLine": place.end_line,
    }
    if place.end_line == place.line:
        region["endColumn"] = utf16_column(place.text, place.end_column)
    file = place.file.removesuffix(f"!{place.sheet}") if place.sheet else place.file
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": region}}
    if place.sheet:
        found["logicalLocations"] = [{"fullyQualifiedName": f"{place.sheet}!{place.line}", "name": place.sheet}]
    return found


def utf16_column(text: str, column: int) -> int:
    """A column in code points as a column in UTF-16 code units; both count from 1."""
    return column + sum(char > "\uffff" for char in text[: column - 1])


def _uri(file: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - this format only

    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(file.replace("\\", "/"), safe="/:._-")
