"""Requirements of an imported edition that nobody has answered for a system (未回答の必須要件)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.checks.claims import claimed_systems, systems_by_package
from readiness.gaps.look import Look
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.unknown import known


def check(look: Look) -> Iterator[Gap]:
    """One gap per system and 実装必須 requirement without a claim. C: it completes the record, on request."""
    if look.required is None:
        return
    by_package = systems_by_package(look)
    answered = {
        (system.id, claim.requirement)
        for claim in look.inventory.claims
        for system in claimed_systems(look, claim, by_package)
    }
    for system in look.standard_systems:
        for edition, row in look.required.of(system):
            if (system.id, row.id) in answered:
                continue
            yield look.gap(
                "requirement.unanswered",
                Rank.C,
                look.vendor_or_division(system),
                Subject("system", system.id),
                system=system,
                kind=GapKind.UNCONFIRMED,
                requirement=row.id,
                edition=edition.head.version,
                standard_date=row.due if row.due is not None and known(row.due) else None,
                ref=system.ref,
                requirement_id=row.id,
                name=row.name,
                version=edition.head.version,
            )
