"""How one value that is 未確認 is named on the page and in the workbook."""

from __future__ import annotations

from readiness.analysis.completeness import UnknownField, UnknownRecord
from readiness.analysis.questions import label
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.report.context import ReportContext


def record_name(context: ReportContext, item: UnknownField | UnknownRecord) -> str:
    """The name of the record the value belongs to."""
    return context.name(SECTION_BY_KEY[item.kind].kind, item.record)


def field_name(context: ReportContext, kind: str, field: str) -> str:
    """The label of a field of that kind of record."""
    return context.render(label(kind, field))
