"""How one value that is 未確認 is named on the page and in the workbook."""

from __future__ import annotations

from readiness.analysis.completeness import UnknownField
from readiness.report.context import ReportContext

_KINDS = {
    "body": "body",
    "divisions": "division",
    "vendors": "vendor",
    "packages": "package",
    "contracts": "contract",
    "procurements": "procurement",
    "systems": "system",
    "interfaces": "interface",
    "quotes": "quote",
}


def record_name(context: ReportContext, item: UnknownField) -> str:
    """The name of the record the value belongs to."""
    return context.name(_KINDS[item.kind], item.record)


def field_name(context: ReportContext, item: UnknownField) -> str:
    """The label of the field; its dotted name where it has none."""
    label = f"field.{item.field.rsplit('.', 1)[-1]}"
    return context.t(label) if context.words.has(label) else item.field
