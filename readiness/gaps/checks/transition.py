"""Functions under 経過措置: each needs an end, a number and a filing; delivery must not come after the end."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.system import Conformance, System, TransitionalMeasure
from readiness.model.unknown import known


def check(look: Look) -> Iterator[Gap]:
    """Measures without an end, past their end, not filed; and systems that say 経過措置あり without naming one."""
    for system in look.inventory.systems:
        if system.conformance is Conformance.TRANSITIONAL and not system.transitional_measures:
            yield look.gap(
                "transition.which",
                Rank.A,
                look.vendor_or_division(system),
                Subject("system", system.id),
                system=system,
                ref=system.ref.child("transitional_measures"),
                basis=True,
            )
        for measure in system.transitional_measures:
            yield from _measure(look, system, measure)


def _measure(look: Look, system: System, measure: TransitionalMeasure) -> Iterator[Gap]:
    subject = Subject("system", system.id)
    vendor, division = look.vendor_or_division(system), look.division(system)
    name = measure.function
    if unconfirmed(measure.until):
        yield look.gap(
            "transition.until",
            Rank.A,
            vendor,
            subject,
            system=system,
            discriminator=name,
            ref=measure.ref.child("until"),
            basis=True,
            function=name,
        )
    elif known(measure.until) and measure.until < look.as_of:
        yield look.gap(
            "transition.past",
            Rank.A,
            vendor,
            subject,
            system=system,
            kind=GapKind.SHORTFALL,
            discriminator=name,
            ref=measure.ref.child("until"),
            function=name,
            until=measure.until,
        )
    if measure.filed is not True:
        yield look.gap(
            "transition.filed",
            Rank.B,
            division,
            subject,
            system=system,
            kind=GapKind.UNCONFIRMED if unconfirmed(measure.filed) else GapKind.SHORTFALL,
            discriminator=name,
            ref=measure.ref.child("filed"),
            basis=True,
            function=name,
        )
