"""The day by which notice must be given is near or past."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.dates import months_before
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Contracts whose notice date is near, or has passed while the contract still runs."""
    for contract in context.running_contracts:
        if not (known(contract.end) and known(contract.notice_months)):
            continue
        notice = months_before(contract.end, contract.notice_months)
        if context.near(notice):
            yield hit(
                contract,
                "notice_months",
                related=(contract.ref.child("end"),),
                variant="passed" if notice < context.as_of else "message",
                notice=notice,
                end=contract.end,
                days=context.days_to(notice),
            )


RULE = Rule(code="CT101", name="contract.notice-date", severity=Severity.WARNING, check=check)
