"""A planned cut-over in a window that is 切替不可."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.calendar.windows import windows_hit
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Strict windows have a basis, which is named."""
    for system, cutover, found in windows_hit(context):
        for window in found:
            if window.strict:
                yield hit(
                    system,
                    "planned_date",
                    discriminator=window.rule.key,
                    cutover=cutover.date,
                    why=window.rule.name,
                    window_basis=window.rule.basis,
                )


RULE = Rule(code="CL103", name="cutover.strict-window", severity=Severity.ERROR, check=check)
