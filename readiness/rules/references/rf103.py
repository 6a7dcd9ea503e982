"""One 法人番号 at two vendors."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.model.vendor import Vendor
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The later vendor of the two is named; shares and books would count one company as two."""
    first: dict[str, Vendor] = {}
    for vendor in context.inventory.vendors:
        number = vendor.corporate_number
        if not known(number):
            continue
        other = first.setdefault(number, vendor)
        if other is not vendor:
            yield hit(
                vendor,
                "corporate_number",
                related=(other.ref.child("corporate_number"),),
                number=number,
                other=other.label,
            )


RULE = Rule(code="RF103", name="vendor.corporate-number-twice", severity=Severity.WARNING, check=check)
