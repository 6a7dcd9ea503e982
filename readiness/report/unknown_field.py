"""How one value that is 未確認 is named on the page and in the workbook."""

from __future__ import annotations

from readiness.analysis.completeness import UnknownField
from readiness.analysis.questions import label
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.report.context import ReportContext


def record_name(context: ReportContext, item: UnknownField) -> str:
    """The name of the record the value belongs to."""
    return context.name(SECTION_BY_KEY[item.kind].kind, item.record)


def field_name(context: ReportContext, item: UnknownField) -> str:
    """The label of the field."""
    return context.render(label(item.kind, item.field))
