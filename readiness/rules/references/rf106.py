"""The number of a conformance test: 業務ID[-枝番]_法人番号_連番; two vendors may hold one number together."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.corporate import well_formed
from readiness.model.finding import Severity
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """Numbers of another shape, of an unknown unit, or of a company number that cannot be right."""
    shape = context.standard.common_functions.shape("conformance")
    for package in context.inventory.packages:
        for index, number in enumerate(package.conformance_numbers):
            unit = number[: shape.unit_digits]
            if not shape.fits(number):
                yield hit(package, "conformance_numbers", index, discriminator=number, number=number)
            elif unit not in context.standard.unit_by_id:
                yield hit(
                    package,
                    "conformance_numbers",
                    index,
                    discriminator=number,
                    variant="unit",
                    number=number,
                    unit=unit,
                )
            elif not all(map(well_formed, number.split("_")[1].split("/"))):
                yield hit(package, "conformance_numbers", index, discriminator=number, variant="vendor", number=number)


RULE = Rule(code="RF106", name="package.conformance-number", severity=Severity.ERROR, check=check)
