"""A system outside the standard that carries a state or a unit of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import DueKind, SystemKind
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_OUTSIDE = (SystemKind.LOCAL, SystemKind.PERIPHERAL)


def check(context: Context) -> Iterator[Hit]:
    """独自施策 and 周辺 have no conformance and no date of the standard; they follow the systems they are joined to."""
    for system in context.inventory.systems:
        if system.kind not in _OUTSIDE:
            continue
        if known(system.conformance):
            yield hit(system, "conformance", related=(system.ref.child("kind"),))
        elif system.due in (DueKind.PRINCIPAL, DueKind.EXTENDED, DueKind.LAPSED):
            yield hit(system, "due", related=(system.ref.child("kind"),))
        elif system.units:
            yield hit(system, "units", related=(system.ref.child("kind"),), variant="units", units=system.units)


RULE = Rule(code="ST108", name="system.outside-standard-with-state", severity=Severity.NOTE, check=check)
