"""`exit_impact`: the whole consequence of one party being gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readiness.graph.build import party_label, party_of
from readiness.graph.structure import reach
from readiness.lockin.exit.dates import impact_dates, lead_weeks, needed_by, needs_of, starts
from readiness.lockin.exit.holdings import OUTRIGHT, Holding, candidates, holding, label_of, link_value
from readiness.lockin.figures import measure
from readiness.lockin.settings import Settings
from readiness.model.contract import Contract
from readiness.model.graphview import Step, SystemGraph
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import (
    AffectedSystem,
    ExitImpact,
    ExitKind,
    ImpactDate,
    Need,
    StoppedSystem,
    Substitute,
)
from readiness.model.lockin.shares import Layer
from readiness.model.measure import Measure
from readiness.model.record import Maybe, SystemId, VendorId
from readiness.model.standard.passed import PassedPackage
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.situation.cutover import CutOver
from readiness.situation.situation import situations

if TYPE_CHECKING:
    from readiness.model.plan import Plan


class NoSuchPartyError(LookupError):
    """The id is not in the inventory; `candidates` are the ids that are."""

    def __init__(self, kind: ExitKind, id_: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{kind.value}:{id_}")
        self.kind = kind
        self.id = id_
        self.candidates = known


def exit_impact(
    inventory: Inventory,
    graph: SystemGraph,
    plan: Plan | None,
    kind: ExitKind,
    id_: str,
    *,
    as_of: date,
    settings: Settings | None = None,
    packages: Iterable[PassedPackage] | None = None,
    cutovers: Mapping[SystemId, CutOver] | None = None,
) -> ExitImpact:
    """What stops without `id_`. Raises `NoSuchPartyError` where the inventory does not know it.

    Systems that stop outright take their receivers along over the links (`affected`); systems that only lose a role
    (operation, linkage, printing) are told but do not spread, except that lost linkage stops their links.
    `cutovers` are those of the plan, where the caller has them.
    """
    known = candidates(inventory, kind)
    if id_ not in known:
        raise NoSuchPartyError(kind, id_, known)
    held = holding(inventory, kind, id_)
    down = {id_} if kind in (ExitKind.EXTERNAL, ExitKind.HUB) else set(held.outright())
    lost = _lost_links(inventory, graph, held, kind, id_)
    paths = reach(graph, down, lost_edges=lost)
    stopped = _stopped(inventory, held)
    party = _party(inventory, kind, id_)
    # A system is named once: as stopped where it cannot run at all, else as losing input.
    affected = tuple(
        _affected(inventory, graph, system, paths[system.id], party)
        for system in inventory.systems
        if paths.get(system.id)
    )
    hit = [inventory.system_by_id[item.system] for item in stopped]
    vendors = _vendors(inventory, kind, id_)
    contracts = _contracts(inventory, kind, vendors, {item.system for item in stopped if item.outright})
    when = situations(inventory, as_of).with_plan(plan).cutovers if cutovers is None else cutovers
    dates = impact_dates(inventory, vendors, contracts, hit, when)
    speaking = _speaking(dates, contracts, kind, vendors)
    needed, reason = needed_by(speaking, as_of, kind)
    needs = needs_of(speaking, as_of, kind, _systems_of(hit, vendors, contracts))
    own_areas = _first_areas(needs, hit)
    chosen = settings or Settings()
    concerned = {system.id for system in hit}
    return ExitImpact(
        kind=kind,
        id=id_,
        label=label_of(inventory, kind, id_),
        stopped=stopped,
        uncertain=held.uncertain,
        affected=affected,
        areas=_areas("lockin.exit_areas", inventory, [item for item in hit if item.id in down], held),
        other_areas=_other_areas(
            "lockin.exit_other_areas", inventory, [item for item in affected if item.distance == 1], held, down
        ),
        reached_areas=_other_areas("lockin.exit_reached_areas", inventory, affected, held, down),
        links=_stopping_links(graph, down, lost),
        contracts=tuple(contract.id for contract in contracts),
        forms=tuple(
            form.id
            for form in inventory.forms
            if form.system in down or (isinstance(form.print_vendor, str) and form.print_vendor in vendors)
        ),
        moves=_moves(inventory, plan, concerned),
        temporary_links=_temporary(graph, plan, concerned),
        dates=dates,
        needed_by=needed,
        needed_by_reason=reason,
        needs=needs,
        starts=starts(needed, as_of, own_areas, chosen),
        lead_weeks=lead_weeks(own_areas, chosen) if hit else UNKNOWN,
        substitutes=None if packages is None else _substitutes(inventory, hit, vendors, packages),
    )


def _lost_links(inventory: Inventory, graph: SystemGraph, held: Holding, kind: ExitKind, id_: str) -> set[str]:
    """Links that stop although both their ends may run: their linkage, method or format is gone."""
    unlinked = {system for system, layers in held.layers.items() if Layer.LINKAGE in layers}
    lost: set[str] = {edge.id for edge in graph.edges if {edge.source, edge.target} & unlinked}
    if kind in (ExitKind.METHOD, ExitKind.FORMAT):
        lost |= {interface.id for interface in inventory.interfaces if link_value(interface, kind) == id_}
    return lost


def _stopping_links(graph: SystemGraph, down: Collection[str], lost: Collection[str]) -> tuple[str, ...]:
    """Links with an end or a hub that is down, then those lost by themselves."""
    touched = [edge.id for edge in graph.edges if {edge.source, edge.target, edge.hub or ""} & set(down)]
    return tuple(dict.fromkeys([*touched, *(edge.id for edge in graph.edges if edge.id in lost)]))


def _speaking(
    dates: Iterable[ImpactDate], contracts: Iterable[Contract], kind: ExitKind, vendors: Collection[VendorId]
) -> list[ImpactDate]:
    """Dates that tell when what is gone is gone: that a package's contract ends does not tell it of its cloud."""
    theirs = {contract.id for contract in contracts if kind is not ExitKind.CSP or contract.vendor in vendors}
    return [day for day in dates if day.kind != "contract_end" or day.subject in theirs]


