"""The contract of a running system ends before the system is to leave it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Against the latest planned cut-over of its systems; a contract that renews itself does not end."""
    for contract in context.running_contracts:
        if not known(contract.end) or contract.auto_renew is True:
            continue
        late = [
            (cutover.date, system)
            for system in contract.systems
            if (cutover := context.cutovers.get(system)) and cutover.date > contract.end
        ]
        if late:
            day, system = max(late)
            yield hit(
                contract,
                "end",
                end=contract.end,
                cutover=day,
                system=context.system_names([system])[0],
                days=(day - contract.end).days,
            )


RULE = Rule(code="CT102", name="contract.ends-before-cutover", severity=Severity.WARNING, check=check)
