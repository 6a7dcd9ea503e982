"""Requirements: what vendors claim and how it falls short, and what nobody has answered (適合回答・未回答)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.gaps.survey import Survey
from readiness.model.conformance import Answer, Claim
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.record import PackageId
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import known


def claims(survey: Survey) -> Iterator[Gap]:
    """One claim speaks for its system, or for every system on its package and version."""
    by_package = systems_by_package(survey)
    own = {(claim.system, claim.requirement) for claim in survey.inventory.claims if claim.system}
    for claim in survey.inventory.claims:
        for system in claimed_systems(survey, claim, by_package):
            # A claim written for one system is closer to it than what its package says in general.
            if claim.system or (system.id, claim.requirement) not in own:
                yield from _claim(survey, system, claim)


def systems_by_package(survey: Survey) -> Mapping[PackageId, tuple[System, ...]]:
    """Systems by the package they run on."""
    found: dict[PackageId, list[System]] = {}
    for system in survey.inventory.systems:
        if isinstance(system.package, str):
            found.setdefault(system.package, []).append(system)
    return {package: tuple(systems) for package, systems in found.items()}


def claimed_systems(
    survey: Survey, claim: Claim, by_package: Mapping[PackageId, tuple[System, ...]]
) -> tuple[System, ...]:
    """Which systems a claim is about; a claim for another version than the one in use says nothing."""
    if claim.system:
        system = survey.inventory.system_by_id.get(claim.system)
        # One that was made for the package of a vendor before says nothing of the system of today.
        other = system is not None and claim.package and known(system.package) and system.package != claim.package
        return (system,) if system and not other else ()
    if not claim.package:
        return ()
    package = survey.inventory.package_by_id.get(claim.package)
    version = package.version if package else None
    if claim.version and isinstance(version, str) and version != claim.version:
        return ()
    return by_package.get(claim.package, ())


def _claim(survey: Survey, system: System, claim: Claim) -> Iterator[Gap]:
    answer = claim.answer
    if not known(answer):
        yield _gap(survey, system, claim, "claim.unanswered", Rank.B, GapKind.UNCONFIRMED)
        return
    if answer in (Answer.FITS_LATER, Answer.WORKAROUND, Answer.EXTERNAL, Answer.PAID_OPTION, Answer.UNSUPPORTED):
        rank = Rank.A if answer in (Answer.UNSUPPORTED, Answer.FITS_LATER) else Rank.B
        yield _gap(
            survey, system, claim, "claim.not-fit", rank, GapKind.SHORTFALL, answer=text(f"answer.{answer.value}")
        )
    if answer is Answer.FITS and not known(claim.evidence):
        yield _gap(survey, system, claim, "claim.no-evidence", Rank.B, GapKind.CONTRADICTION)
    if answer is Answer.FITS_LATER and not known(claim.delivery):
        yield _gap(survey, system, claim, "claim.no-delivery", Rank.A, GapKind.UNCONFIRMED)


def _giver(survey: Survey, claim: Claim) -> Subject | None:
    """Who made the claim: the vendor of the package it was made for. Whoever runs the system may be another."""
    package = survey.inventory.package_by_id.get(claim.package) if claim.package else None
    return survey.vendor(package.vendor) if package else None


def _gap(
    survey: Survey, system: System, claim: Claim, words: str, rank: Rank, kind: GapKind, answer: Text | None = None
) -> Gap:
    requirement = claim.requirement
    # A claim may give rise to two points of one type; the check's name keeps them apart without inventing an ID.
    said = requirement if kind is not GapKind.UNCONFIRMED or words == "claim.unanswered" else f"{requirement}#delivery"
    return survey.gap(
        words,
        rank,
        _giver(survey, claim) or survey.vendor_or_division(system),
        Subject("claim", claim.id),
        system=system,
        kind=kind,
        requirement=said,
        edition=claim.edition,
        ref=claim.ref,
        requirement_id=requirement,
        answer=answer,
    )


def unanswered(survey: Survey) -> Iterator[Gap]:
    """One gap per system and 実装必須 requirement without a claim. C: it completes the record, on request."""
    if survey.required is None:
        return
    by_package = systems_by_package(survey)
    answered = {
        (system.id, claim.requirement)
        for claim in survey.inventory.claims
        for system in claimed_systems(survey, claim, by_package)
    }
    for system in survey.standard_systems:
        for edition, row in survey.required.of(system):
            if (system.id, row.id) in answered:
                continue
            yield survey.gap(
                "requirement.unanswered",
                Rank.C,
                survey.vendor_or_division(system),
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