def _systems_of(
    hit: Iterable[System], vendors: Iterable[VendorId], contracts: Iterable[Contract]
) -> dict[str, tuple[SystemId, ...]]:
    """The systems that stop, by what a date may be of: a system, a vendor, a contract."""
    names = tuple(system.id for system in hit)
    found: dict[str, tuple[SystemId, ...]] = {system: (system,) for system in names}
    found |= dict.fromkeys(vendors, names)
    return found | {contract.id: tuple(s for s in names if s in contract.systems) for contract in contracts}


def _first_areas(needs: Sequence[Need], hit: Sequence[System]) -> set[str]:
    """Areas of the systems whose substitutes have to run first; of all that stop where no day is known."""
    first = set(needs[0].systems) if needs and needs[0].systems else {system.id for system in hit}
    return {area for system in hit if system.id in first for area in system.areas}


def _stopped(inventory: Inventory, held: Holding) -> tuple[StoppedSystem, ...]:
    return tuple(
        StoppedSystem(
            system=system.id,
            label=system.label,
            areas=system.areas,
            layers=held.layers[system.id],
            outright=bool(OUTRIGHT & set(held.layers[system.id])),
            ref=system.ref,
        )
        for system in inventory.systems
        if system.id in held.layers
    )


def _affected(
    inventory: Inventory, graph: SystemGraph, system: System, path: tuple[Step, ...], party: Maybe[str]
) -> AffectedSystem:
    own = party_of(inventory, system.vendor)
    nodes = [path[0].source, *(step.target for step in path)]
    return AffectedSystem(
        system=system.id,
        label=system.label,
        areas=system.areas,
        party=own,
        party_label="" if isinstance(own, Unknown) else party_label(inventory, own),
        # A system of which the vendor is not known is counted as another party's: it may be, and it must be asked.
        other_party=isinstance(own, Unknown) or isinstance(party, Unknown) or own != party,
        path=path,
        labels=tuple(graph.node_by_id[node].label for node in nodes),
        ref=system.ref,
    )


