"""A contract over several fiscal years without what allows it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.contract import ContractKind
from readiness.model.dates import fiscal_year
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """A contract called 単年度 whose term crosses the 31st of March."""
    for contract in context.running_contracts:
        if contract.kind is not ContractKind.SINGLE_YEAR or not (known(contract.start) and known(contract.end)):
            continue
        years = fiscal_year(contract.end) - fiscal_year(contract.start) + 1
        if years > 1:
            yield hit(contract, "kind", start=contract.start, end=contract.end, years=years)


RULE = Rule(code="CT107", name="contract.multi-year-basis", severity=Severity.WARNING, check=check)
