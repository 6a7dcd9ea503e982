"""Milestones of a procurement in an impossible order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from readiness.model.contract import MilestoneKind
from readiness.model.finding import Severity
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_ORDER = list(MilestoneKind)


def check(context: Context) -> Iterator[Hit]:
    """Each dated milestone against the dated one before it: RFI, budget request, assembly, notice, contract."""
    for procurement in context.inventory.procurements:
        dated = [milestone for milestone in procurement.milestones if known(milestone.date)]
        dated.sort(key=lambda milestone: _ORDER.index(milestone.kind))
        for earlier, later in pairwise(dated):
            if known(earlier.date) and known(later.date) and later.date < earlier.date:
                yield hit(
                    procurement,
                    ref=later.ref.child("date"),
                    related=(earlier.ref.child("date"),),
                    discriminator=later.kind.value,
                    earlier=text(f"milestone.{earlier.kind.value}"),
                    later=text(f"milestone.{later.kind.value}"),
                    earlier_date=earlier.date,
                    later_date=later.date,
                )


RULE = Rule(code="CT108", name="procurement.milestones-order", severity=Severity.ERROR, check=check)
