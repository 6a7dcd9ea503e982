"""A gate of the procurement lies after the cut-over it is for."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The first milestone that comes too late for the earliest cut-over of the procured systems."""
    for procurement in context.inventory.procurements:
        days = [(context.cutovers[system].date, system) for system in procurement.systems if system in context.cutovers]
        if not days:
            continue
        cutover, system = min(days)
        for milestone in procurement.milestones:
            if known(milestone.date) and milestone.date > cutover:
                yield hit(
                    procurement,
                    ref=milestone.ref.child("date"),
                    discriminator=milestone.kind.value,
                    milestone=text(f"milestone.{milestone.kind.value}"),
                    day=milestone.date,
                    cutover=cutover,
                    system=context.system_names([system])[0],
                )
                break


RULE = Rule(code="CT109", name="procurement.milestone-after-cutover", severity=Severity.ERROR, check=check)
