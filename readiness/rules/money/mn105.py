"""A yearly amount so small that it may be in thousands of yen."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Contracts for systems alone; 0 is a statement of its own (nothing is paid)."""
    least = context.standard.assumptions.whole("rules.least_yearly_yen")
    for contract in context.inventory.contracts:
        amount = contract.annual_amount
        if contract.systems and known(amount) and 0 < amount < least:
            yield hit(contract, "annual_amount", amount=f"{amount:,}", least=f"{least:,}")


RULE = Rule(code="MN105", name="contract.amount-unit", severity=Severity.QUESTION, check=check)
