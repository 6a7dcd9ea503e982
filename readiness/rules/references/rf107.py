"""The ID a standard interface is referred to by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_SHAPE = re.compile(r"([0-9]{3})[a-z][0-9]{3}")


def check(context: Context) -> Iterator[Hit]:
    """IDs that begin with no known 業務ID, or have another shape than those seen so far. Never more than 要確認."""
    for interface in context.inventory.interfaces:
        told = interface.standard_id
        if not known(told):
            continue
        found = _SHAPE.fullmatch(told)
        if found is None or found[1] not in context.standard.unit_by_id:
            yield hit(interface, "standard_id", variant="message" if found is None else "unit", told=told)


RULE = Rule(code="RF107", name="interface.standard-id", severity=Severity.WARNING, check=check)
