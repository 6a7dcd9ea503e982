"""Nobody knows who prints a form."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Forms of systems that still move: proofs and test data take the printer weeks."""
    moving = {system.id: system for system in context.moving}
    for form in context.inventory.forms:
        if form.system in moving and not known(form.print_vendor):
            yield hit(form, "print_vendor", system=moving[form.system].label)


RULE = Rule(code="AS101", name="form.print-vendor", severity=Severity.QUESTION, check=check)
