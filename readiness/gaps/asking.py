"""Whom to ask for a value, and whether: the one answer for question list, books, letters and findings (照会先)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from readiness.gaps.survey import Survey
from readiness.model.asset import Device, EucAsset, Form
from readiness.model.body import Division
from readiness.model.conformance import CommonFunctions
from readiness.model.contract import Contract, ContractKind, Procurement
from readiness.model.facts import Knows, Rank, When
from readiness.model.fields import FieldFacts
from readiness.model.finding import Subject
from readiness.model.gap import DIVISION
from readiness.model.interface import TERMS, Declaration, Interface
from readiness.model.money import Quote
from readiness.model.record import Maybe
from readiness.model.system import Conformance, DueKind, System, SystemKind
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Package, Vendor
from readiness.situation.contracts import ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where the values of one record are asked for: whose system it is, whose vendor, whose division.

    A record may have several: an interface one at each end, a package one at each system that runs on it. `systems`
    are those the answer concerns. `keeper` is the division that keeps this very record, before `division`, which owns
    the system. `says` is what this end of an interface has told itself. What is not `booked` is only in the question
    list. `first` is true at one spot of each record.
    """

    record: Any
    subject: Subject
    division: Subject
    system: System | None = None
    systems: tuple[System, ...] = ()
    vendor: Maybe[str] | None = None
    keeper: Subject | None = None
    contracts: Subject | None = None
    discriminator: str = ""
    areas: tuple[str, ...] = ()
    counterpart: str | None = None
    counterpart_areas: tuple[str, ...] = ()
    says: Declaration | None = None
    moving: bool = False
    booked: bool = True
    first: bool = True


def spots(survey: Survey, record: Any) -> Iterator[Spot]:
    """Where the values of a record are asked for; nowhere once nobody needs them (an ended contract)."""
    yield from _SPOTS.get(type(record), _anywhere)(survey, record)


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


def nobody_yet(survey: Survey, knows: Knows, spot: Spot) -> bool:
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
    When.UNTOLD: _of_system(lambda survey, system: survey.stands[system.id].untold),
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


def draws_data(contract: Contract, systems: tuple[System, ...]) -> bool:
    """Whether the contractor can draw the data out: it runs one of the systems itself, or for several bodies at once.

    A printer, a carrier or a lessor of somebody else's system is not asked.
    """
    vendors = {system.vendor for system in systems}
    return (
        not vendors
        or contract.kind is ContractKind.JOINT_USE
        or any(not known(vendor) or vendor == contract.vendor for vendor in vendors)
    )


# ---- where each kind of record is asked about ------------------------------------------------------------------


def _system(survey: Survey, system: System) -> Iterator[Spot]:
    yield _at(survey, system, system, Subject("system", system.id))


def _at(survey: Survey, record: Any, system: System, subject: Subject, discriminator: str = "", **more: Any) -> Spot:
    return Spot(
        record=record,
        subject=subject,
        division=survey.division(system),
        system=system,
        systems=(system,),
        vendor=system.vendor,
        discriminator=discriminator,
        **{"moving": survey.moving(system), **more},
    )


def _package(survey: Survey, package: Package) -> Iterator[Spot]:
    users = [system for system in survey.inventory.systems if system.package == package.id]
    for index, system in enumerate(users):
        yield _at(survey, package, system, Subject("system", system.id), first=index == 0)
    if not users:
        subject = Subject("package", package.id)
        yield Spot(record=package, subject=subject, division=survey.everywhere, vendor=package.vendor, booked=False)


def _contract(survey: Survey, contract: Contract) -> Iterator[Spot]:
    if ended(contract, survey.as_of):
        return
    systems = _named(survey, contract.systems)
    keeper = survey.contracts_division(contract)
    yield Spot(
        record=contract,
        subject=Subject("contract", contract.id),
        division=keeper,
        contracts=keeper,
        system=systems[0] if len(contract.systems) == 1 and systems else None,
        systems=systems,
        vendor=contract.vendor,
        discriminator=contract.id,
        areas=tuple(dict.fromkeys(area for system in systems for area in system.areas)),
        moving=any(survey.moving(system) for system in systems),
    )


