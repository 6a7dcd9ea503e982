"""A planned cut-over in a window somebody asked to avoid."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.calendar.windows import windows_hit
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """要調整: the observed go-lives show that such days can be right; it has to be talked over."""
    for system, cutover, found in windows_hit(context):
        soft = [window for window in found if not window.strict]
        if soft:
            whys = tuple(dict.fromkeys(window.rule.name for window in soft))
            yield hit(system, "planned_date", cutover=cutover.date, whys=whys)


RULE = Rule(code="CL101", name="cutover.soft-window", severity=Severity.NOTE, check=check)
