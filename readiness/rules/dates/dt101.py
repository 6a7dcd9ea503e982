"""A contract that ends before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Start and end as written."""
    for contract in context.inventory.contracts:
        if known(contract.start) and known(contract.end) and contract.end < contract.start:
            yield hit(contract, "end", related=(contract.ref.child("start"),), start=contract.start, end=contract.end)


RULE = Rule(code="DT101", name="contract.order", severity=Severity.ERROR, check=check)
