"""Nobody knows whether the body that runs an affair also decides about its system."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Operating bodies that run at least one system which still moves."""
    for operator in context.inventory.operating_bodies:
        own = [system for system in context.moving if system.operating_body == operator.id]
        if own and not known(operator.decides):
            yield hit(operator, "decides", systems=tuple(system.label for system in own))


RULE = Rule(code="AP104", name="operating-body.decides", severity=Severity.QUESTION, check=check)
