"""A temporary link between two systems that stand on one side."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Both have migrated, so the link may be due for removal."""
    systems = context.inventory.system_by_id
    for interface in context.inventory.interfaces:
        ends = [systems[end] for end in (interface.from_, interface.to) if end in systems]
        if interface.temporary and len(ends) == 2 and all(end.migrated is True for end in ends):
            yield hit(interface, "temporary", source=ends[0].label, target=ends[1].label)


RULE = Rule(code="IF110", name="interface.temporary-without-need", severity=Severity.NOTE, check=check)