def _party(inventory: Inventory, kind: ExitKind, id_: str) -> Maybe[str]:
    if kind is ExitKind.VENDOR or (kind is ExitKind.CSP and id_ in inventory.vendor_by_id):
        return party_of(inventory, VendorId(id_))
    return id_ if kind is ExitKind.GROUP else UNKNOWN


def _vendors(inventory: Inventory, kind: ExitKind, id_: str) -> tuple[VendorId, ...]:
    """Vendor ids that are gone."""
    if kind is ExitKind.GROUP:
        return tuple(vendor.id for vendor in inventory.vendors if party_of(inventory, vendor.id) == id_)
    return (VendorId(id_),) if kind in (ExitKind.VENDOR, ExitKind.CSP) and id_ in inventory.vendor_by_id else ()


def _contracts(
    inventory: Inventory, kind: ExitKind, vendors: tuple[VendorId, ...], stopped: set[SystemId]
) -> list[Contract]:
    """Contracts with the vendors that are gone; of the other kinds also those for the systems that stop."""
    by_system = kind not in (ExitKind.VENDOR, ExitKind.GROUP)
    return [
        contract
        for contract in inventory.contracts
        if contract.vendor in vendors or (by_system and set(contract.systems) & stopped)
    ]


def _areas(name: str, inventory: Inventory, systems: Iterable[System], held: Holding) -> Measure:
    rows = [(area, system.ref) for system in systems for area in system.areas]
    total = len(inventory.systems)
    return measure(name, len(dict(rows)), "areas", known=total - len(held.uncertain), total=total, rows=rows)


def _other_areas(
    name: str, inventory: Inventory, affected: Iterable[AffectedSystem], held: Holding, down: Collection[str]
) -> Measure:
    """Areas of other parties that lose input and do not stop by themselves."""
    own = {area for system in inventory.systems if system.id in down for area in system.areas}
    rows = [(area, item.ref) for item in affected if item.other_party for area in item.areas if area not in own]
    total = len(inventory.systems)
    return measure(name, len(dict(rows)), "areas", known=total - len(held.uncertain), total=total, rows=rows)


def _moves(inventory: Inventory, plan: Plan | None, concerned: set[SystemId]) -> tuple[str, ...]:
    """Moves of the plan, else of the adopted one, that hold a system concerned."""
    if plan is not None:
        return tuple(move.id for move in plan.moves if concerned & set(move.systems))
    adopted = inventory.decisions.plan
    return tuple(move.move for move in adopted.moves if concerned & set(move.systems)) if adopted else ()


def _temporary(graph: SystemGraph, plan: Plan | None, concerned: set[SystemId]) -> tuple[str, ...]:
    """Temporary links at a system concerned: the plan's, else those that are one today or by the known dates."""
    if plan is not None:
        return tuple(link.id for link in plan.links if {link.source, link.target} & concerned)
    return tuple(
        edge.id
        for edge in graph.edges
        if (edge.temporary or edge.temporary_until) and {edge.source, edge.target} & concerned
    )


def _substitutes(
    inventory: Inventory, hit: Iterable[System], vendors: tuple[VendorId, ...], packages: Iterable[PassedPackage]
) -> tuple[Substitute, ...]:
    """Packages of other vendors for the units that stop, by unit and vendor."""
    units: dict[str, list[SystemId]] = {}
    for system in hit:
        for unit in dict.fromkeys(unit.partition("-")[0] for unit in system.units):
            units.setdefault(unit, []).append(system.id)
    own = {
        number
        for id_ in (vendors or tuple(system.vendor for system in hit if isinstance(system.vendor, str)))
        if (vendor := inventory.vendor_by_id.get(id_)) and isinstance(number := vendor.corporate_number, str)
    }
    found = [
        Substitute(
            unit=row.unit,
            vendor=row.vendor,
            package=row.package,
            number=row.number,
            systems=tuple(units[row.unit]),
        )
        for row in packages
        if row.unit in units and not own & set(row.corporate_numbers)
    ]
    return tuple(sorted(found, key=lambda item: (item.unit, item.vendor, item.package, item.number)))