def _interface(survey: Survey, interface: Interface) -> Iterator[Spot]:
    """Each end whose system is the body's own; one party at both ends is asked once."""
    subject = Subject("interface", interface.id)
    systems = survey.inventory.system_by_id
    ends = [
        (systems[own], other, says)
        for own, other, says in (
            (interface.from_, interface.to, interface.from_says),
            (interface.to, interface.from_, interface.to_says),
        )
        if own in systems
    ]
    moving = any(survey.moving(end) for end, _, _ in ends)
    same = len(ends) == 2 and known(ends[0][0].vendor) and ends[0][0].vendor == ends[1][0].vendor
    owner = interface.owner
    keeper = Subject(DIVISION, owner) if isinstance(owner, str) and owner in survey.inventory.division_by_id else None
    for index, (end, other, says) in enumerate(ends[:1] if same else ends):
        yield _at(
            survey,
            interface,
            end,
            subject,
            interface.id,
            keeper=keeper,
            counterpart=other,
            counterpart_areas=systems[other].areas if other in systems else (),
            says=says,
            moving=moving,
            first=index == 0,
        )
    if not ends:
        yield Spot(record=interface, subject=subject, division=survey.everywhere, booked=False)


def _form(survey: Survey, form: Form) -> Iterator[Spot]:
    for system in _named(survey, (form.system,)):
        yield _at(survey, form, system, Subject("form", form.id), form.id)


def _query(survey: Survey, query: EucAsset) -> Iterator[Spot]:
    keeper = Subject(DIVISION, query.division) if isinstance(query.division, str) and query.division else None
    for system in _named(survey, (query.system,)):
        yield _at(survey, query, system, Subject("euc_asset", query.id), query.id, keeper=keeper)


def _device(survey: Survey, device: Device) -> Iterator[Spot]:
    systems = _named(survey, device.systems)
    first = systems[0] if systems else None
    yield Spot(
        record=device,
        subject=Subject("device", device.id),
        division=survey.division(first),
        system=first,
        systems=systems,
        vendor=device.vendor,
        discriminator=device.id,
    )


def _common(survey: Survey, facts: CommonFunctions) -> Iterator[Spot]:
    system = next((s for s in survey.inventory.systems if s.kind is SystemKind.COMMON), None)
    subject = Subject("body", survey.inventory.body.id)
    if system is not None:
        yield _at(survey, facts, system, subject)
    else:
        yield Spot(record=facts, subject=subject, division=survey.everywhere)


def _division(survey: Survey, division: Division) -> Iterator[Spot]:
    own = Subject(DIVISION, division.id)
    yield Spot(record=division, subject=own, division=own)


def _vendor(survey: Survey, vendor: Vendor) -> Iterator[Spot]:
    own = tuple(system for system in survey.inventory.systems if system.vendor == vendor.id)
    yield Spot(
        record=vendor,
        subject=Subject("vendor", vendor.id),
        division=survey.everywhere,
        vendor=vendor.id,
        discriminator=vendor.id,
        areas=tuple(dict.fromkeys(area for system in own for area in system.areas)),
        moving=True,
    )


def _quote(survey: Survey, quote: Quote) -> Iterator[Spot]:
    systems = _named(survey, (quote.system or "",))
    own = systems[0] if systems else None
    vendor = quote.vendor if known(quote.vendor) or own is None else own.vendor
    yield Spot(
        record=quote,
        subject=Subject("quote", quote.id),
        division=survey.division(own),
        system=own,
        systems=systems,
        vendor=vendor,
    )


def _procurement(survey: Survey, item: Procurement) -> Iterator[Spot]:
    systems = _named(survey, item.systems)
    division = survey.division(systems[0] if systems else None)
    yield Spot(record=item, subject=Subject("procurement", item.id), division=division, systems=systems)


def _anywhere(survey: Survey, record: Any) -> Iterator[Spot]:
    kind = type(record).__name__.lower()
    yield Spot(record=record, subject=Subject(kind, getattr(record, "id", "")), division=survey.everywhere)


def _named(survey: Survey, ids: tuple[str, ...]) -> tuple[System, ...]:
    systems = survey.inventory.system_by_id
    return tuple(systems[id_] for id_ in ids if id_ in systems)


_SPOTS: Mapping[type, Callable[[Survey, Any], Iterator[Spot]]] = {
    System: _system,
    Package: _package,
    Contract: _contract,
    Interface: _interface,
    Form: _form,
    EucAsset: _query,
    Device: _device,
    CommonFunctions: _common,
    Division: _division,
    Vendor: _vendor,
    Quote: _quote,
    Procurement: _procurement,
}
