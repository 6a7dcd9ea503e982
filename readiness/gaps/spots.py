"""Where the values of each kind of record are asked for: whose system, vendor and division it is (照会先の所在)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from readiness.gaps.survey import Survey
from readiness.model.asset import Device, EucAsset, Form
from readiness.model.body import Division
from readiness.model.conformance import CommonFunctions
from readiness.model.contract import Contract, Procurement
from readiness.model.finding import Subject, kind_of
from readiness.model.gap import DIVISION
from readiness.model.interface import Declaration, Interface
from readiness.model.money import Quote
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.system import System, SystemKind
from readiness.model.unknown import known
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
    vendor: Maybe[VendorId] | None = None
    keeper: Subject | None = None
    contracts: Subject | None = None
    discriminator: str = ""
    areas: tuple[str, ...] = ()
    counterpart: SystemId | None = None
    counterpart_areas: tuple[str, ...] = ()
    says: Declaration | None = None
    moving: bool = False
    booked: bool = True
    first: bool = True


def spots(survey: Survey, record: Any) -> Iterator[Spot]:
    """Where the values of a record are asked for; nowhere once nobody needs them (an ended contract)."""
    yield from _SPOTS.get(type(record), _anywhere)(survey, record)


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
    systems = _named(survey, (quote.system,) if quote.system else ())
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
    kind = kind_of(record)
    yield Spot(record=record, subject=Subject(kind, getattr(record, "id", "")), division=survey.everywhere)


def _named(survey: Survey, ids: tuple[SystemId, ...]) -> tuple[System, ...]:
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
