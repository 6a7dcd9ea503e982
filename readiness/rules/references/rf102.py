"""法人番号: thirteen digits with a right check digit."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.corporate import check_digit, well_formed
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Vendors whose 法人番号 cannot be right."""
    for vendor in context.inventory.vendors:
        number = vendor.corporate_number
        if not known(number) or well_formed(number):
            continue
        if len(number) == 13 and number.isascii() and number.isdigit():
            yield hit(vendor, "corporate_number", variant="digit", number=number, expected=check_digit(number[1:]))
        else:
            yield hit(vendor, "corporate_number", number=number)


RULE = Rule(code="RF102", name="vendor.corporate-number", severity=Severity.ERROR, check=check)
