"""Conformance and 経過措置 contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import Conformance
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """準拠 with a measure still running, or 経過措置あり without naming any."""
    for system in context.inventory.systems:
        running = [m for m in system.transitional_measures if not known(m.until) or m.until >= context.as_of]
        if system.conformance is Conformance.CONFORMANT and running:
            functions = tuple(measure.function for measure in running)
            yield hit(system, "conformance", related=(running[0].ref,), functions=functions, count=len(running))
        elif system.conformance is Conformance.TRANSITIONAL and not system.transitional_measures:
            yield hit(system, "conformance", variant="none")


RULE = Rule(code="ST103", name="system.conformance-against-measures", severity=Severity.WARNING, check=check)
