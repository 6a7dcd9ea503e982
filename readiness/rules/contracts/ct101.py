"""The day by which notice must be given is near or past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from readiness.model.dates import months_before
from readiness.model.finding import Finding, Severity
from readiness.model.unknown import known
from readiness.rules.rule import Context, Rule, finding

NEAR = timedelta(days=90)


def check(context: Context) -> Iterator[Finding]:
    """Contracts whose notice date lies within 90 days, or has passed while the contract still runs."""
    for contract in context.inventory.contracts:
        if not (known(contract.end) and known(contract.notice_months)) or contract.end < context.as_of:
            continue
        notice = months_before(contract.end, contract.notice_months)
        if notice - NEAR > context.as_of:
            continue
        passed = notice < context.as_of
        yield finding(
            "CT101",
            Severity.WARNING,
            "contract",
            contract.id,
            contract.ref.child("notice_months"),
            related=(contract.ref.child("end"),),
            variant="passed" if passed else "message",
            contract=contract.label,
            notice=notice,
            end=contract.end,
            days=abs((notice - context.as_of).days),
        )


RULE = Rule(code="CT101", name="contract.notice-date", severity=Severity.WARNING, check=check)
