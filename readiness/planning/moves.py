"""The moves of a plan: what cuts over together, how long it takes, whom it binds (移行単位)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.plan import Move, Unplanned
from readiness.model.record import Maybe
from readiness.model.system import DueKind, System, SystemKind
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.premises import Premises
from readiness.situation.groups import Group
from readiness.situation.situation import Situations


def build_moves(situations: Situations, premises: Premises) -> tuple[Move, ...]:
    """The moves still to come that have premises, in file order of their first system."""
    return tuple(_move(situations, group, premises) for group in situations.groups)


def unplanned(situations: Situations, premises: Premises) -> tuple[Unplanned, ...]:
    """The moves without premises: no date, but until when the law lets them wait."""
    return tuple(_unplanned(situations, group, premises) for group in situations.undated)


def _unplanned(situations: Situations, group: Group, premises: Premises) -> Unplanned:
    systems = [situations[id_].system for id_ in group.systems]
    due, legal = _legal(systems, premises)
    return Unplanned(
        id=group.id,
        title=_title(systems),
        systems=group.systems,
        areas=_unique(area for s in systems for area in s.areas),
        divisions=_unique(owner for s in systems if (owner := situations[s.id].owner) is not None),
        due=due,
        legal=legal,
        needs=text("plan.unplanned.needs"),
    )


def _legal(systems: list[System], premises: Premises) -> tuple[Maybe[date], Text]:
    """The legal date of systems that go together: the nearest of them speaks for all."""
    kinds = {system.due for system in systems}
    principal = premises.assumptions.day("rules.principal_date")
    granted = min((system.due_date for system in systems if known(system.due_date)), default=None)
    if DueKind.LAPSED in kinds or DueKind.PRINCIPAL in kinds:
        return principal, text(f"plan.legal.{'lapsed' if DueKind.LAPSED in kinds else 'principal'}", day=principal)
    if granted is not None:
        return granted, text("plan.legal.extended", day=granted)
    if DueKind.EXTENDED in kinds:
        return UNKNOWN, text("plan.legal.extended_unknown")
    bound = any(system.kind in (SystemKind.STANDARD, SystemKind.COMMON) for system in systems)
    return UNKNOWN, text("plan.legal.unknown" if bound else "plan.legal.none")


def _move(situations: Situations, group: Group, premises: Premises) -> Move:
    systems = [situations[id_].system for id_ in group.systems]
    stated = [s.duration_weeks for s in systems if known(s.duration_weeks)]
    guessed = [assumed_weeks(premises, s) for s in systems if not known(s.duration_weeks)]
    return Move(
        id=group.id,
        title=_title(systems),
        systems=group.systems,
        areas=_unique(area for s in systems for area in s.areas),
        vendor_groups=_unique(party for s in systems if (party := vendor_group(situations.inventory, s)) is not None),
        divisions=_unique(owner for s in systems if (owner := situations[s.id].owner) is not None),
        duration_weeks=max(*stated, *guessed, 0),
        duration_assumed=bool(guessed),
        because=group.because,
    )


def assumed_weeks(premises: Premises, system: System) -> int:
    """Weeks from contract to cut-over where the inventory does not tell them: the longest of its areas."""
    if not system.areas:
        return premises.whole("planning.duration_weeks_local")
    return max(premises.whole("planning.duration_weeks", area) for area in system.areas)


def _title(systems: list[System]) -> Text:
    if len(systems) == 1:
        return text("plan.move.single", name=systems[0].label)
    if len(systems) == 2:
        return text("plan.move.pair", first=systems[0].label, second=systems[1].label)
    return text("plan.move.several", first=systems[0].label, second=systems[1].label, more=len(systems) - 2)


def vendor_group(inventory: Inventory, system: System) -> str | None:
    """The vendor group of a system, or the vendor itself where it belongs to none that is known."""
    if not known(system.vendor):
        return None
    vendor = inventory.vendor_by_id.get(system.vendor)
    return vendor.group if vendor is not None and known(vendor.group) else system.vendor


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
