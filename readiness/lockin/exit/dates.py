"""Dates that matter when a party is gone, and what has to begin by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from readiness.lockin.blockers.contract_term import notice_deadline
from readiness.lockin.settings import STEPS, Settings
from readiness.model.contract import Contract
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitKind, ImpactDate, Need, StartBy
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.ref import Ref
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.situation.cutover import CutOver


def impact_dates(
    inventory: Inventory,
    vendors: Iterable[VendorId],
    contracts: Iterable[Contract],
    systems: Iterable[System],
    cutovers: Mapping[SystemId, CutOver],
) -> tuple[ImpactDate, ...]:
    """Notices and ends of service, contract ends, notice deadlines, due dates and cut-overs, in order of time."""
    found = [
        *_withdrawals(inventory, vendors),
        *_contract_dates(contracts),
        *_system_dates(systems, cutovers),
    ]
    return tuple(sorted(found, key=lambda item: (item.date, item.kind, item.subject)))


def needed_by(dates: Iterable[ImpactDate], as_of: date, exit_kind: ExitKind) -> tuple[Maybe[date], Text | None]:
    """The day the substitute has to run: a told end of service, for a platform the end of its support, else the first
    contract to end from `as_of` on.
    """
    known = list(dates)
    on_platform = exit_kind in (ExitKind.PLATFORM, ExitKind.DATA_CENTRE)
    for kind in ("service_end", *(("platform_eol",) if on_platform else ()), "contract_end"):
        coming = [item for item in known if item.kind == kind and (kind != "contract_end" or item.date >= as_of)]
        if coming:
            return coming[0].date, text(f"lockin.needed_by.{kind}", subject=_label(coming[0]))
    return UNKNOWN, None


def needs_of(
    dates: Iterable[ImpactDate], as_of: date, exit_kind: ExitKind, systems_of: Mapping[str, tuple[SystemId, ...]]
) -> tuple[Need, ...]:
    """Every day a substitute has to run, of the kind `needed_by` takes, each with its own systems (契約ごと).

    `systems_of`: the systems that stop, by what a date is of (vendor, system or contract).
    """
    known = list(dates)
    _, why = needed_by(known, as_of, exit_kind)
    kind = why.key.rpartition(".")[2] if why is not None else ""
    coming = [item for item in known if item.kind == kind and (kind != "contract_end" or item.date >= as_of)]
    return tuple(
        Need(
            date=item.date,
            why=text(f"lockin.needed_by.{kind}", subject=_label(item)),
            systems=systems_of.get(item.subject, ()),
        )
        for item in coming
    )


def starts(needed: Maybe[date], as_of: date, areas: Collection[str], settings: Settings) -> tuple[StartBy, ...]:
    """Steps backwards from `needed`, earliest first; they end where a duration has no assumption."""
    if isinstance(needed, Unknown):
        return ()
    found: list[StartBy] = []
    finish = needed
    for step, key in STEPS:
        weeks = settings.weeks_for(key, areas)
        if weeks is None:
            break
        start = finish - timedelta(weeks=weeks)
        label = text(f"lockin.exit_step.{step}")
        late = start < as_of
        found.append(StartBy(step=label, start=start, finish=finish, weeks=weeks, late=late, assumption=key))
        finish = start
    return tuple(reversed(found))


def lead_weeks(areas: Collection[str], settings: Settings) -> Maybe[int]:
    """Weeks from the first step to the substitute running, for a day nobody knows; unknown where one is not assumed."""
    weeks = [settings.weeks_for(key, areas) for _, key in STEPS]
    return UNKNOWN if None in weeks else sum(week for week in weeks if week is not None)


def _withdrawals(inventory: Inventory, vendors: Iterable[VendorId]) -> Iterator[ImpactDate]:
    for id_ in vendors:
        vendor = inventory.vendor_by_id.get(id_)
        if vendor and vendor.withdrawal_notice:
            place = vendor.ref.child("withdrawal_notice")
            yield _date("withdrawal_notice", vendor.id, vendor.label, vendor.withdrawal_notice, place)
        if vendor and vendor.service_end is not None and not isinstance(vendor.service_end, Unknown):
            yield _date("service_end", vendor.id, vendor.label, vendor.service_end, vendor.ref.child("service_end"))


def _contract_dates(contracts: Iterable[Contract]) -> Iterator[ImpactDate]:
    for contract in contracts:
        if not isinstance(contract.end, Unknown):
            yield _date("contract_end", contract.id, contract.label, contract.end, contract.ref.child("end"))
        notice = notice_deadline(contract)
        if notice:
            yield _date("notice", contract.id, contract.label, notice, contract.ref.child("notice_months"))


def _system_dates(systems: Iterable[System], cutovers: Mapping[SystemId, CutOver]) -> Iterator[ImpactDate]:
    for system in systems:
        if not isinstance(system.due_date, Unknown):
            yield _date("due", system.id, system.label, system.due_date, system.ref.child("due_date"))
        if not isinstance(system.platform_eol, Unknown):
            place = system.ref.child("platform_eol")
            yield _date("platform_eol", system.id, system.label, system.platform_eol, place)
        if system.id in cutovers:
            cutover = cutovers[system.id]
            kind = "cutover_assumed" if cutover.assumed else "cutover"
            yield _date(kind, system.id, system.label, cutover.date, system.ref)


def _date(kind: str, subject: str, label: str, day: date, ref: Ref) -> ImpactDate:
    message = text(f"lockin.impact_date.{kind}", subject=label, date=day)
    return ImpactDate(kind=kind, subject=subject, date=day, message=message, ref=ref)


def _label(item: ImpactDate) -> str:
    return str(item.message.mapping()["subject"])
