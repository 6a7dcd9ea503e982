"""A contract that has ended although what it is for goes on."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.contract import Contract
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Told to renew itself with the old end, or nothing of the kind follows it while another contract still runs.

    Systems without any running contract are another rule's; those that migrated have left their old contracts behind.
    """
    inventory = context.inventory
    running = context.running_contracts
    covered = {system for contract in running for system in contract.systems}
    for contract in inventory.contracts:
        if not known(contract.end) or contract.end >= context.as_of:
            continue
        own = [s for s in contract.systems if s in inventory.system_by_id]
        in_use = [s for s in own if inventory.system_by_id[s].migrated is not True and s in covered]
        if any(_follows(other, contract) for other in running):
            continue
        if contract.auto_renew is True and own:
            yield hit(
                contract,
                "end",
                related=(contract.ref.child("auto_renew"),),
                variant="renewed",
                severity=Severity.WARNING,
                end=contract.end,
            )
        elif in_use:
            yield hit(contract, "end", end=contract.end, systems=context.system_names(in_use))


def _follows(later: Contract, ended: Contract) -> bool:
    """Whether a running contract may be the next one: for one of the systems, with the vendor or of the kind."""
    vendor = known(ended.vendor) and later.vendor == ended.vendor
    kind = known(ended.kind) and later.kind == ended.kind
    told = known(ended.vendor) or known(ended.kind)
    return bool(set(later.systems) & set(ended.systems)) and (vendor or kind or not told)


RULE = Rule(code="CT112", name="contract.ended-without-next", severity=Severity.QUESTION, check=check)
