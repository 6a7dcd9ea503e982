"""The number of a conformance test: 業務ID[-枝番]_法人番号_連番."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.model.corporate import well_formed
from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_SHAPE = re.compile(r"(?P<unit>[0-9]{3})(-[0-9]+)?_(?P<vendor>[0-9]{13})_[0-9]+")


def check(context: Context) -> Iterator[Hit]:
    """Numbers of another shape, of an unknown unit, or of a company number that cannot be right."""
    for package in context.inventory.packages:
        for index, number in enumerate(package.conformance_numbers):
            found = _SHAPE.fullmatch(number)
            if found is None:
                yield hit(package, "conformance_numbers", index, discriminator=number, number=number)
            elif found["unit"] not in context.standard.unit_by_id:
                yield hit(
                    package,
                    "conformance_numbers",
                    index,
                    discriminator=number,
                    variant="unit",
                    number=number,
                    unit=found["unit"],
                )
            elif not well_formed(found["vendor"]):
                yield hit(package, "conformance_numbers", index, discriminator=number, variant="vendor", number=number)


RULE = Rule(code="RF106", name="package.conformance-number", severity=Severity.ERROR, check=check)
