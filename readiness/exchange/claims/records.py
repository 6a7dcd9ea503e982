"""Claims of a 対応表 as plain records of the inventory, and over those of an earlier import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from readiness.exchange.claims.table import ClaimsTable

_DATED = ("as_of", "edition")  # a product card tells these itself


def claim_records(table: ClaimsTable, package: str, version: str, source: str) -> list[dict[str, Any]]:
    """Plain `claims` records of the inventory, one per line of the table."""
    found = []
    for row in table.rows:
        record: dict[str, Any] = {
            "id": "-".join(part for part in (package, version, row.requirement) if part),
            "requirement": row.requirement,
            "package": package,
        }
        stated = {
            "version": version,
            "answer": row.answer.ja if row.answer else "未確認",
            "evidence": row.evidence,
            "delivery": row.delivery,
            "source": source,
            "note": row.note,
        }
        found.append(record | {name: value for name, value in stated.items() if value})
    return found


def merged_records(old: Sequence[Mapping[str, Any]], new: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """New lines over old ones by ID; what the body wrote there (evaluation, decision) stays, old lines are kept."""
    ours = (
        "evaluation",
        "added_hours",
        "decision",
        "decided_on",
        "document_number",
        "confirmed_by",
        "as_of",
        "edition",
    )
    by_id = {str(record.get("id")): dict(record) for record in old}
    for record in new:
        earlier = by_id.get(record["id"], {})
        kept = {name: earlier[name] for name in ours if name in earlier and not (name in _DATED and name in record)}
        by_id[record["id"]] = {**record, **kept}
    return list(by_id.values())
