"""A contract that renews itself, with no known day to stop it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Automatic renewal and an unknown period of notice."""
    for contract in context.running_contracts:
        if contract.auto_renew is True and not known(contract.notice_months):
            yield hit(contract, "auto_renew")


RULE = Rule(code="CT106", name="contract.renewal-without-notice", severity=Severity.WARNING, check=check)
