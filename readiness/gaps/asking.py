"""Whom to ask for a value, and whether: the one answer for question list, books, letters and findings (照会先)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from readiness.gaps.spots import Spot
from readiness.gaps.survey import Survey
from readiness.model.facts import Knows, Rank, When
from readiness.model.fields import FieldFacts
from readiness.model.finding import Subject
from readiness.model.interface import TERMS
from readiness.model.system import Conformance, DueKind, System, SystemKind
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Package, Vendor
from readiness.situation.contracts import draws_data


def asked_party(survey: Survey, knows: Knows, spot: Spot) -> Subject:
    """Who is asked: the vendor while it is known, else the division; the division; who keeps contracts; the body."""
    match knows:
        case Knows.VENDOR:
            return survey.vendor(spot.vendor) or spot.division
        case Knows.DIVISION:
            return spot.keeper or spot.division
        case Knows.CONTRACTS:
            return spot.contracts or survey.everywhere
        case Knows.BODY:
            return survey.everywhere


def nobody_yet(knows: Knows, spot: Spot) -> bool:
    """Whether the question waits for another one: which vendor it is."""
    return knows is Knows.VENDOR and spot.vendor is UNKNOWN


def wanted(survey: Survey, fact: FieldFacts, spot: Spot) -> bool:
    """Whether the answer matters in the present state, and this end has not told it itself."""
    if spot.says is not None and fact.name in TERMS and known(getattr(spot.says, fact.name)):
        return False
    return fact.asks is None or all(_HOLDS[when](survey, spot) for when in fact.asks.when)


def booked(survey: Survey, fact: FieldFacts, spot: Spot) -> bool:
    """Whether it is a point of the question books as well."""
    asks = fact.asks
    if asks is None or asks.key is None or not spot.booked or not wanted(survey, fact, spot):
        return False
    return all(_HOLDS[when](survey, spot) for when in asks.booked)


def rank_of(fact: FieldFacts, spot: Spot) -> Rank:
    """The rank while the system still moves, or the one afterwards."""
    assert fact.asks is not None  # noqa: S101 - asked only of fields that are
    return fact.asks.rank if spot.moving or fact.asks.after is None else fact.asks.after


def _ends(survey: Survey, system: System) -> bool:
    """Whether the end of a measure can be asked for: not where all that are open have none by law."""
    endless = survey.characters.endless if survey.characters is not None else None
    open_ = [measure for measure in system.transitional_measures if not known(measure.until)]
    return endless is None or not open_ or not all(endless(system, measure) for measure in open_)


def _of_system(test: Callable[[Survey, System], bool]) -> Callable[[Survey, Spot], bool]:
    return lambda survey, spot: spot.system is not None and test(survey, spot.system)


_HOLDS: Mapping[When, Callable[[Survey, Spot], bool]] = {
    When.STANDARD: _of_system(lambda _, system: system.kind in (SystemKind.STANDARD, SystemKind.COMMON)),
    When.MOVING: lambda _, spot: spot.moving,
    When.MIGRATED: _of_system(lambda survey, system: survey.stands[system.id].migrated is True),
    When.UNSTATED: _of_system(lambda survey, system: survey.stands[system.id].unstated),
    When.EXTENDED: _of_system(lambda _, system: system.due is DueKind.EXTENDED),
    When.UNDECIDED: _of_system(lambda survey, system: system.id in survey.stands.undecided),
    When.UNOWNED: _of_system(lambda survey, system: survey.owner(system) is None),
    When.SOLD: lambda survey, spot: survey.vendor(spot.vendor) is not None,
    When.CHANGED: _of_system(lambda _, system: not known(n := system.customisation.count) or n > 0),
    When.CODED: _of_system(lambda _, system: known(system.charset.code)),
    When.GAIJI: _of_system(lambda _, system: system.charset.gaiji_total not in (UNKNOWN, 0)),
    When.ENDING: _of_system(_ends),
    When.UNNAMED: _of_system(lambda _, system: system.conformance is Conformance.TRANSITIONAL),
    When.DRAWABLE: lambda _, spot: draws_data(spot.record, spot.systems),
    When.LEAVING: lambda survey, spot: spot.record.withdrawal_notice is not None and _rests(survey, spot.record),
    When.TEMPORARY: lambda _, spot: spot.record.temporary and spot.first,
}


def _rests(survey: Survey, party: Vendor | Package) -> bool:
    """Whether a system of the body runs with the vendor, or on the package."""
    return any(party.id in (system.vendor, system.package) for system in survey.inventory.systems)


# ---- where each kind of record is asked about ------------------------------------------------------------------
