"""One vendor's system reads another vendor's database."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.interface import LinkMethod
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_DIRECT = (LinkMethod.DB_LINK, LinkMethod.SHARED_DATABASE)


def check(context: Context) -> Iterator[Hit]:
    """Both vendors known and different. Within one vendor's product the standard leaves the way open."""
    systems = context.inventory.system_by_id
    for interface in context.inventory.interfaces:
        if interface.method not in _DIRECT or interface.from_ not in systems or interface.to not in systems:
            continue
        first, second = systems[interface.from_], systems[interface.to]
        if known(first.vendor) and known(second.vendor) and first.vendor != second.vendor:
            yield hit(interface, "method", source=first.label, target=second.label)


RULE = Rule(code="IF104", name="interface.database-across-vendors", severity=Severity.WARNING, check=check)
