"""経過措置 ends before the function is delivered."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.conformance import Answer
from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The measure and the vendor's claim are matched by the function they name."""
    later = {
        (claim.system, claim.requirement): claim
        for claim in context.inventory.claims
        if claim.answer is Answer.FITS_LATER and known(claim.delivery)
    }
    for system in context.inventory.systems:
        for measure in system.transitional_measures:
            claim = later.get((system.id, measure.function))
            if claim and known(claim.delivery) and known(measure.until) and claim.delivery > measure.until:
                yield hit(
                    system,
                    ref=measure.ref.child("until"),
                    related=(claim.ref.child("delivery"),),
                    discriminator=measure.function,
                    function=measure.function,
                    until=measure.until,
                    delivery=claim.delivery,
                )


RULE = Rule(code="DT105", name="transition.delivery", severity=Severity.ERROR, check=check)
