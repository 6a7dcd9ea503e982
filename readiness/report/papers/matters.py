"""What the findings raise for a decision: the gravest first (付議の契機)."""

from __future__ import annotations

from readiness.model.deciding import DecisionItem
from readiness.model.finding import Finding
from readiness.report.context import ReportContext

# In this order: a party that leaves, a condition the adopted plan breaks, a contract that runs out, a platform without
# support, a cut-over after the legal date, a budget that must be asked for.
CODES = ("VD101", "VD103", "PL106", "PL102", "CT101", "CT102", "DT108", "DT105", "PL103", "PL107")
MOST_REASONS = 3


def matters(context: ReportContext, item: DecisionItem | None) -> tuple[Finding, ...]:
    """The findings that ask for a decision; of a recorded matter only those about its systems and contracts."""
    # What rests on the security of a platform stays inside.
    shown = CODES if context.internal else tuple(code for code in CODES if code not in ("DT108", "PL107"))
    found = [finding for finding in context.analysis.findings if finding.code in shown]
    if item is not None and (item.systems or item.contracts):
        own: set[tuple[str, str]] = {("system", system) for system in item.systems}
        own |= {("contract", contract) for contract in item.contracts}
        own |= {("vendor", str(s.vendor)) for s in context.inventory.systems if s.id in item.systems}
        found = [finding for finding in found if (finding.subject.kind, finding.subject.id) in own]
    return tuple(sorted(found, key=lambda finding: (CODES.index(finding.code), finding.subject.id)))


def reasons(context: ReportContext, raised: tuple[Finding, ...]) -> tuple[str, ...]:
    """The course of things in at most three lines, one per kind of finding."""
    lines: dict[str, list[Finding]] = {}
    for finding in raised:
        lines.setdefault(finding.code, []).append(finding)
    return tuple(_line(context, found) for found in list(lines.values())[:MOST_REASONS])


def _line(context: ReportContext, found: list[Finding]) -> str:
    first = context.render(found[0].message)
    return first if len(found) == 1 else context.t("paper.chougi.and_more", first=first, count=len(found) - 1)
