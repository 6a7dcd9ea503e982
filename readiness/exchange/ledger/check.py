"""Sections out of a workbook against the schema of the inventory; findings point at sheet and row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from readiness.exchange.ledger.rows import Placed
from readiness.exchange.notes import RowNote, row_path
from readiness.inventory.schema_problems import schema_findings
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref


def sheet_findings(sections: Mapping[str, Sequence[Placed]], file: str) -> list[Finding]:
    """Every violation of the schema, placed at the row of the sheet it came from."""
    many = {key: SECTION_BY_KEY[key].many for key in sections}
    data = {key: [row for row, _ in rows] if many[key] else rows[0][0] for key, rows in sections.items() if rows}
    found = []
    for finding in schema_findings(data, file):
        section, *rest = finding.ref.path or ("",)
        rows = sections.get(str(section), ())
        if many.get(str(section)) and rest and isinstance(rest[0], int):
            place = rows[rest[0]][1].child(*rest[1:])
        else:
            place = rows[0][1].child(*rest) if rows else Ref(file)
        found.append(replace(finding, ref=place))
    return found


def note_findings(notes: Iterable[RowNote], file: str) -> list[Finding]:
    """Remarks of reading a workbook as findings, so that `validate` and the report show them."""
    return [
        Finding(
            code="IN306",
            severity=_severity(remark),
            subject=Subject("system", remark.asks) if remark.asks else Subject("row", remark.place),
            message=remark.message,
            ref=Ref(file, row_path(remark.place)),
            discriminator=remark.place or f"{remark.message.key} {remark.asks}".rstrip(),
        )
        for remark in notes
    ]


def _severity(remark: RowNote) -> Severity:
    if remark.asks:
        return Severity.QUESTION
    return Severity.ERROR if remark.grave else Severity.WARNING
