"""The ID a standard interface is referred to by."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """IDs that begin with no known 業務ID, or have another shape than those seen so far. Never more than 要確認."""
    shape = context.standard.common_functions.shape("link")
    for interface in context.inventory.interfaces:
        told = interface.standard_id
        if not known(told):
            continue
        fits = shape.fits(told)
        if not fits or told[: shape.unit_digits] not in context.standard.unit_by_id:
            yield hit(interface, "standard_id", variant="unit" if fits else "message", told=told)


RULE = Rule(code="RF107", name="interface.standard-id", severity=Severity.WARNING, check=check)
