"""外字 undecided shortly before the cut-over."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Within the assumed number of days before the planned cut-over."""
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        left = system.charset.left
        if cutover and known(left) and left > 0 and context.near(cutover.date, "rules.characters_settle_days"):
            yield hit(system, "charset", "gaiji_undecided", count=left, cutover=cutover.date)


RULE = Rule(code="CH102", name="characters.undecided-near-cutover", severity=Severity.WARNING, check=check)
