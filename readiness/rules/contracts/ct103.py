"""A contract in force that does not oblige the vendor to hand the data back."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Only where somebody has read the contract; an unknown term is asked in the gap register."""
    for contract in context.running_contracts:
        if contract.data_return is False:
            yield hit(contract, "data_return")


RULE = Rule(code="CT103", name="contract.no-data-return", severity=Severity.WARNING, check=check)
