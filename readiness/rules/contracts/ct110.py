"""A running system that no contract covers."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Only systems with a known vendor: where the vendor is unknown, that is the question to ask first."""
    covered = {system for contract in context.running_contracts for system in contract.systems}
    ended = context.inventory.contracts_of
    for system in context.inventory.systems:
        if known(system.vendor) and system.vendor in context.inventory.vendor_by_id and system.id not in covered:
            past = ended.get(system.id, ())
            yield hit(
                system,
                "id",
                related=tuple(contract.ref.child("end") for contract in past),
                variant="ended" if past else "message",
                contract=past[-1].label if past else "",
            )


RULE = Rule(code="CT110", name="system.without-contract", severity=Severity.QUESTION, check=check)
