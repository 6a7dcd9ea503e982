"""Nobody knows what extracting the data will cost."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.money import CostItem
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Contracts of systems that still move, without a fee in the contract and without a quote for it."""
    quotes = [quote for quote in context.inventory.quotes if quote.item is CostItem.DATA_EXTRACTION]
    contracts = {quote.contract for quote in quotes}
    systems = {quote.system for quote in quotes}
    moving = {system.id for system in context.moving}
    for contract in context.running_contracts:
        concerned = moving & set(contract.systems)
        unpriced = not known(contract.extraction_fee) and contract.id not in contracts
        if concerned and unpriced and not concerned <= systems:
            yield hit(contract, "extraction_fee")


RULE = Rule(code="CT104", name="contract.extraction-fee", severity=Severity.QUESTION, check=check)
